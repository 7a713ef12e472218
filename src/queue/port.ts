/**
 * The port of the queue. A message is a hint that carries only ids: the store says what is due,
 * so a lost, late or repeated message costs time and never a result.
 */

import type { BackendFacts } from "../observability/backend.ts";

export const QUEUE_NAMES = ["zip_processing", "sql_analysis"] as const;
/** `zip_processing` carries job ids to expand, `sql_analysis` task or job ids to lint. */
export type QueueName = (typeof QUEUE_NAMES)[number];

/** Whether work is in the store, or in the commit that this process is about to make. */
export type WorkState = "committed" | "expected";

/** A message that no consumer acknowledged after every redelivery. */
export interface UndeliveredMessage {
  id: string;
  queue: QueueName;
  ids: string[];
}

export interface Consumer {
  /** How many messages may be in flight in this process. */
  concurrency: number;
  /**
   * Called with a delivered message; when it rejects, the message is delivered again later.
   * At least once, in any order.
   */
  onMessage(queue: QueueName, ids: readonly string[]): Promise<void>;
  /**
   * Called at once when a message was enqueued by this process or announced by another; and for
   * work that is `expected`, before there is a message.
   */
  onWake(queue: QueueName, work: WorkState): void;
}

/** What an adapter can do; the conformance suite skips by this table only. */
export interface QueueCapabilities {
  /** Consumers on other hosts see the messages. */
  acrossHosts: boolean;
  /** Messages outlive the processes. */
  durable: boolean;
}

/**
 * Ends of jobs as processes tell each other, so that who waits for one need not look again and
 * again. A message that is lost costs a look at the store.
 */
export interface JobEnds {
  /** Whether an end that another process tells would arrive now. */
  readonly heard: boolean;
  /** Tells the other processes soon; never throws. */
  publish(job_id: string): void;
  /** Calls back with each end that another process tells, until the queue closes; at most once. */
  subscribe(onEnd: (job_id: string) => void): void;
}

/** Every method throws LintelError `queue_unavailable` when the queue cannot be reached. */
export interface Queue {
  readonly kind: string;
  readonly capabilities: QueueCapabilities;
  /** Null where the adapter does not carry them. */
  readonly ends: JobEnds | null;
  /** Resolves once the message is durable; any number of ids, split as the adapter must. */
  enqueue(queue: QueueName, ids: readonly string[]): Promise<void>;
  /**
   * Calls this process's own consumer at once; false where there is none. Nothing is enqueued. For
   * work whose message is still gathered with others, or that the next commit brings.
   */
  wake(queue: QueueName, work: WorkState): boolean;
  /** Starts delivering to this process; at most one consumer an instance. */
  consume(consumer: Consumer): Promise<void>;
  /** Takes no new messages and waits for those in flight. */
  stopConsuming(): Promise<void>;
  /** Dead letters, oldest first. */
  undelivered(limit: number): Promise<UndeliveredMessage[]>;
  discard(id: string): Promise<void>;
  /** Resolves when the queue answers. */
  ping(): Promise<void>;
  facts(): Promise<BackendFacts>;
  close(): Promise<void>;
}
