/**
 * Watches a running service in the terminal: workers and what they do, queues, rates, resources,
 * health.
 *   deno task dashboard [--url http://127.0.0.1:8000] [--token T] [--interval 2] [--once]
 * Redrawn in place; `q` or Ctrl-C quits. Where the output is no terminal every look is printed
 * below the one before; --once prints one and exits 0, or 1 where the service does not answer.
 * LINTEL_TOKEN serves in place of --token.
 */
import { parseArgs } from "node:util";
import { printable } from "../../src/text/printable.ts";
import { ServiceClient, ServiceError } from "../service/client.ts";
import { asksForHelp, refuseArguments, serviceOptions } from "../service/usage.ts";
import { plainScreen, type Screen, terminalScreen } from "./screen.ts";
import { look, type Snapshot, taskRate } from "./snapshot.ts";
import { view } from "./view.ts";

const USAGE = `usage: deno task dashboard [--url URL] [--token TOKEN] [--interval SECONDS] [--once]

Watches a running service in the terminal: workers and what they do, queues, rates, resources and
health. Redrawn in place; q or Ctrl-C quits. Where the output is no terminal, every look is printed
below the one before.

${serviceOptions("http://127.0.0.1:8000")}
  --interval S    seconds between two looks, from 0.2 to 3600; default 2
  --once          one look, printed
  -h, --help      print this

exit status: 0, or 1 where --once was not answered, or 2 for wrong usage`;

interface DashboardOptions {
  url: string;
  token: string;
  /** Milliseconds between two looks. */
  interval: number;
  once: boolean;
}

function readOptions(args: string[]): DashboardOptions {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string", default: "http://127.0.0.1:8000" },
      token: { type: "string" },
      interval: { type: "string", default: "2" },
      once: { type: "boolean", default: false },
    },
  });
  const interval = Number(values.interval);
  if (!(interval >= 0.2 && interval <= 3600)) {
    throw new Error(`--interval takes seconds from 0.2 to 3600, not ${values.interval}`);
  }
  return {
    url: new URL(values.url).href.replace(/\/$/, ""),
    token: values.token ?? Deno.env.get("LINTEL_TOKEN") ?? "",
    interval: interval * 1000,
    once: values.once,
  };
}

/** q, Q, Ctrl-C and Ctrl-D, which a raw terminal hands on as they are. */
const QUIT_KEYS: readonly number[] = [0x71, 0x51, 0x03, 0x04];

/** Aborts when `q` or Ctrl-C is pressed, or the process is asked to end. */
function quitting(terminal: boolean): AbortController {
  const quit = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => quit.abort());
  }
  if (terminal) {
    Deno.stdin.setRaw(true);
    void readKeys(quit);
  }
  return quit;
}

async function readKeys(quit: AbortController): Promise<void> {
  const keys = new Uint8Array(16);
  for (;;) {
    const count = await Deno.stdin.read(keys);
    if (count === null) return;
    if (keys.subarray(0, count).some((key) => QUIT_KEYS.includes(key))) return quit.abort();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/** Whether the last look was answered. */
async function watch(
  options: DashboardOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<boolean> {
  const client = new ServiceClient({ ...options, timeout: 10_000 });
  let before: Snapshot | null = null;
  let answered = false;
  while (!signal.aborted) {
    try {
      const now = await look(client);
      answered = true;
      const rate = taskRate(before, now);
      const { paint } = screen;
      screen.draw(
        view(now, { url: options.url, width: screen.width(), paint, rate, now: Date.now() }),
      );
      before = now;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      answered = false;
      before = null;
      screen.draw([printable(error.message).slice(0, screen.width())]);
    }
    if (options.once) break;
    await pause(options.interval, signal);
  }
  return answered;
}

async function main(): Promise<number> {
  if (asksForHelp(Deno.args)) {
    console.log(USAGE);
    return 0;
  }
  let options;
  try {
    options = readOptions(Deno.args);
  } catch (error) {
    refuseArguments("dashboard", error);
    return 2;
  }
  const terminal = Deno.stdout.isTerminal() && Deno.stdin.isTerminal() && !options.once;
  const screen = terminal ? terminalScreen(!Deno.env.get("NO_COLOR")) : plainScreen();
  const quit = quitting(terminal);
  try {
    const answered = await watch(options, screen, quit.signal);
    return options.once && !answered ? 1 : 0;
  } finally {
    screen.close();
    if (terminal) Deno.stdin.setRaw(false);
  }
}

if (import.meta.main) Deno.exit(await main());
