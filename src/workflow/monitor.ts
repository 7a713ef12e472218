/** What monitoring and health say of workers and queues: the store's rows, judged by their age. */
import type { QueueDepth, Store, WorkerRow } from "../store/port.ts";

/** Milliseconds after which a silent worker is not counted as online. */
export const FRESH = 5000;

export function isOnline(worker: WorkerRow, now: number): boolean {
  return worker.status !== "offline" && worker.status !== "lost" &&
    now - worker.heartbeat_at <= FRESH;
}

export async function onlineWorkers(store: Store, now: number): Promise<WorkerRow[]> {
  const rows = await store.workers.list(now - FRESH);
  return rows.filter((row) => isOnline(row, now));
}

export interface QueueView {
  name: string;
  length: number;
  status: "active";
  oldest_age_seconds: number;
}

export function queueView({ queue, length, oldest_at }: QueueDepth, now: number): QueueView {
  const age = oldest_at === null ? 0 : Math.max(0, now - oldest_at) / 1000;
  return { name: queue, length, status: "active", oldest_age_seconds: age };
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
  };
}
