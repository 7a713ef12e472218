/**
 * Every Prometheus metric once. Counters belong to the process that did the work; depth and age of
 * queues and the number of workers and active jobs come from the store when they are scraped.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What only the store knows, read at each scrape. */
export interface StoreFigures {
  active_jobs: number;
  workers_online: number;
  queues: { queue: string; length: number; oldest_age_seconds: number }[];
}

/** This process, in the units Prometheus expects. */
export interface ProcessFigures {
  cpu_seconds: number;
  resident_bytes: number;
  start_time_seconds: number;
}

/** The machine, as shares from 0 to 1; null where a figure cannot be had. */
export interface SystemRatios {
  cpu: number | null;
  memory: number | null;
  disks: { volume: "root" | "storage"; used: number | null }[];
}

/** What `jobs` are counted by: as they come, and as they end. */
const JOBS = ["ACCEPTED", "COMPLETED", "PARTIALLY_COMPLETED", "FAILED", "CANCELLED"];

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export class Metrics {
  readonly registry = new Registry();
  private readonly register = { registers: [this.registry] };

  readonly jobs = new Counter({
    name: "sql_linting_jobs_total",
    help: "Jobs accepted and ended, by status.",
    labelNames: ["status"],
    ...this.register,
  });
  readonly tasks = new Counter({
    name: "sql_linting_tasks_total",
    help: "Attempts at tasks that ended, by the status they left the task in.",
    labelNames: ["status"],
    ...this.register,
  });
  readonly attempts = new Counter({
    name: "sql_linting_task_attempts_total",
    help: "Attempts at tasks that ended, by which attempt at its task it was (1 is the first).",
    labelNames: ["attempt"],
    ...this.register,
  });
  readonly violations = new Counter({
    name: "sql_linting_violations_total",
    help: "Findings of the files that were linted, by rule; cached results count too.",
    labelNames: ["rule"],
    ...this.register,
  });
  readonly requestDuration = new Histogram({
    name: "sql_linting_request_duration_seconds",
    help: "HTTP requests, by method, route and status.",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    ...this.register,
  });
  readonly taskWait = new Histogram({
    name: "sql_linting_task_wait_seconds",
    help: "Time from a task's submission to its first claim.",
    buckets: SECONDS,
    ...this.register,
  });
  readonly taskRun = new Histogram({
    name: "sql_linting_task_run_seconds",
    help: "Time from a task's claim to its end, by engine.",
    labelNames: ["engine"],
    buckets: SECONDS,
    ...this.register,
  });
  readonly rescued = new Counter({
    name: "sql_linting_rescued_tasks_total",
    help: "Tasks taken back from lost workers.",
    ...this.register,
  });
  readonly messages = new Counter({
    name: "sql_linting_webhook_attempts_total",
    help: "Attempts at messages to webhooks, by the state they left the message in: delivered, " +
      "pending (it is tried again) or failed.",
    labelNames: ["state"],
    ...this.register,
  });
  readonly deadLettered = new Counter({
    name: "sql_linting_dead_lettered_tasks_total",
    help: "Tasks that failed at every attempt.",
    ...this.register,
  });
  readonly lines = new Counter({
    name: "sql_linting_lines_total",
    help: "Lines of SQL linted, by engine; cached results do not count.",
    labelNames: ["engine"],
    ...this.register,
  });
  readonly cache = new Counter({
    name: "sql_linting_cache_requests_total",
    help: "Looks into the result cache, by whether it had the result.",
    labelNames: ["result"],
    ...this.register,
  });
  private readonly activeJobs = new Gauge({
    name: "sql_linting_active_jobs",
    help: "Jobs accepted and not ended.",
    ...this.register,
  });
  private readonly workersOnline = new Gauge({
    name: "sql_linting_workers_online",
    help: "Workers whose heartbeat is fresh.",
    ...this.register,
  });
  private readonly queueLength = new Gauge({
    name: "sql_linting_queue_length",
    help: "Waiting tasks, by queue.",
    labelNames: ["queue"],
    ...this.register,
  });
  private readonly queueAge = new Gauge({
    name: "sql_linting_queue_oldest_age_seconds",
    help: "How long the oldest waiting task has been due, by queue.",
    labelNames: ["queue"],
    ...this.register,
  });
  private readonly systemCpu = new Gauge({
    name: "sql_linting_system_cpu_ratio",
    help: "Share of the machine's CPU time that is used, 0 to 1, over the last seconds.",
    ...this.register,
  });
  private readonly systemMemory = new Gauge({
    name: "sql_linting_system_memory_used_ratio",
    help: "Share of the memory that is used, 0 to 1: the machine's, or the container's.",
    ...this.register,
  });
  private readonly systemDisk = new Gauge({
    name: "sql_linting_system_disk_used_ratio",
    help: "Share of a file system that is used, 0 to 1: that of the root, and that of storage " +
      "(STORAGE_ROOT).",
    labelNames: ["volume"],
    ...this.register,
  });
  private readonly cpu = new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time of this process in seconds, user and system.",
    ...this.register,
  });
  private readonly resident = new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory of this process.",
    ...this.register,
  });
  private readonly started = new Gauge({
    name: "process_start_time_seconds",
    help: "When this process started, Unix time.",
    ...this.register,
  });

  readonly contentType = this.registry.contentType;

  constructor() {
    // A series that begins with its first event shows no increase for it: a share of failures would
    // be missing, not 0, until the first failure, and would not count that.
    for (const status of JOBS) this.jobs.inc({ status }, 0);
    for (const status of ["SUCCESS", "FAILURE", "PENDING"]) this.tasks.inc({ status }, 0);
    for (const result of ["hit", "miss"]) this.cache.inc({ result }, 0);
    for (const state of ["delivered", "pending", "failed"]) this.messages.inc({ state }, 0);
  }

  /** The text that Prometheus scrapes. */
  async expose(
    store: StoreFigures,
    process: ProcessFigures,
    system: SystemRatios,
  ): Promise<string> {
    this.activeJobs.set(store.active_jobs);
    this.workersOnline.set(store.workers_online);
    for (const { queue, length, oldest_age_seconds } of store.queues) {
      this.queueLength.set({ queue }, length);
      this.queueAge.set({ queue }, oldest_age_seconds);
    }
    // A figure that cannot be had at this time is missing, not that of another time.
    this.systemCpu.remove();
    this.systemMemory.remove();
    this.systemDisk.reset();
    if (system.cpu !== null) this.systemCpu.set(system.cpu);
    if (system.memory !== null) this.systemMemory.set(system.memory);
    for (const { volume, used } of system.disks) {
      if (used !== null) this.systemDisk.set({ volume }, used);
    }
    // The system counts it; a counter of this library is only told by how much it grew.
    this.cpu.reset();
    this.cpu.inc(process.cpu_seconds);
    this.resident.set(process.resident_bytes);
    this.started.set(process.start_time_seconds);
    return await this.registry.metrics();
  }
}
