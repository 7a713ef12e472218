/** Every route in one list. */
import type { Route } from "../route.ts";
import { getBackends } from "./backends.ts";
import { getRule, listDialects, listRules } from "./catalogue.ts";
import { createBaseline, deleteBaseline, getBaseline, listBaselines } from "./baselines.ts";
import { bulkJobs } from "./bulk_jobs.ts";
import { countLetters, deleteLetters, listDeadLetters, retryLetters } from "./dead_letters.ts";
import { cancelOneJob, deleteOneJob, retryOneJob } from "./control_job.ts";
import { docsAsset, docsPage } from "./docs.ts";
import { serviceEvents } from "./events.ts";
import { getConfig, postConfig } from "./explain_config.ts";
import { getJob } from "./get_job.ts";
import { health, healthReady, healthWorkers } from "./health.ts";
import { jobEvents } from "./job_events.ts";
import { jobFixed } from "./job_fixed.ts";
import { jobReport } from "./job_report.ts";
import { fixSync, lintSync, parseSync } from "./lint_sync.ts";
import { listAudit } from "./list_audit.ts";
import { listJobs } from "./list_jobs.ts";
import { listTasks } from "./list_tasks.ts";
import { listViolations } from "./list_violations.ts";
import { metrics } from "./metrics.ts";
import { controlWorker, getSystem, getWorker, listWorkers } from "./monitoring.ts";
import { controlQueue, listQueues } from "./queues.ts";
import { asset, pages } from "./pages.ts";
import { getSession, signIn, signOut } from "./session.ts";
import { jobDifference, relintJob } from "./relint.ts";
import { submitJob } from "./submit_job.ts";
import { listTargets } from "./targets.ts";
import { getTrends } from "./trends.ts";
import { getQueueTrends } from "./queue_trends.ts";
import { getFixed, getResult, getSource, getTask, retryOneTask } from "./task_routes.ts";
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  patchWebhook,
  testWebhook,
} from "./webhooks.ts";

export const ROUTES: readonly Route[] = [
  submitJob,
  listJobs,
  getJob,
  listTasks,
  listViolations,
  jobEvents,
  jobReport,
  jobFixed,
  bulkJobs,
  cancelOneJob,
  retryOneJob,
  relintJob,
  jobDifference,
  deleteOneJob,
  getTask,
  getResult,
  getSource,
  getFixed,
  retryOneTask,
  lintSync,
  fixSync,
  parseSync,
  getConfig,
  postConfig,
  listRules,
  getRule,
  listDialects,
  health,
  healthReady,
  healthWorkers,
  listWorkers,
  getWorker,
  controlWorker,
  listQueues,
  controlQueue,
  serviceEvents,
  listTargets,
  listAudit,
  getTrends,
  getQueueTrends,
  listDeadLetters,
  countLetters,
  retryLetters,
  deleteLetters,
  listBaselines,
  createBaseline,
  getBaseline,
  deleteBaseline,
  getSystem,
  getBackends,
  listWebhooks,
  createWebhook,
  getWebhook,
  patchWebhook,
  deleteWebhook,
  listDeliveries,
  testWebhook,
  signIn,
  getSession,
  signOut,
  metrics,
  docsPage,
  docsAsset,
  asset,
  ...pages,
];

/** What a worker process serves of it on its own port. */
export const WORKER_ROUTES: readonly Route[] = [health, healthReady, healthWorkers, metrics];
