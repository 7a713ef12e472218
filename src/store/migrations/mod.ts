/** Every migration, in order. Forward only: a released one is never changed. */
import type { Db, Plan } from "../plan.ts";
import { initial } from "./0001_initial.ts";
import { results } from "./0002_results.ts";
import { queues } from "./0003_queues.ts";
import { archiveReading } from "./0004_archive_reading.ts";
import { taskStatus } from "./0005_task_status.ts";
import { deadLetters } from "./0009_dead_letters.ts";
import { trends } from "./0008_trends.ts";
import { labels } from "./0007_labels.ts";
import { audit } from "./0006_audit.ts";
import { sessions } from "./0010_sessions.ts";
import { webhooks } from "./0011_webhooks.ts";
import { baselines } from "./0013_baselines.ts";
import { queueSamples } from "./0014_queue_samples.ts";
import { waitsSince } from "./0015_waits_since.ts";
import { ruleCounts } from "./0016_rule_counts.ts";
import { partialIndexes } from "./0018_partial_indexes.ts";
import { sources } from "./0017_sources.ts";
import type { DatabaseKind } from "./tables.ts";

export interface Migration {
  version: number;
  name: string;
  apply: (db: Db, kind: DatabaseKind) => Plan<void>;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: "initial", apply: initial },
  { version: 2, name: "results", apply: results },
  { version: 3, name: "queues", apply: queues },
  { version: 4, name: "archive_reading", apply: archiveReading },
  { version: 5, name: "task_status", apply: taskStatus },
  { version: 6, name: "audit", apply: audit },
  { version: 7, name: "labels", apply: labels },
  { version: 8, name: "trends", apply: trends },
  { version: 9, name: "dead_letters", apply: deadLetters },
  { version: 10, name: "sessions", apply: sessions },
  { version: 11, name: "webhooks", apply: webhooks },
  { version: 13, name: "baselines", apply: baselines },
  { version: 14, name: "queue_samples", apply: queueSamples },
  { version: 15, name: "waits_since", apply: waitsSince },
  { version: 16, name: "rule_counts", apply: ruleCounts },
  { version: 17, name: "sources", apply: sources },
  { version: 18, name: "partial_indexes", apply: partialIndexes },
];
