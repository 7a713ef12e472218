/** Every page in one list. */
import type { Page } from "../page.ts";
import { auditPage } from "./audit.tsx";
import { baselinesPage } from "./baselines.tsx";
import { deadLettersPage } from "./dead_letters.tsx";
import { jobPage } from "./job.tsx";
import { jobsPage } from "./jobs.tsx";
import { notFoundPage } from "./not_found.tsx";
import { overviewPage } from "./overview.tsx";
import { queuesPage } from "./queues.tsx";
import { rulePage } from "./rule.tsx";
import { rulesPage } from "./rules.tsx";
import { signInPage } from "./sign_in.tsx";
import { systemPage } from "./system.tsx";
import { taskPage } from "./task.tsx";
import { tryPage } from "./try.tsx";
import { webhooksPage } from "./webhooks.tsx";
import { workersPage } from "./workers.tsx";

export const PAGES: readonly Page[] = [
  overviewPage,
  tryPage,
  jobsPage,
  jobPage,
  taskPage,
  rulesPage,
  rulePage,
  baselinesPage,
  queuesPage,
  workersPage,
  deadLettersPage,
  systemPage,
  webhooksPage,
  auditPage,
  signInPage,
];

/** Shown to a browser where there is nothing else. */
export const NOT_FOUND: Page = notFoundPage;
