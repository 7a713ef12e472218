/**
 * The port of service discovery: tells others where this process serves and how it does. It is of
 * no account for the work itself, so nothing here throws or holds up a start or an end for long.
 */

/** What a process says of itself. */
export interface Registration {
  /** Unique to this process. */
  id: string;
  name: string;
  tags: readonly string[];
  meta: Readonly<Record<string, string>>;
  /** Host and port of its HTTP server. */
  address: string;
  port: number;
}

export interface HealthReport {
  status: "passing" | "warning" | "critical";
  /** For people: why. */
  output: string;
}

export interface Registry {
  /** Registers and reports from now on, in the background, however long that takes to succeed. */
  start(): void;
  /** No new requests, please: this process is about to end. Resolves in bounded time. */
  drain(): Promise<void>;
  /** Takes the registration back. Resolves in bounded time. */
  stop(): Promise<void>;
}
