/**
 * A pool of lint processes: started on demand, stopped when idle, killed and replaced when a file
 * breaks its limits. Small requests are pipelined, and one that turns out slow gives the requests
 * behind it back to the pool.
 */
import { LintelError } from "../errors.ts";
import type { EngineStats } from "../lint/port.ts";
import { Child, type ChildEnd } from "./child.ts";
import { type Command, NOT_RUNNABLE } from "./fence.ts";
import type { WireAnswer, WireRequest } from "./protocol.ts";

export interface PoolOptions {
  command: Command;
  /** Processes at most. */
  size: number;
  /** Milliseconds a request may take. */
  timeout: number;
  /** Milliseconds a process may take to start. */
  startTimeout: number;
  /** Milliseconds without work after which a process is stopped. */
  idle: number;
  /** Requests after which a process is replaced; 0 never. */
  maxRequests: number;
  /** Bytes that an answer may have, as `ChildLimits` has it. */
  answerBytes?: number;
}

interface Job {
  request: WireRequest;
  bytes: number;
  resolve(answer: WireAnswer): void;
  reject(error: LintelError): void;
}

/** Requests a process may hold, and the bytes beyond which it holds only one. */
const WINDOW = 8;
const WINDOW_BYTES = 64 * 1024;
/** Milliseconds after which a request is slow and those behind it go elsewhere. */
const SLOW = 250;
/** Starts in a row that fail before waiting requests are failed with the reason. */
const FAILED_STARTS = 2;

/** The error of a request whose caller aborted it. */
function givenUp(reason: unknown): LintelError {
  return reason instanceof LintelError
    ? reason
    : new LintelError("unavailable", "the request was given up");
}

export class ProcessPool {
  private readonly children = new Set<Child>();
  private readonly ready = new Set<Child>();
  private readonly idleTimers = new Map<Child, ReturnType<typeof setTimeout>>();
  /** Processes whose further requests were given back to the pool, because the first is slow. */
  private readonly requeued = new Set<Child>();
  private waiting: Job[] = [];
  private readonly running = new Map<number, { job: Job; child: Child }>();
  private nextId = 1;
  private failedStarts = 0;
  private closed = false;
  private slowTimer: ReturnType<typeof setInterval> | undefined;
  private readonly totals = { started: 0, killed: 0, requests: 0 };

  constructor(private readonly options: PoolOptions) {}

  /**
   * Runs one request. Throws LintelError: `timeout`, `memory_limit`, `engine_failed`,
   * `engine_unavailable`; with an aborted signal whatever its reason is. `recall` aborts it too,
   * but only while no process works on it.
   */
  run(
    request: Omit<WireRequest, "id">,
    signal?: AbortSignal,
    recall?: AbortSignal,
  ): Promise<WireAnswer> {
    if (this.closed) {
      return Promise.reject(new LintelError("unavailable", "the lint processes are stopping"));
    }
    for (const given of [signal, recall]) {
      if (given?.aborted === true) return Promise.reject(givenUp(given.reason));
    }
    return new Promise((resolve, reject) => {
      const unheard = (): void => {
        signal?.removeEventListener("abort", aborted);
        recall?.removeEventListener("abort", recalled);
      };
      const job: Job = {
        request: { ...request, id: this.nextId++ },
        bytes: request.sql?.length ?? 0,
        resolve(answer) {
          unheard();
          resolve(answer);
        },
        reject(error) {
          unheard();
          reject(error);
        },
      };
      // A signal may serve many requests, and would keep what each of them asked.
      const aborted = () => this.abort(job, givenUp(signal?.reason));
      const recalled = () => this.recall(job, givenUp(recall?.reason));
      signal?.addEventListener("abort", aborted);
      recall?.addEventListener("abort", recalled);
      this.waiting.push(job);
      this.schedule();
    });
  }

  stats(): EngineStats {
    return {
      processes: this.children.size,
      busy: [...this.children].filter((c) => c.pending.length > 0).length,
      started_total: this.totals.started,
      killed_total: this.totals.killed,
      requests_total: this.totals.requests,
      pids: [...this.children].map((c) => c.pid),
    };
  }

  resetStats(): void {
    Object.assign(this.totals, { started: 0, killed: 0, requests: 0 });
  }

  /** Replaces every process; what they were working on runs again in the new ones. */
  async restart(): Promise<void> {
    const old = [...this.children];
    for (const child of old) {
      this.takeBack(child, child.pending);
      this.drop(child);
      child.kill(new LintelError("engine_failed", "the lint processes were restarted"));
    }
    await Promise.all(old.map((c) => c.gone));
    this.schedule();
  }

  async close(): Promise<void> {
    this.closed = true;
    const stopping = new LintelError("unavailable", "the lint processes are stopping");
    for (const job of this.waiting) job.reject(stopping);
    this.waiting = [];
    const all = [...this.children];
    for (const child of all) child.kill(stopping);
    await Promise.all(all.map((c) => c.gone));
    // What they had not begun came back.
    for (const job of this.waiting) job.reject(stopping);
    this.waiting = [];
    clearInterval(this.slowTimer);
    for (const timer of this.idleTimers.values()) clearTimeout(timer);
  }

  private schedule(): void {
    if (this.waiting.length === 0 || this.closed) return;
    for (let depth = 0; depth < WINDOW && this.waiting.length > 0; depth++) {
      for (const child of this.ready) {
        const next = this.waiting[0];
        if (next === undefined) break;
        if (child.pending.length === depth && this.fits(child, next)) {
          this.waiting.shift();
          this.give(child, next);
        }
      }
      // Another process serves a request sooner than the end of this one's line.
      if (depth === 0) this.grow();
    }
  }

  /** Starts processes while there are more waiting requests than processes on their way. */
  private grow(): void {
    let starting = this.children.size - this.ready.size;
    while (this.children.size < this.options.size && starting < this.waiting.length) {
      this.start();
      starting++;
    }
  }

  private fits(child: Child, job: Job): boolean {
    const { maxRequests } = this.options;
    if (maxRequests > 0 && child.served + child.pending.length > maxRequests) return false;
    if (child.pending.length === 0) return true;
    if (performance.now() - child.headSince > SLOW) return false;
    let bytes = job.bytes;
    for (const id of child.pending) bytes += this.running.get(id)?.job.bytes ?? 0;
    return bytes <= WINDOW_BYTES;
  }

  private give(child: Child, job: Job): void {
    clearTimeout(this.idleTimers.get(child));
    this.running.set(job.request.id, { job, child });
    child.send(job.request);
    this.slowTimer ??= setInterval(() => this.requeueBehindSlow(), SLOW / 2);
  }

  private start(): void {
    this.totals.started++;
    let child: Child;
    try {
      child = new Child(this.options.command, this.options, {
        answer: (c, a) => this.answered(c, a),
        ended: (c, end) => this.ended(c, end),
      });
    } catch (cause) {
      this.refuseWaiting(new LintelError("engine_unavailable", NOT_RUNNABLE, { cause }));
      return;
    }
    this.children.add(child);
    child.send({ id: this.nextId++, op: "version" });
  }

  private answered(child: Child, answer: WireAnswer): void {
    if (!this.children.has(child)) return;
    if (!this.ready.has(child)) {
      if (answer.error !== undefined) {
        child.kill(new LintelError("engine_unavailable", answer.error));
        return;
      }
      this.ready.add(child);
      this.failedStarts = 0;
      if (child.pending.length === 0) this.markIdle(child);
      this.schedule();
      return;
    }
    const entry = this.running.get(answer.id);
    // A request that was taken back for being behind a slow one is answered elsewhere.
    if (entry !== undefined && entry.child === child) {
      this.running.delete(answer.id);
      this.totals.requests++;
      entry.job.resolve(answer);
    }
    if (child.pending.length === 0) this.markIdle(child);
    else this.reclaim(child);
    this.schedule();
  }

  /** Requests that were taken back and found no other process are this one's again. */
  private reclaim(child: Child): void {
    if (!this.requeued.delete(child)) return;
    const held = new Set(child.pending);
    const still: Job[] = [];
    for (const job of this.waiting) {
      if (held.has(job.request.id)) this.running.set(job.request.id, { job, child });
      else still.push(job);
    }
    this.waiting = still;
  }

  /** A process without work: retired where it has served its share, else stopped later. */
  private markIdle(child: Child): void {
    clearTimeout(this.idleTimers.get(child));
    // The first answer was the one to `version`, which is not counted.
    if (this.options.maxRequests > 0 && child.served > this.options.maxRequests) {
      this.drop(child);
      child.kill(new LintelError("engine_failed", "the process has served its share"));
      return;
    }
    this.idleTimers.set(
      child,
      setTimeout(() => {
        this.drop(child);
        child.kill(new LintelError("engine_failed", "the process was idle"));
      }, this.options.idle),
    );
  }

  /** Forgets a process that is about to end. */
  private drop(child: Child): void {
    this.children.delete(child);
    this.ready.delete(child);
    this.requeued.delete(child);
    clearTimeout(this.idleTimers.get(child));
    this.idleTimers.delete(child);
    if (this.children.size === 0) {
      clearInterval(this.slowTimer);
      this.slowTimer = undefined;
    }
  }

  private ended(child: Child, end: ChildEnd): void {
    if (!this.children.has(child)) return;
    const wasReady = this.ready.has(child);
    this.drop(child);
    this.totals.killed++;
    if (end.offending !== null) {
      const entry = this.running.get(end.offending);
      if (entry !== undefined && entry.child === child) {
        this.running.delete(end.offending);
        entry.job.reject(end.error);
      }
    }
    this.takeBack(child, end.notBegun);
    if (wasReady) this.schedule();
    else this.startFailed(end.error);
  }

  /** A process ended before it was ready: another is tried before that counts. */
  private startFailed(error: LintelError): void {
    this.failedStarts++;
    if (this.failedStarts < FAILED_STARTS) this.schedule();
    else this.refuseWaiting(error);
  }

  /** No process can be had: whoever waits for one hears why. */
  private refuseWaiting(error: LintelError): void {
    this.failedStarts = 0;
    for (const job of this.waiting) job.reject(error);
    this.waiting = [];
  }

  /** Puts requests that a process holds back at the head of the line. */
  private takeBack(child: Child, ids: readonly number[]): void {
    const back: Job[] = [];
    for (const id of ids) {
      const entry = this.running.get(id);
      if (entry === undefined || entry.child !== child) continue;
      this.running.delete(id);
      back.push(entry.job);
    }
    this.waiting.unshift(...back);
  }

  /** Gives the requests behind slow ones back to the pool. */
  private requeueBehindSlow(): void {
    const now = performance.now();
    let moved = false;
    for (const child of this.ready) {
      if (child.pending.length > 1 && now - child.headSince > SLOW) {
        this.takeBack(child, child.pending.slice(1));
        this.requeued.add(child);
        moved = true;
      }
    }
    if (moved) this.schedule();
  }

  private abort(job: Job, error: LintelError): void {
    if (!this.recall(job, error)) this.running.get(job.request.id)?.child.kill(error);
  }

  /** Ends a request that no process works on; false where one does. */
  private recall(job: Job, error: LintelError): boolean {
    const at = this.waiting.indexOf(job);
    if (at >= 0) this.waiting.splice(at, 1);
    else {
      const entry = this.running.get(job.request.id);
      if (entry === undefined) return true;
      if (entry.child.pending[0] === job.request.id) return false;
      this.running.delete(job.request.id);
    }
    job.reject(error);
    return true;
  }
}
