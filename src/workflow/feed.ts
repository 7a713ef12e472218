/**
 * What changes in the service, for everyone who looks on: each topic is read once a turn however
 * many they are, not at all while nobody is there, and told only where it has changed. A reader who
 * is slow misses states in between and holds up nobody; what is kept for him is one state a topic.
 */
import { log } from "../observability/log.ts";

const logger = log("workflow.feed");

/** The present state of a topic. */
export interface FeedState {
  /** What it is told as: JSON. */
  text: string;
  /** Equal for states that need not be told one after the other. */
  signature: string;
}

export interface Told<Topic extends string> {
  topic: Topic;
  text: string;
}

interface Reader<Topic extends string> {
  topics: readonly Topic[];
  waiting: Map<Topic, string>;
  wake: () => void;
  failed: boolean;
}

export interface Subscription<Topic extends string> {
  /**
   * What changed since the last call, waited for up to `timeout` milliseconds: nothing after
   * that, null where the state cannot be read any more.
   */
  next(timeout: number): Promise<Told<Topic>[] | null>;
  /** Wakes who waits in `next`, and ends. */
  end(): void;
}

export class Feed<Topic extends string> {
  private readonly readers = new Set<Reader<Topic>>();
  private readonly known = new Map<Topic, FeedState>();
  private running = false;

  /** @param interval Milliseconds between two turns. */
  constructor(
    private readonly sources: Readonly<Record<Topic, () => Promise<FeedState>>>,
    private readonly interval: number,
  ) {}

  /** Begins with the present state of each topic. */
  subscribe(topics: readonly Topic[]): Subscription<Topic> {
    const reader: Reader<Topic> = { topics, waiting: new Map(), wake: () => {}, failed: false };
    this.readers.add(reader);
    for (const topic of topics) {
      const state = this.known.get(topic);
      if (state !== undefined) reader.waiting.set(topic, state.text);
    }
    if (!this.running) void this.run();
    return {
      next: (timeout) => next(reader, timeout),
      end: () => {
        this.readers.delete(reader);
        reader.wake();
      },
    };
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.readers.size > 0) {
      await this.turn();
      await new Promise((resolve) => setTimeout(resolve, this.interval));
    }
    // Who comes later is not told what was true then.
    this.known.clear();
    this.running = false;
  }

  private async turn(): Promise<void> {
    const wanted = new Set([...this.readers].flatMap(({ topics }) => topics));
    for (const topic of this.known.keys()) if (!wanted.has(topic)) this.known.delete(topic);
    try {
      for (const topic of wanted) {
        const state = await this.sources[topic]();
        const changed = this.known.get(topic)?.signature !== state.signature;
        this.known.set(topic, state);
        if (changed) this.tell(topic, state.text);
      }
    } catch (error) {
      logger.warning("what changed could not be read, and the streams were ended", { error });
      this.known.clear();
      for (const reader of this.readers) {
        reader.failed = true;
        reader.wake();
      }
    }
  }

  private tell(topic: Topic, text: string): void {
    for (const reader of this.readers) {
      if (!reader.topics.includes(topic)) continue;
      reader.waiting.set(topic, text);
      reader.wake();
    }
  }
}

async function next<Topic extends string>(
  reader: Reader<Topic>,
  timeout: number,
): Promise<Told<Topic>[] | null> {
  if (reader.waiting.size === 0 && !reader.failed) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeout);
    reader.wake = resolve;
    await promise;
    clearTimeout(timer);
  }
  if (reader.failed) return null;
  const told = [...reader.waiting].map(([topic, text]) => ({ topic, text }));
  reader.waiting.clear();
  return told;
}
