/** What a worker tells whoever counts: metrics, watchers, tests. */
import type { DeliveryState, TaskEnd } from "../store/port.ts";

export interface WorkerEvents {
  /** An attempt ended and its end was taken. */
  taskEnded(end: TaskEnd, more: { cached: boolean; lines: number }): void;
  /** Something of the job changed that whoever watches it wants to see. */
  jobMoved(job_id: string): void;
  jobEnded(job_id: string, status: string): void;
  rescued(count: number, deadLettered: number): void;
  /** An attempt at a message to a webhook ended, and left it so. */
  messageSent(state: DeliveryState): void;
}
