/**
 * Lintel as its own processes, with the permissions it really gets, on free loopback ports and in
 * a temporary folder. Whatever a test starts is killed at its end, and its folder removed.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { servicePermissions } from "../../scripts/permissions.ts";
import { loadSettings } from "../../src/config/load.ts";
import type { SettingName } from "../../src/config/settings.ts";
import { patience } from "./patience.ts";
import { Remote } from "./remote.ts";
import { until } from "./wait.ts";

export type Mode = "web" | "worker" | "all";
export type LogLine = Record<string, unknown>;
export type Environment = Partial<Record<SettingName, string>>;

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** Executable script that plays the engine `sqlfluff`; what it does stands in the SQL. */
export const SCRIPTED_PYTHON = fileURLToPath(new URL("./scripted_python.py", import.meta.url));

/** What a process needs of the environment of the tests; nothing else of it is passed on. */
const INHERITED = ["PATH", "HOME", "DENO_DIR", "XDG_CACHE_HOME", "DENO_COVERAGE_DIR"];

/** Milliseconds that the end of a process may take: far more than it is promised to. */
const PATIENCE = patience(12_000);

/** Signals by which a process ends that has gone wrong in itself. */
const CRASHES: ReadonlySet<Deno.Signal> = new Set([
  "SIGABRT",
  "SIGBUS",
  "SIGFPE",
  "SIGILL",
  "SIGSEGV",
  "SIGTRAP",
]);

function inherited(): Record<string, string> {
  const found = INHERITED.map((name) => [name, Deno.env.get(name)] as const);
  return Object.fromEntries(found.filter((e): e is [string, string] => e[1] !== undefined));
}

/** A command and what it has written so far. */
export class Process {
  readonly pid: number;
  readonly status: Promise<Deno.CommandStatus>;
  private readonly child: Deno.ChildProcess;
  private readonly read: Promise<unknown>;
  private out = "";
  private err = "";

  constructor(path: string, args: string[], env: Record<string, string>, cwd = REPOSITORY) {
    this.child = new Deno.Command(path, {
      args,
      cwd,
      env: { ...inherited(), ...env },
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.child.pid;
    this.status = this.child.status;
    this.read = Promise.all([
      collect(this.child.stdout, (text) => this.out += text),
      collect(this.child.stderr, (text) => this.err += text),
    ]);
  }

  get stdout(): string {
    return this.out;
  }

  get stderr(): string {
    return this.err;
  }

  /** Its log so far: every whole line must be JSON. */
  log(): LogLine[] {
    const whole = this.out.slice(0, this.out.lastIndexOf("\n") + 1);
    return whole.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  /** The first line of its log with this message, once it is there. */
  async logged(message: string): Promise<LogLine> {
    let gone = false;
    void this.gone().then(() => gone = true);
    return await until(`${JSON.stringify(message)} in the log`, () => {
      const line = this.log().find((l) => l.message === message);
      if (line === undefined && gone) assert.fail(`it ended: ${this.err}\n${this.out}`);
      return line;
    });
  }

  signal(signal: Deno.Signal): void {
    this.child.kill(signal);
  }

  /** Its exit code, once it has ended, within `patience` ms, and all it wrote was read. */
  async ended(patience = PATIENCE): Promise<number> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = () => reject(new Error(`it runs still: ${this.err}\n${this.out}`));
      timer = setTimeout(error, patience);
    });
    try {
      return await Promise.race([this.gone(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it whatever its state; fails where it has crashed, which only looks like an outage. */
  async destroy(): Promise<void> {
    try {
      this.child.kill("SIGKILL");
    } catch (error) {
      // It ended by itself.
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
    await this.gone();
    const { signal } = await this.status;
    if (signal !== null && CRASHES.has(signal)) assert.fail(`it crashed, ${signal}: ${this.err}`);
  }

  private async gone(): Promise<number> {
    const { code } = await this.status;
    await this.read;
    return code;
  }
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  take: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) take(decoder.decode(chunk, { stream: true }));
}

/** A process of the service that answers over HTTP: a worker on its metrics port. */
export interface Serving {
  process: Process;
  remote: Remote;
  /** Its `worker_id`; empty for a web process. */
  worker_id: string;
}

export interface StartOptions {
  env?: Environment;
  /** `ulimit -n` of the process. */
  openFiles?: number;
  /** What the process's clock is ahead of this one's, as libfaketime takes it: `+10m`, `-10m`. */
  clock?: string;
}

/** Processes that share a folder, hence a database, a queue and a volume. */
export class Fleet implements AsyncDisposable {
  private readonly processes: Process[] = [];

  private constructor(readonly root: string, readonly env: Environment) {}

  /** `env` holds for every process of it. */
  static async open(env: Environment = {}): Promise<Fleet> {
    const root = await Deno.makeTempDir({ prefix: "lintel-processes-" });
    return new Fleet(root, {
      PORT: "0",
      METRICS_PORT: "0",
      DATABASE_URL: `sqlite:${root}/lintel.db`,
      QUEUE_URL: `kv:${root}/queue.kv`,
      STORAGE_ROOT: `${root}/files`,
      WORKER_CONCURRENCY: "2",
      ...env,
    });
  }

  /** Starts a mode and does not wait for it. */
  spawn(mode: Mode, { env = {}, openFiles, clock }: StartOptions = {}): Process {
    const settings: Environment = { ...this.env, ...env };
    const environment = (name: string) => settings[name as SettingName] ?? inherited()[name];
    const permissions = servicePermissions(
      loadSettings(environment, { MODE: mode }).settings,
      environment,
    );
    const args = ["run", "--quiet", ...permissions, "src/main.ts", mode];
    let words = [Deno.execPath(), ...args];
    if (clock !== undefined) {
      // The program faketime would stand between, and take the signals.
      const preload = "LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1)";
      words = ["/bin/sh", "-c", `export ${preload}; exec "$@"`, "sh", ...words];
    }
    if (openFiles !== undefined) {
      words = ["/bin/sh", "-c", `ulimit -n ${openFiles}; exec "$@"`, "sh", ...words];
    }
    // What measures how long something took still does: only the time of day is another.
    const environ: Record<string, string> = { ...settings };
    if (clock !== undefined) {
      environ.FAKETIME = clock;
      environ.FAKETIME_DONT_FAKE_MONOTONIC = "1";
    }
    return this.keep(new Process(words[0]!, words.slice(1), environ));
  }

  /** Starts any command, in the repository or in another folder. */
  run(path: string, args: string[], env: Record<string, string> = {}, cwd?: string): Process {
    return this.keep(new Process(path, args, env, cwd));
  }

  /** Starts a mode and waits until it serves. */
  async start(mode: Mode, options: StartOptions = {}): Promise<Serving> {
    return await serving(this.spawn(mode, options), mode);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.processes.map((p) => p.destroy()));
    await Deno.remove(this.root, { recursive: true });
  }

  private keep(process: Process): Process {
    this.processes.push(process);
    return process;
  }
}

/** A process once it serves. */
export async function serving(process: Process, mode: Mode): Promise<Serving> {
  const { url } = await process.logged("started");
  const worker_id = mode === "web"
    ? ""
    : String((await process.logged("worker started")).worker_id);
  return { process, remote: new Remote(String(url)), worker_id };
}

async function shell(script: string, ...args: (string | number)[]): Promise<string> {
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: ["-c", script, "sh", ...args.map(String)],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** Process ids of what a process has started and what still runs. */
export async function childrenOf(pid: number): Promise<number[]> {
  const text = await shell('cat /proc/"$1"/task/*/children', pid);
  return text === "" ? [] : text.split(/\s+/).map(Number);
}

/** Whether a process runs; one that ended and was not waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const state = await shell(`sed -n 's/^State:[[:space:]]*//p' /proc/"$1"/status`, pid);
  return state !== "" && !state.startsWith("Z");
}

/** Resolves when there is a file of this name. */
export async function appears(path: string): Promise<void> {
  await until(path, async () => {
    try {
      return (await Deno.stat(path)).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
}
