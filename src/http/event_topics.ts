/** What GET /events tells: each topic with its source, and whoever may hear of it. */
import type { Scope } from "../config/types.ts";
import { LintelError } from "../errors.ts";
import { Feed, type FeedState } from "../workflow/feed.ts";
import type { HttpDeps } from "./env.ts";
import { workersNow } from "./routes/monitoring.ts";
import { queuesNow } from "./routes/queues.ts";
import { jobView } from "./schemas/job.ts";

/** Each with the scope that its page takes. */
const SCOPES = {
  queues: "read",
  workers: "read",
  jobs: "read",
  dead_letters: "read",
  baselines: "read",
  system: "read",
  webhooks: "admin",
  audit: "admin",
} as const satisfies Record<string, Scope>;

export type Topic = keyof typeof SCOPES;

export const TOPICS = Object.keys(SCOPES) as Topic[];

/** Told where none is named. */
const USUAL = "queues,workers,jobs";

/** Milliseconds between two looks at what changed. */
const TURN = 2000;
/** Figures that change all the time are told this often, milliseconds. */
const REFRESH = 10_000;
/** Usage of the machine is measured this often, milliseconds: see SystemMonitor. */
const MEASURED = 5000;
/** The first of a list, whose moves are noticed. */
const FIRST = 100;
/** The latest deliveries of a webhook, whose moves are noticed. */
const DELIVERIES = 10;

/** Throws `validation_failed` for a topic that is none. */
export function topicsOf(text = USUAL): Topic[] {
  const asked = [...new Set(text.split(","))];
  const topics = asked.flatMap((word) => TOPICS.filter((topic) => topic === word));
  if (topics.length === asked.length) return topics;
  const message = `takes some of ${TOPICS.join(", ")}, with commas between them`;
  throw new LintelError("validation_failed", `topics ${message}`, {
    fields: [{ path: "topics", message }],
  });
}

/** What a token must allow for all of these. */
export function scopesOf(topics: readonly Topic[]): Scope[] {
  return [...new Set(topics.map((topic) => SCOPES[topic]))];
}

/** Tells a value where `moving` has changed. */
function state(value: unknown, moving: unknown): FeedState {
  return { text: JSON.stringify(value), signature: JSON.stringify(moving) };
}

/** The same, and from time to time for the figures in it that are no news by themselves. */
function refreshed(now: number, value: unknown, moving: unknown): FeedState {
  return state(value, [Math.floor(now / REFRESH), moving]);
}

/** Tells that something changed, and not what: it is asked for by whoever shows it. */
function moved(moving: unknown): FeedState {
  return { text: "{}", signature: JSON.stringify(moving) };
}

/** The present state of each topic. Ages and memory change all the time: alone they are no news. */
class Sources {
  private measured: { at: number; state: FeedState } | undefined;

  constructor(private readonly deps: Pick<HttpDeps, "services" | "system">) {}

  async queues(): Promise<FeedState> {
    const { services } = this.deps;
    const view = await queuesNow(services);
    const moving = view.queues.map(({ name, length, status }) => [name, length, status]);
    return refreshed(services.now(), view, moving);
  }

  async workers(): Promise<FeedState> {
    const { services } = this.deps;
    const view = await workersNow(services);
    const moving = [
      view.workers.map(({ worker_name, status, current_tasks, totals }) => [
        worker_name,
        status,
        current_tasks,
        totals,
      ]),
      view.queues.map(({ length, status }) => [length, status]),
    ];
    return refreshed(services.now(), view, moving);
  }

  async jobs(): Promise<FeedState> {
    const { store } = this.deps.services;
    const [active, jobs] = await Promise.all([
      store.jobs.countActive(),
      store.jobs.list({}, FIRST),
    ]);
    const newest = jobs.map(jobView).map(({ job_id, job_status, progress }) =>
      JSON.stringify([job_id, job_status, progress])
    );
    return state({ active }, [active, newest]);
  }

  async deadLetters(): Promise<FeedState> {
    const letters = await this.deps.services.store.deadLetters.list({}, FIRST);
    return moved(letters.map(({ task_id, dead_lettered_at }) => [task_id, dead_lettered_at]));
  }

  async baselines(): Promise<FeedState> {
    const { store, now } = this.deps.services;
    const baselines = await store.baselines.list({}, FIRST);
    const at = now();
    return moved(baselines.map(({ name, created_at, expires_at }) => [
      name,
      created_at,
      expires_at !== null && expires_at <= at,
    ]));
  }

  async system(): Promise<FeedState> {
    const at = performance.now();
    if (this.measured === undefined || at - this.measured.at >= MEASURED) {
      const text = JSON.stringify(await this.deps.system.read());
      this.measured = { at, state: { text, signature: text } };
    }
    return this.measured.state;
  }

  async webhooks(): Promise<FeedState> {
    const { webhooks } = this.deps.services.store;
    const moving = [];
    for (const { secret: _, ...hook } of await webhooks.list()) {
      const sent = await webhooks.deliveries(hook.webhook_id, undefined, DELIVERIES);
      const states = sent.map(({ delivery_id, state, attempts }) => [
        delivery_id,
        state,
        attempts.length,
      ]);
      moving.push([hook, states]);
    }
    return moved(moving);
  }

  async audit(): Promise<FeedState> {
    const entries = await this.deps.services.store.audit.list({}, FIRST);
    return moved(entries.map(({ audit_id, status }) => [audit_id, status]));
  }
}

/** Tells everyone who looks on of the topics that they ask for. */
export function feedOf(deps: HttpDeps): Feed<Topic> {
  const sources = new Sources(deps);
  return new Feed<Topic>({
    queues: () => sources.queues(),
    workers: () => sources.workers(),
    jobs: () => sources.jobs(),
    dead_letters: () => sources.deadLetters(),
    baselines: () => sources.baselines(),
    system: () => sources.system(),
    webhooks: () => sources.webhooks(),
    audit: () => sources.audit(),
  }, TURN);
}
