/**
 * One lint process: takes requests in order, answers them in order. The oldest request that has
 * no answer yet is the one it works on, and the only one its time limit runs for.
 */
import { LintelError, messageOf } from "../errors.ts";
import { type Command, NOT_RUNNABLE } from "./fence.ts";
import { LongLineError, readLines } from "./lines.ts";
import { keepTail, killNow, spawnPiped } from "./piped.ts";
import type { WireAnswer, WireRequest } from "./protocol.ts";
import { TimeLimit } from "./time_limit.ts";

/** Why a process is gone: with what it was working on, and what else it was given. */
export interface ChildEnd {
  error: LintelError;
  /** The request at work when it ended; null where it was idle. */
  offending: number | null;
  /** Requests it was given and had not begun. */
  notBegun: number[];
}

export interface ChildEvents {
  answer(child: Child, answer: WireAnswer): void;
  ended(child: Child, end: ChildEnd): void;
}

export interface ChildLimits {
  /** Milliseconds for one request, and for the process to answer its first. */
  timeout: number;
  startTimeout: number;
  /** Bytes that an answer may have; ANSWER_BYTES where it is not given. */
  answerBytes?: number;
}

/** No answer has so many; without a bound a process could fill our memory within its time. */
const ANSWER_BYTES = 256 * 1024 * 1024;
const STDERR_KEPT = 4000;
/** How what starts a program (`fence.ts`) ends where it cannot be run, and where it is not there. */
const NOT_RUN = new Set([126, 127]);
const OUT_OF_MEMORY =
  /out of memory|heap limit|MemoryError|Cannot allocate memory|RangeError: Array buffer allocation failed/i;

/** One line as an answer; null where it is no JSON object. Its fields are checked later. */
function parseAnswer(line: string): WireAnswer | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" ? value as WireAnswer | null : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

export class Child {
  readonly pid: number;
  /** Ids given and not answered, oldest first. */
  readonly pending: number[] = [];
  served = 0;
  /** When the oldest pending request began, from performance.now(). */
  headSince = 0;
  private readonly process: Deno.ChildProcess;
  private readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  private limit: TimeLimit | undefined;
  private reason: LintelError | null = null;
  /** The request that it was killed for: others that are pending when it is gone are not to blame. */
  private blamed: number | null = null;
  private stderr = "";
  private writeFault = "";
  private buffered = "";
  private writing = false;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;

  constructor(
    command: Command,
    private readonly limits: ChildLimits,
    private readonly events: ChildEvents,
  ) {
    this.process = spawnPiped(command);
    this.pid = this.process.pid;
    this.writer = this.process.stdin.getWriter();
    this.gone = this.watch();
  }

  /** Gives it one more request. */
  send(request: WireRequest): void {
    this.pending.push(request.id);
    if (this.pending.length === 1) this.startClock();
    this.buffered += JSON.stringify(request) + "\n";
    void this.flush();
  }

  /** Ends it; `reason` becomes the error of what it is working on now, unless that is answered. */
  kill(reason: LintelError): void {
    if (this.reason === null) {
      this.reason = reason;
      this.blamed = this.pending[0] ?? null;
    }
    this.limit?.stop();
    killNow(this.process);
  }

  private startClock(): void {
    this.limit?.stop();
    this.headSince = performance.now();
    const limit = this.served === 0 ? this.limits.startTimeout : this.limits.timeout;
    this.limit = new TimeLimit(limit, () => {
      const seconds = Math.round(limit / 100) / 10;
      this.kill(
        this.served === 0
          ? new LintelError("engine_unavailable", `the lint process did not answer in ${seconds} s`)
          : new LintelError("timeout", `linting took longer than ${seconds} s and was stopped`),
      );
    });
  }

  private async flush(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      while (this.buffered !== "") {
        const text = this.buffered;
        this.buffered = "";
        await this.writer.write(new TextEncoder().encode(text));
      }
    } catch (error) {
      // A closed pipe means that the process is ending; its end says what becomes of requests.
      this.writeFault = `write: ${messageOf(error)}`;
    } finally {
      this.writing = false;
    }
  }

  private async watch(): Promise<void> {
    const errors = keepTail(this.process.stderr, STDERR_KEPT, (tail) => this.stderr = tail);
    await Promise.all([this.readBounded(), errors]);
    const status = await this.process.status;
    this.limit?.stop();
    await this.writer.abort().catch(() => {});
    // An answer may have lain in the pipe: the head of the line is then one that it never began.
    const [head = null] = this.pending;
    const offending = this.reason === null || head === this.blamed ? head : null;
    this.events.ended(this, {
      error: this.reason ?? this.diagnose(status),
      offending,
      notBegun: offending === null ? [...this.pending] : this.pending.slice(1),
    });
  }

  /** An answer that does not end within its bytes is none. */
  private async readBounded(): Promise<void> {
    const most = this.limits.answerBytes ?? ANSWER_BYTES;
    try {
      await this.readAnswers(most);
    } catch (error) {
      if (!(error instanceof LongLineError)) throw error;
      const message = `the lint process answered with more than ${most} bytes`;
      this.kill(new LintelError("engine_failed", message, { cause: error }));
    }
  }

  private async readAnswers(most: number): Promise<void> {
    // Half a line is no answer but the end of the process, which says itself why it ended.
    for await (const line of readLines(this.process.stdout, { most, unended: false })) {
      if (line === "") continue;
      const answer = parseAnswer(line);
      if (answer === null) {
        this.kill(
          new LintelError("engine_failed", "the lint process answered what is no JSON object"),
        );
        return;
      }
      if (answer.id !== this.pending[0]) {
        this.kill(new LintelError("engine_failed", "the lint process answered out of turn"));
        return;
      }
      this.pending.shift();
      this.served++;
      if (this.pending.length > 0) this.startClock();
      else this.limit?.stop();
      this.events.answer(this, answer);
    }
  }

  private diagnose(status: Deno.CommandStatus): LintelError {
    if (OUT_OF_MEMORY.test(this.stderr)) {
      return new LintelError("memory_limit", "linting took more memory than its process may have");
    }
    const how = status.signal === null ? `exit code ${status.code}` : `signal ${status.signal}`;
    const said = this.stderr.trim() === "" ? this.writeFault : this.stderr;
    const code = this.served === 0 ? "engine_unavailable" : "engine_failed";
    // What it said may name paths of this machine: as the cause it goes to the log alone.
    const cause = said.trim() === "" ? undefined : said.trim();
    const message = NOT_RUN.has(status.code) && this.served === 0
      ? NOT_RUNNABLE
      : `the lint process ended by ${how}`;
    return new LintelError(code, message, { cause });
  }
}
