/** Every page in one list. */
import type { Page } from "../page.ts";
import { jobPage } from "./job.tsx";
import { jobsPage } from "./jobs.tsx";
import { notFoundPage } from "./not_found.tsx";
import { taskPage } from "./task.tsx";
import { tryPage } from "./try.tsx";

export const PAGES: readonly Page[] = [
  tryPage,
  jobsPage,
  jobPage,
  taskPage,
];

/** Shown to a browser where there is nothing else. */
export const NOT_FOUND: Page = notFoundPage;
