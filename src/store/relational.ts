/** The Store over any relational database: which plan reads and which one writes. */
import { Creations } from "./creations.ts";
import type { Database } from "./database_port.ts";
import { all, first } from "./plan.ts";
import type {
  AuditStore,
  BaselineStore,
  DeadLetterStore,
  ExpansionStore,
  JobStore,
  Maintenance,
  SessionStore,
  Store,
  TaskStore,
  TrendStore,
  WorkerStore,
} from "./port.ts";
import { pageOfAudit, pruneAudit, writeAudit } from "./queries/audit.ts";
import { claimTasks, dueJobs, releaseTasks } from "./queries/claim.ts";
import { countEnded, dueForTrends } from "./queries/count_ended.ts";
import { pruneTrends, trendPoints } from "./queries/trends.ts";
import { cancelJob, retryJob, retryTask } from "./queries/control.ts";
import {
  baselineFindings,
  createBaseline,
  deleteBaseline,
  getBaseline,
  pageOfBaselines,
  statesOf,
} from "./queries/baselines.ts";
import {
  forgetDeadLetters,
  kindsOfDeadLetters,
  pageOfDeadLetters,
} from "./queries/dead_letters.ts";
import { filesOfJobs, jobsWithRule } from "./queries/job_files.ts";
import { findKey } from "./queries/create.ts";
import {
  addTasks,
  anyArchiveDue,
  claimArchives,
  failExpansion,
  finishExpansion,
  forgetAdded,
  releaseExpansion,
} from "./queries/expand.ts";
import { finishTasks } from "./queries/finish.ts";
import {
  activeJobs,
  deleteJob,
  existingJobs,
  expiredJobs,
  getJob,
  packFiles,
  pageOfJobs,
} from "./queries/jobs.ts";
import { depths, overdue, ping, pruneKeys } from "./queries/maintenance.ts";
import { minuteOf, queueSamples, sampleQueues, selectSampled } from "./queries/queue_samples.ts";
import { pauseQueue } from "./queries/queues.ts";
import { leasesOf, releaseLeases } from "./queries/leases.ts";
import { holders, rescue } from "./queries/rescue.ts";
import { createSession, endSession, getSession, pruneSessions } from "./queries/sessions.ts";
import { sourceOf } from "./queries/sources.ts";
import {
  attemptsAtExpanding,
  attemptsOf,
  bodyOf,
  getTask,
  heldTokens,
  pageOfTasks,
} from "./queries/tasks.ts";
import {
  addCommand,
  completeCommand,
  getCommand,
  getWorker,
  heartbeat,
  listWorkers,
  pruneWorkers,
} from "./queries/workers.ts";
import { webhookStore } from "./webhooks.ts";

export function relationalStore(database: Database): Store {
  const creations = new Creations(database);
  return {
    kind: database.kind,
    jobs: jobStore(database, creations),
    expansions: expansionStore(database),
    tasks: taskStore(database, creations),
    workers: workerStore(database),
    sessions: sessionStore(database),
    webhooks: webhookStore(database),
    maintenance: maintenance(database),
    audit: auditStore(database),
    trends: trendStore(database),
    deadLetters: deadLetterStore(database),
    baselines: baselineStore(database),
    failed: database.failed ?? new Promise(() => {}),
    close: () => database.close(),
  };
}

function jobStore({ db, read, write }: Database, creations: Creations): JobStore {
  return {
    create: (job, key) => creations.create(job, key),
    findKey: (key) => read(() => findKey(db, key)),
    get: (job_id) => read(() => getJob(db, job_id)),
    list: (filter, limit, before) => read(() => pageOfJobs(db, filter, limit, before)),
    cancel: (job_id, now) => write(() => cancelJob(db, job_id, now)),
    retry: (job_id, now) => write(() => retryJob(db, job_id, now)),
    delete: (job_id, ended_before) => write(() => deleteJob(db, job_id, ended_before)),
    expired: (cutoff, limit) =>
      read(function* () {
        return (yield* all(expiredJobs(db, { cutoff, limit }))).map((row) => row.job_id);
      }),
    packFiles: (job_id) => read(() => packFiles(db, job_id)),
    source: (job_id) => read(() => sourceOf(db, job_id)),
    withRule: (job_ids, code) => read(() => jobsWithRule(db, job_ids, code)),
    filesOf: (job_ids, prefix) => read(() => filesOfJobs(db, job_ids, prefix)),
    existing: (job_ids) => read(() => existingJobs(db, job_ids)),
    countActive: () =>
      read(function* () {
        return Number((yield* first(activeJobs(db, {})))?.active ?? 0);
      }),
  };
}

function expansionStore({ db, read, write }: Database): ExpansionStore {
  return {
    async claim(worker_id, limit, now) {
      // Most looks find nothing, and a look costs no transaction.
      if (await read(() => first(anyArchiveDue(db, { now }))) === undefined) return [];
      return await write(() => claimArchives(db, worker_id, limit, now));
    },
    addTasks: (claim, tasks, now) => write(() => addTasks(db, claim, tasks, now)),
    forgetTasks: (claim) => write(() => forgetAdded(db, claim)),
    finish: (claim, skipped, now, reading) =>
      write(() => finishExpansion(db, claim, skipped, now, reading)),
    fail: (claim, error, skipped, retry_at, now) =>
      write(() => failExpansion(db, claim, { error, skipped, retry_at, now })),
    release: (claim, now) => write(() => releaseExpansion(db, claim, now)),
  };
}

function taskStore(
  { db, read, write, serial }: Database,
  creations: Creations,
): TaskStore {
  return {
    async claim(worker_id, limit, per_job, now, expected = false) {
      const request = { worker_id, limit, per_job, now };
      // What is expected cannot be read yet, and is there once the transaction of the claim runs.
      if (expected && !serial) await creations.settled();
      if (expected && serial) {
        return await write(() => claimTasks(db, request));
      }
      // Most looks find nothing, and a look costs no transaction.
      const due = await read(() => all(dueJobs(db, { now, limit })));
      if (due.length === 0) return [];
      return await write(() => claimTasks(db, { ...request, due }));
    },
    finish: (ends) => write(() => finishTasks(db, ends, { last: true })),
    release: (claims, now) => write(() => releaseTasks(db, claims, now)),
    get: (task_id) => read(() => getTask(db, task_id)),
    list: (job_id, filter, limit, after) =>
      read(() => pageOfTasks(db, job_id, filter, limit, after)),
    attempts: (task_ids) => read(() => attemptsOf(db, task_ids)),
    expansionAttempts: (job_id) => read(() => attemptsAtExpanding(db, job_id)),
    retry: (task_id, now) => write(() => retryTask(db, task_id, now)),
    resultBody: (task_id) =>
      read(function* () {
        return (yield* first(bodyOf(db, { task_id })))?.body ?? null;
      }),
    held: (tokens) => read(() => heldTokens(db, tokens)),
  };
}

function workerStore({ db, read, write }: Database): WorkerStore {
  return {
    heartbeat: (worker) => write(() => heartbeat(db, worker)),
    get: (worker_id) => read(() => getWorker(db, worker_id)),
    list: (since) => read(() => listWorkers(db, since)),
    command: (worker_id, action, now) => write(() => addCommand(db, worker_id, action, now)),
    getCommand: (command_id) => read(() => getCommand(db, command_id)),
    completeCommand: (command_id, result, now) =>
      write(() => completeCommand(db, command_id, result, now)),
    rescue: (worker_id, beat, limit, max_attempts, now) =>
      write(() => rescue(db, { worker_id, beat, limit, max_attempts, now })),
    holders: (after, limit) => read(() => holders(db, after, limit)),
    leases: (worker_id, limit) => read(() => leasesOf(db, worker_id, limit)),
    releaseLeases: (worker_id, tokens, now) =>
      write(() => releaseLeases(db, worker_id, tokens, now)),
    prune: (cutoff) => write(() => pruneWorkers(db, cutoff)),
  };
}

function sessionStore({ db, read, write }: Database): SessionStore {
  return {
    create: (session) => write(() => createSession(db, session)),
    get: (session_hash, now) => read(() => getSession(db, session_hash, now)),
    end: (session_hash) => write(() => endSession(db, session_hash)),
    prune: (now) => write(() => pruneSessions(db, now)),
  };
}

function maintenance({ db, read, write, facts, time }: Database): Maintenance {
  return {
    depths: () => read(() => depths(db)),
    pauseQueue: (queue, paused, now) => write(() => pauseQueue(db, queue, paused, now)),
    overdue: (cutoff, limit) => read(() => overdue(db, cutoff, limit)),
    pruneKeys: (cutoff) => write(() => pruneKeys(db, cutoff)),
    ping: () => read(() => ping(db)),
    facts,
    time,
  };
}

function auditStore({ db, read, write }: Database): AuditStore {
  return {
    write: (entries) => write(() => writeAudit(db, entries)),
    list: (filter, limit, before) => read(() => pageOfAudit(db, filter, limit, before)),
    prune: (cutoff, limit) => write(() => pruneAudit(db, cutoff, limit)),
  };
}

function trendStore({ db, read, write }: Database): TrendStore {
  return {
    async count(limit) {
      // Most looks find nothing, and a look costs no transaction.
      if (await read(() => first(dueForTrends(db, { limit: 1 }))) === undefined) return 0;
      return await write(() => countEnded(db, limit));
    },
    async sample(now) {
      const at = minuteOf(now);
      if (await read(() => first(selectSampled(db, { at }))) !== undefined) return false;
      return await write(() => sampleQueues(db, now));
    },
    samples: (step, from, to) => read(() => queueSamples(db, step, from, to)),
    points: (label, step, from, to) => read(() => trendPoints(db, label, step, from, to)),
    prune: (step, cutoff) => write(() => pruneTrends(db, step, cutoff)),
  };
}

function deadLetterStore({ db, read, write }: Database): DeadLetterStore {
  return {
    list: (filter, limit, before) => read(() => pageOfDeadLetters(db, filter, limit, before)),
    kinds: (filter, most) => read(() => kindsOfDeadLetters(db, filter, most)),
    forget: (task_ids) => write(() => forgetDeadLetters(db, task_ids)),
  };
}

function baselineStore({ db, read, write }: Database): BaselineStore {
  return {
    create: (baseline, findings) => write(() => createBaseline(db, baseline, findings)),
    get: (name) => read(() => getBaseline(db, name)),
    list: (filter, limit, after) => read(() => pageOfBaselines(db, filter, limit, after)),
    findings: (name) => read(() => baselineFindings(db, name)),
    delete: (name) => write(() => deleteBaseline(db, name)),
    states: (job_id, seqs) => read(() => statesOf(db, job_id, seqs)),
  };
}
