/** Every page in one list. */
import type { Page } from "../page.ts";
import { notFoundPage } from "./not_found.tsx";
import { tryPage } from "./try.tsx";

export const PAGES: readonly Page[] = [
  tryPage,
];

/** Shown to a browser where there is nothing else. */
export const NOT_FOUND: Page = notFoundPage;
