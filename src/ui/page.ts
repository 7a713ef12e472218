/** What a page of the dashboard is: one file under `pages/`, one line in `pages/mod.ts`. */
import type { Child } from "hono/jsx";
import type { Language } from "./languages.ts";
import type { Translate } from "./messages/mod.ts";
import type { Theme } from "./themes.ts";

/** What a page is rendered from: nothing that the API must be asked for. */
export interface PageContext {
  language: Language;
  theme: Theme;
  t: Translate;
  /** The path as it was asked for, its parameters by name, and the query. */
  path: string;
  query: URLSearchParams;
  parameters: Readonly<Record<string, string>>;
}

export interface Page {
  /** As a route has it: `/jobs/{job_id}`. */
  path: string;
  /** The entry of the navigation that the page stands under: the path of its first page. */
  under: string;
  title: (t: Translate) => string;
  /** Modules under `browser/` that the page starts. */
  modules: readonly string[];
  /** Scripts that define a global, loaded before the modules. */
  scripts?: readonly string[];
  /** Style sheets beside the dashboard's own. */
  styles?: readonly string[];
  /** Whether the page shows SQL, whose font is then loaded with it. */
  code?: boolean;
  /** Whether the page takes the whole height of the window. */
  fills?: boolean;
  body: (context: PageContext) => Child;
}
