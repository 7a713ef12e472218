/** deno task dashboard: a running service in the terminal. */
import { messageOf } from "../../src/errors.ts";
import { printable } from "../../src/text/printable.ts";
import { ServiceClient, ServiceError } from "../service/client.ts";
import { SERVICE_OPTIONS, serviceOf } from "../service/options.ts";
import { readTask, refuseArguments } from "../task_arguments.ts";
import { plainScreen, type Screen, terminalScreen } from "./screen.ts";
import { look, type Snapshot, taskRate } from "./snapshot.ts";
import { view } from "./view.ts";

const TASK = {
  name: "dashboard",
  does:
    `Watches a running service in the terminal: workers and what they do, queues, rates, resources and
health. Redrawn in place; q or Ctrl-C quits. Where the output is no terminal, every look is printed
below the one before.`,
  options: {
    ...SERVICE_OPTIONS,
    interval: {
      number: "S",
      default: 2,
      least: 0.2,
      help: "seconds between two looks, at most 3600",
    },
    once: { help: "one look, printed" },
  },
  exits: "0, or 1 where --once was not answered, or 2 for wrong usage",
} as const;

/** Seconds between two looks, at most. */
const LONGEST_INTERVAL = 3600;

interface DashboardOptions {
  url: string;
  token: string;
  /** Milliseconds between two looks. */
  interval: number;
  once: boolean;
}

function readOptions(): DashboardOptions {
  const { values } = readTask(TASK);
  const { interval, once } = values;
  if (interval > LONGEST_INTERVAL) {
    refuseArguments(TASK.name, `--interval takes at most ${LONGEST_INTERVAL}, not ${interval}`);
  }
  try {
    return { ...serviceOf(values), interval: interval * 1000, once };
  } catch (error) {
    refuseArguments(TASK.name, messageOf(error));
  }
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
  const options = readOptions();
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
