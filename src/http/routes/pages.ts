/** Pages of the dashboard, and what they load. The pages themselves are in src/ui. */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { LintelError } from "../../errors.ts";
import {
  assets,
  isLanguage,
  isTheme,
  type Language,
  languageOf,
  NOT_FOUND,
  type Page,
  PAGES,
  renderPage,
  type Theme,
} from "../../ui/mod.ts";
import type { Env } from "../env.ts";
import { gzipped, takesGzip } from "../gzip.ts";
import type { Route } from "../route.ts";

const LANGUAGE = "lintel_language";
const THEME = "lintel_theme";
const YEAR = 365 * 24 * 3600;

/** Beside what every answer has: fonts, and no text that becomes markup or script. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Whether a browser asks for a page to show. */
export function wantsPage(c: Context<Env>): boolean {
  return /\btext\/html\b/.test(c.req.header("Accept") ?? "");
}

function languageFor(c: Context<Env>): Language {
  const chosen = getCookie(c, LANGUAGE);
  return isLanguage(chosen) ? chosen : languageOf(c.req.header("Accept-Language"));
}

function themeFor(c: Context<Env>): Theme {
  const chosen = getCookie(c, THEME);
  return isTheme(chosen) ? chosen : "auto";
}

/** Keeps what a switch says, and leads to the page without it; null where none says anything. */
function switched(c: Context<Env>): Response | null {
  const url = new URL(c.req.url);
  const lang = url.searchParams.get("lang");
  const theme = url.searchParams.get("theme");
  if (!isLanguage(lang) && !isTheme(theme)) return null;
  const options = { path: "/", maxAge: YEAR, sameSite: "Lax" } as const;
  if (isLanguage(lang)) setCookie(c, LANGUAGE, lang, options);
  if (isTheme(theme)) setCookie(c, THEME, theme, options);
  url.searchParams.delete("lang");
  url.searchParams.delete("theme");
  return c.redirect(url.pathname + url.search, 303);
}

/** Answers with a page, in the reader's language. */
async function answerPage(
  c: Context<Env>,
  page: Page,
  status: 200 | 404 = 200,
): Promise<Response> {
  const moved = switched(c);
  if (moved !== null) return moved;
  const text = await renderPage(page, {
    language: languageFor(c),
    theme: themeFor(c),
    path: c.req.path,
    query: new URL(c.req.url).searchParams,
    parameters: c.req.param(),
  });
  const zip = takesGzip(c);
  // A page holds nothing secret that its compressed length could tell of.
  const body = zip ? await gzipped(text) : new TextEncoder().encode(text);
  return c.body(body, status, {
    "Content-Type": "text/html; charset=UTF-8",
    "Content-Security-Policy": POLICY,
    "Cache-Control": "private, no-cache",
    "Vary": "Accept, Accept-Encoding, Accept-Language, Cookie",
    ...(zip ? { "Content-Encoding": "gzip" } : {}),
  });
}

/** Where a browser asks for what is not there; null where somebody else does. */
export function pageNotFound(c: Context<Env>): Promise<Response> | null {
  const isPath = !c.req.path.startsWith("/api/") && !c.req.path.startsWith("/assets/");
  return c.req.method === "GET" && isPath && wantsPage(c) ? answerPage(c, NOT_FOUND, 404) : null;
}

function pageRoute(page: Page): Route {
  return {
    method: "GET",
    path: page.path,
    register(app) {
      app.get(page.path.replaceAll(/\{(.+?)\}/g, ":$1"), (c) => {
        // Programs that ask for the root have always been led to the documentation.
        if (page.path === "/" && !wantsPage(c)) return c.redirect("/docs");
        return answerPage(c, page);
      });
    },
  };
}

export const pages: readonly Route[] = PAGES.map(pageRoute);

/** For ever: the path changes with the content. A page of an older version gets today's files. */
const FOR_EVER = "public, max-age=31536000, immutable";

export const asset: Route = {
  method: "GET",
  path: "/assets/{version}/{name:.+}",
  register(app) {
    app.get("/assets/:version/:name{.+}", async (c) => {
      const { version, name } = c.req.param();
      const all = await assets();
      const found = await all.find(name);
      if (found === null) throw new LintelError("route_not_found", `There is no asset ${name}.`);
      const zip = found.gzipped !== null && takesGzip(c);
      const headers = {
        "Cache-Control": version === all.version ? FOR_EVER : "no-cache",
        "ETag": found.tag,
        "Vary": "Accept-Encoding",
      };
      if (c.req.header("If-None-Match") === found.tag) return c.body(null, 304, headers);
      return c.body(zip ? found.gzipped! : found.bytes, 200, {
        ...headers,
        "Content-Type": found.type,
        ...(zip ? { "Content-Encoding": "gzip" } : {}),
      });
    });
  },
};
