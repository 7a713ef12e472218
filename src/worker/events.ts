/** What a worker tells whoever counts: metrics, watchers, tests. */
import type { TaskEnd } from "../store/port.ts";

export interface WorkerEvents {
  /** An attempt ended and its end was taken. `waited` is from due to claimed, milliseconds. */
  taskEnded(end: TaskEnd, more: { cached: boolean; lines: number }): void;
  jobEnded(job_id: string, status: string): void;
  rescued(count: number, deadLettered: number): void;
}
