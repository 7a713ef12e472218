/** Parts that several pages have. */
import type { Child, FC } from "hono/jsx";
import type { Key } from "../messages/mod.ts";
import type { Page } from "../page.ts";

/** Where the browser puts the rate at which the page is kept up to date, and its pause. */
export const Live: FC = () => <span id="live" class="live-place"></span>;

/** A title, a line that says what the page is for, and one part that its module fills. */
export function simplePage(
  { path, title, lead, module, part = module, fills = false, filter = false, more }: {
    path: string;
    title: Key;
    lead?: Key;
    module: string;
    /** The id of the part. */
    part?: string;
    fills?: boolean;
    filter?: boolean;
    more?: Child;
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
          {more}
        </div>
        {lead === undefined ? null : <p class="lead">{t(lead)}</p>}
        {filter ? <div id="filter" class="filter"></div> : null}
        <div
          id={part}
          class={fills ? "panel listing-panel" : "part-body"}
          aria-busy={fills ? "true" : undefined}
        >
        </div>
      </div>
    ),
  };
}
