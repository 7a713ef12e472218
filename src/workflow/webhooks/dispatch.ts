/**
 * Makes messages of the ends of jobs and sends what is due. The store is the truth: an event is
 * there until its messages are, and a message is due until its end is written, so that a process
 * that is lost anywhere in between delays a message and at most sends it twice, under one id.
 */
import { log } from "../../observability/log.ts";
import type {
  DeliveryAttempt,
  DeliveryClaim,
  DeliveryEnd,
  DeliveryState,
  Webhook,
} from "../../store/port.ts";
import type { SendOutcome } from "../../webhooks/port.ts";
import { VERSION } from "../../version.ts";
import type { Service } from "../periodic.ts";
import type { Services } from "../services.ts";
import { messagesOf } from "./messages.ts";
import { resealSecrets } from "./reseal.ts";
import { MOST_ATTEMPTS, nextAttempt } from "./schedule.ts";
import { SecretError } from "./secret_keys.ts";
import { signedHeaders } from "./signature.ts";

const logger = log("workflow.webhooks");

/** Milliseconds between two looks; a job that ends in this process makes one at once. */
const POLL = 1000;
/** Looks close to each other are one: jobs may end by the hundred. */
const GATHER = 20;
/** Events of one look. */
const PAGE = 100;
/** Messages to one webhook at once: a slow server holds up its own alone. */
const EACH = 8;
/** Milliseconds after which a message that nobody ended is due again, beyond an attempt's time. */
const LEASE_MARGIN = 15_000;

const GONE = 410;

type Parts = Pick<Services, "store" | "now" | "webhooks">;

export class WebhookDispatcher implements Service {
  readonly name = "webhooks";
  /** Attempts under way, by webhook. */
  private readonly sending = new Map<string, Promise<void>>();
  private readonly held = new Set<DeliveryClaim>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private asked = false;
  private stopped = true;
  /** Webhooks at the last look. */
  private known = 0;
  private resealed = false;
  private forget: () => void = () => {};

  constructor(
    private readonly parts: Parts,
    /** Milliseconds that attempts under way are waited for when it stops. */
    private readonly patience: number,
    private readonly sent: (state: DeliveryState) => void = () => {},
  ) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.forget = this.parts.webhooks.onWake(() => this.wake());
    this.later(0);
  }

  /** No new attempts; those under way get their time, and what is left is due again at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.forget();
    clearTimeout(this.timer);
    await this.running;
    const ended = Promise.all(this.sending.values());
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      ended,
      new Promise<void>((resolve) => timer = setTimeout(resolve, this.patience)),
    ]);
    clearTimeout(timer);
    if (this.held.size > 0) {
      await this.parts.store.webhooks.release([...this.held], this.parts.now());
      this.held.clear();
    }
  }

  /** Something may be due. */
  wake(): void {
    if (this.stopped) return;
    this.asked = true;
    if (this.running === null) this.later(GATHER);
  }

  /** A job ended in this process; nobody is told where there was no webhook at the last look. */
  jobEnded(): void {
    if (this.known > 0) this.wake();
  }

  /** One look: events become messages, and what is due is begun to be sent. */
  async runOnce(): Promise<void> {
    const { store, now } = this.parts;
    const webhooks = await store.webhooks.list();
    this.known = webhooks.length;
    if (webhooks.length === 0) return;
    if (!this.resealed) {
      await resealSecrets(this.parts, webhooks);
      this.resealed = true;
    }
    if (await this.takeEvents(webhooks)) this.asked = true;
    const lease = this.parts.webhooks.timeout + LEASE_MARGIN;
    const claims = await store.webhooks.claim(EACH, lease, now(), [...this.sending.keys()]);
    for (const [webhook_id, list] of byWebhook(claims)) {
      for (const claim of list) this.held.add(claim);
      const all = Promise.all(list.map((claim) => this.deliver(claim))).then(() => {
        this.sending.delete(webhook_id);
        this.wake();
      });
      this.sending.set(webhook_id, all);
    }
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.sending.size > 0) await Promise.all(this.sending.values());
  }

  private later(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), delay);
  }

  private turn(): void {
    this.asked = false;
    this.running = this.runOnce()
      .catch((error) => logger.error("webhooks failed", { error }))
      .then(() => {
        this.running = null;
        if (!this.stopped) this.later(this.asked ? GATHER : POLL);
      });
  }

  /** Whether there may be more. */
  private async takeEvents(webhooks: readonly Webhook[]): Promise<boolean> {
    const { store } = this.parts;
    const events = await store.webhooks.events(PAGE);
    for (const event of events) {
      try {
        await store.webhooks.take(event.event_id, await messagesOf(this.parts, event, webhooks));
      } catch (error) {
        // It stays, and must not keep the others from being told.
        logger.error("an event's messages were not made", { job_id: event.job_id, error });
      }
    }
    return events.length === PAGE;
  }

  private async deliver(claim: DeliveryClaim): Promise<void> {
    const { webhook, delivery } = claim;
    const { now, store } = this.parts;
    try {
      const at = now();
      const began = performance.now();
      const outcome = await this.send(claim, at);
      // Given back meanwhile: what became of the attempt is not known to count.
      if (!this.held.has(claim)) return;
      const made = attemptOf(outcome, at, Math.round(performance.now() - began));
      const end = endOf(claim, outcome, made, now(), Math.random());
      if (!await store.webhooks.end(end)) return;
      report(claim, end);
      this.sent(end.state);
      if (outcome.status === GONE) await this.disable(webhook);
    } catch (error) {
      // The claim is void after its lease, and the message due again.
      logger.error("a message's end was not kept", {
        delivery_id: delivery.delivery_id,
        webhook_id: webhook.webhook_id,
        error,
      });
    } finally {
      this.held.delete(claim);
    }
  }

  /** One attempt at `at`. One whose signature cannot be made has failed, and is tried again. */
  private async send({ webhook, delivery }: DeliveryClaim, at: number): Promise<SendOutcome> {
    const { sender, secrets } = this.parts.webhooks;
    let signatures: Record<string, string>;
    try {
      const { webhook_id, previous_until } = webhook;
      const open = (stored: string) => secrets.open(webhook_id, stored);
      const previous = (previous_until ?? 0) > at ? webhook.previous_secret : null;
      signatures = signedHeaders(
        {
          secret: await open(webhook.secret),
          previous_secret: previous === null ? null : await open(previous),
          previous_until,
        },
        delivery.delivery_id,
        delivery.payload,
        at,
      );
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      const { webhook_id } = webhook;
      logger.error("a message could not be signed", { webhook_id, reason: error.message });
      return { status: null, error: error.message, refused: false };
    }
    return await sender.send({
      url: webhook.url,
      headers: {
        "content-type": "application/json",
        "user-agent": `Lintel/${VERSION}`,
        ...signatures,
      },
      body: delivery.payload,
    });
  }

  private async disable({ webhook_id }: Webhook): Promise<void> {
    const now = this.parts.now();
    const change = { disabled_at: now, disabled_reason: "its server answered 410 Gone" };
    await this.parts.store.webhooks.update(webhook_id, change, now);
    logger.warning("a webhook was disabled: its server answered 410 Gone", { webhook_id });
  }
}

function byWebhook(claims: readonly DeliveryClaim[]): Map<string, DeliveryClaim[]> {
  const found = new Map<string, DeliveryClaim[]>();
  for (const claim of claims) {
    const { webhook_id } = claim.webhook;
    found.set(webhook_id, [...(found.get(webhook_id) ?? []), claim]);
  }
  return found;
}

function attemptOf(outcome: SendOutcome, at: number, duration_ms: number): DeliveryAttempt {
  const redirected = outcome.status !== null && outcome.status >= 300 && outcome.status < 400;
  const error = outcome.status === null
    ? outcome.error
    : redirected
    ? "redirects are not followed"
    : null;
  return { at, status: outcome.status, error, duration_ms };
}

/** What an outcome means for a message: delivered, tried again at some time, or given up. */
export function endOf(
  claim: DeliveryClaim,
  outcome: SendOutcome,
  made: DeliveryAttempt,
  now: number,
  random: number,
): DeliveryEnd {
  const { status } = outcome;
  if (status !== null && status >= 200 && status < 300) {
    return { claim, now, made, state: "delivered" };
  }
  const last = status === GONE || (outcome.status === null && outcome.refused) ||
    claim.delivery.attempt >= MOST_ATTEMPTS;
  const wish = outcome.status === null ? null : outcome.retryAfter;
  const due_at = last ? null : nextAttempt(claim.delivery.attempt, wish, now, random);
  return due_at === null
    ? { claim, now, made, state: "failed" }
    : { claim, now, made, state: "pending", due_at };
}

function report({ webhook, delivery }: DeliveryClaim, { state, made }: DeliveryEnd): void {
  const fields = {
    delivery_id: delivery.delivery_id,
    webhook_id: webhook.webhook_id,
    job_id: delivery.job_id,
    attempt: delivery.attempt,
    status: made.status,
    reason: made.error,
    duration_ms: made.duration_ms,
  };
  if (state === "failed") logger.warning("a message was given up", fields);
  else logger.info(state === "delivered" ? "a message was delivered" : "a message waits", fields);
}
