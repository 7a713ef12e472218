/** What monitoring and health say of workers and queues: the store's rows, judged by their age. */
import type { QueueDepth, Store, WorkerRow } from "../store/port.ts";

/** Milliseconds after which a silent worker is not counted as online. */
export const FRESH = 5000;

export function isOnline(worker: WorkerRow, now: number): boolean {
  return worker.status !== "offline" && worker.status !== "lost" &&
    now - worker.heartbeat_at <= FRESH;
}

/** Milliseconds for which a worker that is gone is still shown, as offline. */
const REMEMBERED = 600_000;

/** Milliseconds after which the metrics of a silent process are not looked for any more. */
const TARGET_FRESH = 30_000;

/** What a process is: the store's rows of workers hold web processes too. */
export type Role = "worker" | "all" | "web";

function roleOf(row: WorkerRow): Role {
  const { role } = row.info;
  return role === "web" || role === "all" ? role : "worker";
}

/** Whether the row is of a process that runs tasks. */
export function isWorker(row: WorkerRow): boolean {
  return roleOf(row) !== "web";
}

/** Workers that live, or were alive in the last ten minutes. */
export async function knownWorkers(store: Store, now: number): Promise<WorkerRow[]> {
  const rows = await store.workers.list(now - REMEMBERED);
  return rows.filter((row) => isWorker(row) && now - row.heartbeat_at <= REMEMBERED);
}

export async function onlineWorkers(store: Store, now: number): Promise<WorkerRow[]> {
  const rows = await store.workers.list(now - FRESH);
  return rows.filter((row) => isWorker(row) && isOnline(row, now));
}

/** Where a process's metrics are. */
export interface Target {
  role: Role;
  /** `host:port`. */
  address: string;
}

/** Every process of the service that tells where its metrics are, by address. */
export async function targets(store: Store, now: number): Promise<Target[]> {
  const rows = await store.workers.list(now - TARGET_FRESH);
  const found = new Map<string, Target>();
  for (const row of rows) {
    const { address } = row.info;
    const gone = row.status === "offline" || row.status === "lost" ||
      now - row.heartbeat_at > TARGET_FRESH;
    if (gone || typeof address !== "string") continue;
    found.set(address, { role: roleOf(row), address });
  }
  return [...found.values()].sort((a, b) => a.address < b.address ? -1 : 1);
}

export interface QueueView {
  name: string;
  length: number;
  status: "active" | "paused";
  oldest_age_seconds: number;
}

function queueView(depth: QueueDepth, now: number): QueueView {
  const { queue, length, oldest_at, paused_at } = depth;
  return {
    name: queue,
    length,
    status: paused_at === null ? "active" : "paused",
    oldest_age_seconds: oldest_at === null ? 0 : Math.max(0, now - oldest_at) / 1000,
  };
}

export async function queueViews(store: Store, now: number): Promise<QueueView[]> {
  return (await store.maintenance.depths()).map((depth) => queueView(depth, now));
}

/** What a worker says of itself, as far as it has said it. */
export interface WorkerInfo {
  current_tasks: Record<string, unknown>[];
  total: Record<string, number>;
  totals: Record<string, number>;
  pool: Record<string, { processes?: number; pids?: number[] }>;
  rusage: Record<string, unknown>;
  cache: Record<string, number>;
  address: string | null;
}

export function infoOf(worker: WorkerRow): WorkerInfo {
  const info = worker.info as Partial<WorkerInfo>;
  return {
    current_tasks: info.current_tasks ?? [],
    total: info.total ?? {},
    totals: info.totals ?? {},
    pool: info.pool ?? {},
    rusage: info.rusage ?? {},
    cache: info.cache ?? {},
    address: info.address ?? null,
  };
}
