/**
 * How much waited over time. Every process asks for a sample each minute and the store takes the
 * first, so that there is one as long as any process lives, workers or not.
 */
import { QUEUE_NAMES, type QueueName } from "../queue/port.ts";
import type { QueueSample } from "../store/port.ts";
import { periodic, type Service } from "./periodic.ts";
import type { Services } from "./services.ts";
import type { Window } from "./trends.ts";

/** Milliseconds between two looks whether a new minute has begun. */
const INTERVAL = 5000;
const MINUTE = 60_000;
const SECOND = 1000;

export function samplerService({ store, now }: Pick<Services, "store" | "now">): Service {
  let sampled = -1;
  return periodic("queue_samples", INTERVAL, async () => {
    const minute = Math.floor(now() / MINUTE);
    if (minute === sampled) return;
    await store.trends.sample(now());
    sampled = minute;
  });
}

/** What waited in a stretch of time; null where there is no sample of it. */
export interface QueuePoint {
  /** Unix ms. */
  at: number;
  samples: number;
  length_mean: number | null;
  length_max: number | null;
  oldest_age_seconds: number | null;
}

export interface QueueTrends {
  bucket_seconds: number;
  from: number;
  to: number;
  queues: { name: QueueName; points: QueuePoint[] }[];
}

function pointOf(at: number, samples: readonly QueueSample[]): QueuePoint {
  const count = samples.reduce((sum, each) => sum + each.samples, 0);
  if (count === 0) {
    return { at, samples: 0, length_mean: null, length_max: null, oldest_age_seconds: null };
  }
  const length = samples.reduce((sum, each) => sum + each.length_sum, 0);
  return {
    at,
    samples: count,
    length_mean: Math.round(length / count * 10) / 10,
    length_max: Math.max(...samples.map((each) => each.length_max)),
    oldest_age_seconds: Math.max(...samples.map((each) => each.oldest_max)) / SECOND,
  };
}

export async function queueTrendsOf(
  { store }: Pick<Services, "store">,
  { from, to, bucket_seconds, step }: Window,
): Promise<QueueTrends> {
  const size = bucket_seconds * SECOND;
  const samples = await store.trends.samples(step, from, to);
  const queues = QUEUE_NAMES.map((name) => {
    const buckets: QueueSample[][] = Array.from({ length: (to - from) / size }, () => []);
    for (const sample of samples) {
      if (sample.queue === name) buckets[Math.floor((sample.at - from) / size)]?.push(sample);
    }
    return { name, points: buckets.map((of, i) => pointOf(from + i * size, of)) };
  });
  return { bucket_seconds, from, to, queues };
}
