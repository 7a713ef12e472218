/** The port of rate limits: requests are counted by whoever sends them, in windows of time. */

export interface Limit {
  /** Apart from the counts of other limits. */
  name: string;
  /** So many within so many seconds, which begin with the first. */
  requests: number;
  seconds: number;
}

export interface RateLimiter {
  /** Seconds to wait where this request is one too many, else null. */
  consume(key: string): Promise<number | null>;
  /** Forgets one request of this key. */
  giveBack(key: string): Promise<void>;
}

/** Where requests are counted. No method fails or waits because a server is away. */
export interface RateLimits {
  limiter(limit: Limit): RateLimiter;
  close(): void;
}
