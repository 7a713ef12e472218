/** Parts that several pages have. */
import type { Child, FC } from "hono/jsx";
import type { Key } from "../messages/mod.ts";
import type { Translate } from "../messages/mod.ts";
import type { Page } from "../page.ts";

/** Where the browser puts the rate at which the page is kept up to date, and its pause. */
export const Live: FC = () => <span id="live" class="live-place"></span>;

export interface Pane {
  name: string;
  label: Key;
  /** Whether its tab says how much is in it. */
  counted?: boolean;
  /** Whether it is shown only where there is something for it. */
  later?: boolean;
}

/** The tabs of a page; browser/tabs.js brings them to life. The first pane is shown. */
export const Tabs: FC<{ t: Translate; label: Key; panes: readonly Pane[] }> = (
  { t, label, panes },
) => (
  <div role="tablist" id="panes" class="tabs" aria-label={t(label)}>
    {panes.map(({ name, label, counted = false, later = false }, i) => (
      <button
        type="button"
        role="tab"
        id={`tab-${name}`}
        aria-controls={`pane-${name}`}
        aria-selected={i === 0 ? "true" : "false"}
        tabindex={i === 0 ? 0 : -1}
        hidden={later}
      >
        {t(label)}
        {counted ? <span id={`count-${name}`} class="count"></span> : null}
      </button>
    ))}
  </div>
);

/** What a tab shows. */
export const TabPanel: FC<{
  name: string;
  class: string;
  /** Whether Tab comes to it: not where something in it takes the focus. */
  focusable?: boolean;
  hidden?: boolean;
  children?: Child;
}> = ({ name, class: style, focusable = false, hidden = true, children }) => (
  <div
    role="tabpanel"
    id={`pane-${name}`}
    class={style}
    aria-labelledby={`tab-${name}`}
    tabindex={focusable ? 0 : undefined}
    hidden={hidden}
  >
    {children}
  </div>
);

/** A field under its label. */
export const Field: FC<{ label: string; children: Child }> = ({ label, children }) => (
  <label class="stacked">
    <span>{label}</span>
    {children}
  </label>
);

/** Fields in a dialog, whose parts are called `NAME-title`, `-text`, `-fault`, `-close`, `-submit`. */
export const FormDialog: FC<{
  t: Translate;
  id: string;
  name?: string;
  title: Key;
  text: Key;
  submit: Key;
  /** Whether it cannot be submitted as it is. */
  disabled?: boolean;
  children: Child;
}> = ({ t, id, name = id, title, text, submit, disabled, children }) => (
  <dialog id={id} class="dialog" aria-labelledby={`${name}-title`}>
    <h2 id={`${name}-title`}>{t(title)}</h2>
    <p id={`${name}-text`} class="muted">{t(text)}</p>
    {children}
    <p id={`${name}-fault`} class="filter-said" role="alert"></p>
    <div class="dialog-actions">
      <button type="button" id={`${name}-close`}>{t("close")}</button>
      <button type="button" id={`${name}-submit`} class="primary" disabled={disabled}>
        {t(submit)}
      </button>
    </div>
  </dialog>
);

/** Opens the dialog `new`, once the page's module knows who may. */
export const NewButton: FC<{ label: string }> = ({ label }) => (
  <button type="button" id="new-open" class="primary" hidden>{label}</button>
);

/** A title, a line that says what the page is for, and one part that its module fills. */
export function simplePage(
  { path, title, lead, module, part = module, fills = false, filter = false, ...places }: {
    path: string;
    title: Key;
    lead?: Key;
    module: string;
    /** The id of the part. */
    part?: string;
    fills?: boolean;
    filter?: boolean;
    /** Beside the title. */
    more?: (t: Translate) => Child;
    /** Above the part, and behind it. */
    above?: (t: Translate) => Child;
    rest?: (t: Translate) => Child;
  },
): Page {
  return {
    path,
    under: path,
    title: (t) => t(title),
    modules: [`pages/${module}.js`],
    fills,
    body: ({ t }) => (
      <div class={fills ? "page-fills" : undefined}>
        <div class="page-head">
          <h1>{t(title)}</h1>
          <Live />
          {places.more?.(t)}
        </div>
        {lead === undefined ? null : <p class="lead">{t(lead)}</p>}
        {filter ? <div id="filter" class="filter"></div> : null}
        {places.above?.(t)}
        <div
          id={part}
          class={fills ? "panel listing-panel" : "part-body"}
          aria-busy={fills ? "true" : undefined}
        >
        </div>
        {places.rest?.(t)}
      </div>
    ),
  };
}
