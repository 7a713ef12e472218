/** The document around every page: head, skip link, navigation, switches, keys. */
import type { FC } from "hono/jsx";
import { VERSION } from "../version.ts";
import { type Assets, messagesName } from "./assets.ts";
import { LANGUAGES, NAMES, TAGS } from "./languages.ts";
import { NAVIGATION } from "./navigation.ts";
import type { Page, PageContext } from "./page.ts";
import { PAGES } from "./pages/mod.ts";
import { THEMES } from "./themes.ts";

/** Fonts that a page shows at once; another one comes when something asks for it. */
function fontsOf(page: Page): string[] {
  return page.code === true ? ["geist.woff2", "geist-mono.woff2"] : ["geist.woff2"];
}

const SHELL = "shell.js";

const PATHS = new Set(PAGES.map(({ path }) => path));

/** Only what there is a page for. */
const GROUPS = NAVIGATION
  .map((group) => ({ ...group, entries: group.entries.filter(({ path }) => PATHS.has(path)) }))
  .filter(({ entries }) => entries.length > 0);

interface Props {
  page: Page;
  context: PageContext;
  assets: Assets;
}

const Head: FC<Props> = ({ page, context: { t, language }, assets }) => {
  const modules = assets.closure([SHELL, ...page.modules]);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${page.title(t)} · Lintel`}</title>
      <link rel="icon" type="image/svg+xml" href={assets.url("icon.svg")} />
      {fontsOf(page).map((name) => (
        <link rel="preload" as="font" type="font/woff2" crossorigin="" href={assets.url(name)} />
      ))}
      {(page.styles ?? []).map((name) => <link rel="stylesheet" href={assets.url(name)} />)}
      <link rel="stylesheet" href={assets.url("lintel.css")} />
      {modules.map((name) => <link rel="modulepreload" href={assets.url(name)} />)}
      {[messagesName(language), ...page.scripts ?? []].map((name) => (
        <script defer src={assets.url(name)}></script>
      ))}
      {[SHELL, ...page.modules].map((name) => (
        <script type="module" src={assets.url(name)}>
        </script>
      ))}
    </head>
  );
};

const Brand: FC = () => (
  <a class="brand" href="/">
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M1 3h18v4H1zM4 9h3v8H4zM13 9h3v8h-3z" fill="currentColor" />
    </svg>
    Lintel
  </a>
);

const Navigation: FC<Pick<Props, "page" | "context">> = ({ page, context }) => {
  const { t } = context;
  return (
    <nav id="navigation" class="navigation" popover="auto" aria-label={t("nav.label")}>
      {GROUPS.map(({ label, entries }) => (
        <div class="nav-group">
          {label === null ? null : <p class="nav-heading">{t(label)}</p>}
          <ul>
            {entries.map(({ path, label }) => (
              <li>
                <a href={path} aria-current={path === page.under ? "page" : undefined}>
                  {t(label)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div class="nav-foot">
        <Switches context={context} />
      </div>
    </nav>
  );
};

const Switches: FC<Pick<Props, "context">> = ({ context }) => {
  const { t } = context;
  const chosen = (is: boolean) => is ? "true" : undefined;
  const switchedTo = (name: "theme" | "lang", value: string) => {
    const query = new URLSearchParams(context.query);
    query.set(name, value);
    return `?${query}`;
  };
  return (
    <>
      <p id="session" class="session" hidden></p>
      <div class="switch" role="group" aria-label={t("theme.label")} data-switch="theme">
        {THEMES.map((theme) => (
          <a
            href={switchedTo("theme", theme)}
            data-value={theme}
            aria-current={chosen(theme === context.theme)}
          >
            {t(`theme.${theme}`)}
          </a>
        ))}
      </div>
      <div class="switch" role="group" aria-label={t("language.label")} data-switch="language">
        {LANGUAGES.map((language) => (
          <a
            href={switchedTo("lang", language)}
            hreflang={TAGS[language]}
            lang={TAGS[language]}
            aria-current={chosen(language === context.language)}
          >
            {NAMES[language]}
          </a>
        ))}
      </div>
      <p class="nav-small">
        <button type="button" class="link" id="show-keys">
          {t("keys.show")} <kbd>?</kbd>
        </button>
        <a href="/docs">{t("nav.api")}</a>
        <span class="version">{VERSION}</span>
      </p>
    </>
  );
};

export const Document: FC<Props> = ({ page, context, assets }) => {
  const { t, language, theme } = context;
  return (
    <html lang={TAGS[language]} data-theme={theme}>
      <Head page={page} context={context} assets={assets} />
      <body>
        <a class="skip" href="#main">{t("skip")}</a>
        <header class="top">
          <Brand />
          <button type="button" class="menu" popovertarget="navigation">{t("nav.menu")}</button>
        </header>
        <Navigation page={page} context={context} />
        <main id="main" tabindex={-1} class={page.fills === true ? "fills" : undefined}>
          {page.body(context)}
        </main>
        <p id="waiting" class="waiting" role="status" hidden>{t("waiting")}</p>
        <div id="notices" class="notices" role="status" aria-live="polite"></div>
      </body>
    </html>
  );
};
