/**
 * The sending process as the service has it: started with the first message, stopped after a time
 * without any, started anew where it is lost. What it was at then failed, which is no more than an
 * attempt.
 */
import { messageOf } from "../errors.ts";
import { log } from "../observability/log.ts";
import { type Command, fence, type FenceTools, UTIL_LINUX } from "../pool/fence.ts";
import { readLines } from "../pool/lines.ts";
import { keepTail, killNow, spawnPiped } from "../pool/piped.ts";
import { TimeLimit } from "../pool/time_limit.ts";
import { deniedByDeno } from "./addresses.ts";
import type { OutgoingMessage, Sender, SendOutcome } from "./port.ts";
import type { SendAnswer, SendRequest, Setup } from "./protocol.ts";

const logger = log("webhooks");

export interface SenderOptions {
  /** Path of main.ts, and where Deno keeps what it compiled. */
  main: string;
  denoDir: string | undefined;
  /** WEBHOOK_ALLOW, as addresses and networks. */
  allow: readonly string[];
  /** PEM file of authorities beside the public ones; empty: none. */
  ca: string;
  /** Milliseconds for an attempt. */
  timeout: number;
  /** Milliseconds without a message after which the process is stopped. */
  idle: number;
  tools?: FenceTools;
}

/** Address space that V8 reserves, and what the process itself may take, in bytes. */
const MEMORY = (700 + 256) * 1024 * 1024;
/** Milliseconds beyond the time limit after which a process that says nothing is given up. */
const GRACE = 5000;
const STDERR_KEPT = 2000;

/** The flags of the process: the network but for what Deno can be told to refuse, and nothing else. */
export function deliverFlags(allow: readonly string[]): string[] {
  return [
    "--quiet",
    "--no-prompt",
    "--cached-only",
    "--no-remote",
    "--allow-net",
    `--deny-net=${deniedByDeno(allow).join(",")}`,
    "--v8-flags=--max-old-space-size=64",
  ];
}

interface Waiting {
  resolve: (outcome: SendOutcome) => void;
  limit: TimeLimit;
}

export class SenderProcess implements Sender {
  private child: SendingChild | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly options: SenderOptions) {}

  async send(message: OutgoingMessage): Promise<SendOutcome> {
    if (this.closed) return failed("the service is stopping");
    clearTimeout(this.idle);
    this.child ??= this.start();
    const { child } = this;
    const outcome = await child.send(message, this.options.timeout + GRACE);
    if (this.child === child && child.waiting === 0 && !this.closed) {
      this.idle = setTimeout(() => this.drop(child), this.options.idle);
      Deno.unrefTimer(this.idle);
    }
    return outcome;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idle);
    const { child } = this;
    this.child = null;
    child?.kill();
    await child?.gone;
  }

  /** Process id; null while none runs. */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  private drop(child: SendingChild): void {
    if (this.child === child && child.waiting === 0) {
      this.child = null;
      child.kill();
    }
  }

  private start(): SendingChild {
    const { main, denoDir, allow, ca, timeout, tools = UTIL_LINUX } = this.options;
    const command = fence(
      {
        path: Deno.execPath(),
        args: Deno.build.standalone
          ? ["deliver"]
          : ["run", ...deliverFlags(allow), main, "deliver"],
        // The process may not read them; Deno itself finds its compiled modules and authorities so.
        env: {
          ...(denoDir === undefined ? {} : { DENO_DIR: denoDir }),
          ...(ca === "" ? {} : { DENO_CERT: ca }),
        },
      },
      MEMORY,
      tools,
    );
    const child = new SendingChild(command, { timeout, allow: allow.join(",") });
    void child.gone.then(() => {
      if (this.child === child) this.child = null;
    });
    return child;
  }
}

function failed(error: string): SendOutcome {
  return { status: null, error, refused: false };
}

/** One run of the process. */
class SendingChild {
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  private readonly process: Deno.ChildProcess;
  private readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  private readonly answers = new Map<number, Waiting>();
  private nextId = 1;
  private killed = false;
  private stderr = "";

  constructor(command: Command, setup: Setup) {
    this.process = spawnPiped(command);
    this.pid = this.process.pid;
    this.writer = this.process.stdin.getWriter();
    this.gone = this.watch();
    this.write(setup);
    logger.debug("the sending process was started", { pid: this.pid });
  }

  get waiting(): number {
    return this.answers.size;
  }

  send(message: OutgoingMessage, limit: number): Promise<SendOutcome> {
    return new Promise((resolve) => {
      const id = this.nextId++;
      const timeLimit = new TimeLimit(limit, () => {
        logger.error("the sending process does not answer and is replaced", { pid: this.pid });
        this.kill();
      });
      this.answers.set(id, { resolve, limit: timeLimit });
      this.write({ id, message } satisfies SendRequest);
    });
  }

  kill(): void {
    this.killed = true;
    killNow(this.process);
  }

  private write(line: Setup | SendRequest): void {
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    // A closed pipe means that the process is ending; its end says what becomes of messages.
    this.writer.write(bytes).catch((error) => this.stderr ||= `write: ${messageOf(error)}`);
  }

  private settle(id: number, outcome: SendOutcome): void {
    const waiting = this.answers.get(id);
    if (waiting === undefined) return;
    waiting.limit.stop();
    this.answers.delete(id);
    waiting.resolve(outcome);
  }

  private async watch(): Promise<void> {
    const errors = keepTail(this.process.stderr, STDERR_KEPT, (tail) => this.stderr = tail);
    await Promise.all([this.readAnswers(), errors]);
    const { code, signal } = await this.process.status;
    await this.writer.abort().catch(() => {});
    if (!this.killed) {
      const said = this.stderr.trim().split("\n")[0]?.slice(0, 300) ?? "";
      logger.error("the sending process ended by itself", { code, signal, said });
    }
    for (const id of [...this.answers.keys()]) this.settle(id, failed("the sending process ended"));
  }

  private async readAnswers(): Promise<void> {
    for await (const line of readLines(this.process.stdout)) {
      try {
        const { id, outcome } = JSON.parse(line) as SendAnswer;
        this.settle(id, outcome);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        logger.error("the sending process answered what is no JSON", { pid: this.pid });
        return this.kill();
      }
    }
  }
}
