/** Connections that are kept for a while, at most so many at a time. */
import { LintelError } from "../../errors.ts";
import type { Connection } from "./connection.ts";

export interface PoolOptions {
  open: () => Promise<Connection>;
  /** Connections at most. */
  size: number;
  /** Milliseconds that a connection is kept without work. */
  idle: number;
  /** Milliseconds that a caller waits until one is free. */
  patience: number;
}

interface Waiter {
  go(): void;
  fail(error: LintelError): void;
}

export class Pool {
  private readonly free: { connection: Connection; timer: ReturnType<typeof setTimeout> }[] = [];
  private readonly waiting: Waiter[] = [];
  /** Connections that are in use or being opened. */
  private taken = 0;
  private closed = false;
  private allBack: (() => void) | null = null;

  constructor(private readonly options: PoolOptions) {}

  /** A connection for the caller alone, who gives it back. Throws what opening one throws. */
  async take(): Promise<Connection> {
    if (this.closed) throw new LintelError("store_unavailable", "The store is closed.");
    if (this.taken >= this.options.size) await this.turn();
    else this.taken++;
    // The one used last: the others grow old and go.
    for (let kept = this.free.pop(); kept !== undefined; kept = this.free.pop()) {
      clearTimeout(kept.timer);
      if (kept.connection.usable) return kept.connection;
    }
    try {
      return await this.options.open();
    } catch (error) {
      this.next();
      throw error;
    }
  }

  /** Takes a connection back, whatever its state. */
  give(connection: Connection): void {
    if (connection.usable && !this.closed) {
      const timer = setTimeout(() => this.retire(connection), this.options.idle);
      // An idle connection keeps no process alive.
      Deno.unrefTimer(timer);
      this.free.push({ connection, timer });
    } else if (connection.usable) void connection.end();
    this.next();
  }

  /** Drops the connections that are idle: after one broke, the server may have been restarted. */
  drop(): void {
    for (const { connection, timer } of this.free.splice(0)) {
      clearTimeout(timer);
      connection.destroy();
    }
  }

  /** Resolves when every connection that was taken is back and all are closed. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.waiting.splice(0)) {
      waiter.fail(new LintelError("store_unavailable", "The store is closed."));
    }
    if (this.taken > 0) await new Promise<void>((resolve) => this.allBack = resolve);
    const idle = this.free.splice(0);
    for (const { timer } of idle) clearTimeout(timer);
    await Promise.all(idle.map(({ connection }) => connection.end()));
  }

  private retire(connection: Connection): void {
    const at = this.free.findIndex((kept) => kept.connection === connection);
    if (at >= 0) this.free.splice(at, 1);
    void connection.end();
  }

  /** Resolves when the caller has the place of one that was given back. */
  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        go: () => {
          clearTimeout(timer);
          resolve();
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        const message = `no connection was free within ${this.options.patience} ms`;
        reject(new LintelError("store_unavailable", `MySQL: ${message}`));
      }, this.options.patience);
      this.waiting.push(waiter);
    });
  }

  /** Passes a place on, or frees it. */
  private next(): void {
    const waiter = this.waiting.shift();
    if (waiter !== undefined) return waiter.go();
    this.taken--;
    if (this.taken === 0) this.allBack?.();
  }
}
