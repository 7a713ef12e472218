/** The part of the store's port that holds webhooks, what happened, and what is sent of it. */

export const WEBHOOK_EVENTS = ["job.finished", "gate.failed"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The event of a message that somebody asked for, to see whether messages arrive. */
export const TEST_EVENT = "webhook.test";

/**
 * An address that is told of events. Its secrets leave the store for signing only, and lie in it
 * as src/workflow/webhooks/secret_keys.ts has them: encrypted, or in plain text.
 */
export interface Webhook {
  webhook_id: string;
  url: string;
  events: WebhookEvent[];
  /** Only of jobs with this label `project`; null for all. */
  project: string | null;
  description: string;
  secret: string;
  /** Signs as well until `previous_until`, so that receivers can change over. */
  previous_secret: string | null;
  previous_until: number | null;
  created_at: number;
  created_by: string;
  /** Since when nothing is sent to it; null while it is enabled. */
  disabled_at: number | null;
  disabled_reason: string | null;
}

/** What may be changed of a webhook. */
export type WebhookChange = Partial<Omit<Webhook, "webhook_id" | "created_at" | "created_by">>;

/** A job ended; written in the very transaction that ended it. */
export interface JobEvent {
  event_id: string;
  job_id: string;
  at: number;
}

export type DeliveryState = "pending" | "delivered" | "failed";

/** One message to one webhook. Payload and id are the same in every attempt. */
export interface NewDelivery {
  delivery_id: string;
  webhook_id: string;
  event: string;
  job_id: string | null;
  /** JSON. */
  payload: string;
  created_at: number;
}

/** How one attempt went: a status, or why there is none. */
export interface DeliveryAttempt {
  at: number;
  status: number | null;
  error: string | null;
  duration_ms: number;
}

export interface Delivery extends NewDelivery {
  state: DeliveryState;
  /** Attempts begun; one whose process was lost has no entry in `attempts`. */
  attempt: number;
  attempts: DeliveryAttempt[];
  /** When the next attempt is due. */
  due_at: number;
  finished_at: number | null;
}

/** The right to make one attempt. */
export interface DeliveryClaim {
  delivery: Delivery;
  webhook: Webhook;
  token: string;
}

/** How an attempt ended: `pending` with the time of the next one, otherwise for good. */
export type DeliveryEnd =
  & { claim: DeliveryClaim; now: number; made: DeliveryAttempt }
  & (
    | { state: "pending"; due_at: number }
    | { state: "delivered" | "failed" }
  );

export interface WebhookStore {
  /** False where there are `most` already. */
  create(webhook: Webhook, most: number): Promise<boolean>;
  get(webhook_id: string): Promise<Webhook | null>;
  /** Oldest first. */
  list(): Promise<Webhook[]>;
  /**
   * Null where it is unknown, or has other secrets than those of `only`, where that is given. One
   * that becomes disabled fails what still waits to be sent to it.
   */
  update(
    webhook_id: string,
    change: WebhookChange,
    now: number,
    only?: Pick<Webhook, "secret" | "previous_secret">,
  ): Promise<Webhook | null>;
  /** With its deliveries; false where it is unknown. */
  delete(webhook_id: string): Promise<boolean>;
  /** Events of jobs that nobody made messages of, oldest first. */
  events(limit: number): Promise<JobEvent[]>;
  /** Takes an event and adds its messages, at once; false where somebody else took it. */
  take(event_id: string, deliveries: readonly NewDelivery[]): Promise<boolean>;
  /** Adds a message of no event. */
  add(delivery: NewDelivery): Promise<void>;
  /**
   * Claims messages that are due, at most `each` of a webhook and none of those named last. A claim
   * that is not ended within `lease` milliseconds is due again.
   */
  claim(
    each: number,
    lease: number,
    now: number,
    except?: readonly string[],
  ): Promise<DeliveryClaim[]>;
  /** False where the claim was lost meanwhile. */
  end(end: DeliveryEnd): Promise<boolean>;
  /** Gives claims back without using up an attempt. */
  release(claims: readonly DeliveryClaim[], now: number): Promise<void>;
  /** Newest first; `before` is the delivery_id of the last row of the page before. */
  deliveries(
    webhook_id: string,
    state: DeliveryState | undefined,
    limit: number,
    before?: string,
  ): Promise<Delivery[]>;
  /** Forgets messages made before `cutoff` that wait no more, at most `limit`; how many. */
  prune(cutoff: number, limit: number): Promise<number>;
}
