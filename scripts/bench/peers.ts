/**
 * The same files through other linters, one process and one core each:
 *   SQLFLUFF_PYTHON     Python with SQLFluff 4, its pure Python parser
 *   SQLFLUFF_RS_PYTHON  Python with sqlfluff[rs]
 *   SQRUFF              the sqruff executable
 * What is not named is left out, and that is said. They take turns, and of each the least disturbed
 * turn counts: a machine that others use too is slower for seconds at a time, and a single run would
 * say more about whom that met than about the linters. Start-up is not counted: each has answered
 * files before its first turn, and sqruff's start is measured on an empty folder and taken off.
 */
import { join } from "node:path";
import { readLines } from "../../src/pool/lines.ts";

/** A linter that is measured. */
interface Contestant {
  name: string;
  /** Lints the files as often as makes a turn long enough for a clock; seconds of one pass. */
  turn(): Promise<number>;
  end(): Promise<void>;
}

/** Requests that are on their way at once, so that nobody waits for a pipe. */
const IN_FLIGHT = 16;
const TURNS = 5;
/** Passes over the files in one turn: about a second's work of the fast ones. */
const NATIVE_PASSES = 20;
const SQRUFF_PASSES = 2;
/** Passes before native's first turn, because its code is compiled as it runs. */
const WARM_UP = 20;

/** A process that speaks the JSON-lines protocol, after it has answered `warmUp`. */
async function overLines(
  name: string,
  path: string,
  args: string[],
  { files, passes, warmUp }: {
    files: readonly string[];
    passes: number;
    warmUp: readonly string[];
  },
): Promise<Contestant> {
  const child = new Deno.Command(path, { args, stdin: "piped", stdout: "piped", stderr: "null" })
    .spawn();
  const writer = child.stdin.getWriter();
  const answers = readLines(child.stdout);
  const encoder = new TextEncoder();
  const requestsFor = (texts: readonly string[]): Uint8Array[] =>
    texts.map((sql) =>
      encoder.encode(JSON.stringify({ id: 1, sql, dialect: "ansi", file: "q.sql" }) + "\n")
    );
  /** Seconds until all are answered; reading the answers is not counted. */
  const ask = async (requests: readonly Uint8Array[]): Promise<number> => {
    const began = performance.now();
    const lines: string[] = [];
    for (const request of requests.slice(0, IN_FLIGHT)) await writer.write(request);
    for (let at = 0; at < requests.length; at++) {
      const { value } = await answers.next();
      const next = requests[at + IN_FLIGHT];
      if (next !== undefined) await writer.write(next);
      lines.push(value ?? "{}");
    }
    const seconds = (performance.now() - began) / 1000;
    for (const line of lines) {
      if (!Array.isArray(JSON.parse(line).violations)) throw new Error(`${name} answers ${line}`);
    }
    return seconds;
  };
  await ask(requestsFor(warmUp));
  const requests = requestsFor(repeated(files, passes));
  return {
    name,
    turn: async () => await ask(requests) / passes,
    async end() {
      await writer.close();
      child.kill("SIGKILL");
      await child.status;
    },
  };
}

async function timed(path: string, args: string[]): Promise<number> {
  const began = performance.now();
  await new Deno.Command(path, { args, stdout: "null", stderr: "null" }).output();
  return (performance.now() - began) / 1000;
}

/** sqruff has no process that stays: it is started anew for each turn. */
async function sqruff(path: string, files: readonly string[]): Promise<Contestant> {
  const folder = await Deno.makeTempDir();
  const empty = join(folder, "empty");
  const full = join(folder, "full");
  await Deno.mkdir(empty);
  await Deno.mkdir(full);
  await Deno.writeTextFile(join(folder, ".sqruff"), "[sqruff]\ndialect = ansi\nrules = all\n");
  for (const [i, sql] of repeated(files, SQRUFF_PASSES).entries()) {
    await Deno.writeTextFile(join(full, `${i}.sql`), sql);
  }
  const args = ["--config", join(folder, ".sqruff"), "lint"];
  // Bound to one core, as the others are by themselves.
  const pinned = (where: string) => timed("taskset", ["-c", "0", path, ...args, where]);
  let start = Infinity;
  for (let i = 0; i < TURNS; i++) start = Math.min(start, await pinned(empty));
  return {
    name: "sqruff (Rust)",
    turn: async () => (await pinned(full) - start) / SQRUFF_PASSES,
    end: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Native first, then the peers that the environment names. */
async function contestants(files: readonly string[]): Promise<Contestant[]> {
  const native = ["run", "--quiet", "--no-prompt", "src/main.ts", "lint", "--jsonl"];
  const found = [
    await overLines("native", Deno.execPath(), native, {
      files,
      passes: NATIVE_PASSES,
      warmUp: repeated(files, WARM_UP),
    }),
  ];
  const missing: string[] = [];
  for (
    const [name, variable] of [
      ["SQLFluff", "SQLFLUFF_PYTHON"],
      ["SQLFluff [rs]", "SQLFLUFF_RS_PYTHON"],
    ] as const
  ) {
    const path = Deno.env.get(variable);
    if (path === undefined) missing.push(variable);
    else {
      const given = { files, passes: 1, warmUp: files.slice(0, 1) };
      found.push(await overLines(name, path, ["src/sqlfluff/worker.py"], given));
    }
  }
  const path = Deno.env.get("SQRUFF");
  if (path === undefined) missing.push("SQRUFF");
  else found.push(await sqruff(path, files));
  if (missing.length > 0) console.log(`not measured, because not named: ${missing.join(", ")}`);
  return found;
}

export async function comparePeers(files: readonly string[], lines: number): Promise<void> {
  const all = await contestants(files);
  const least = all.map(() => Infinity);
  const most = all.map(() => 0);
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [i, each] of all.entries()) {
        const seconds = await each.turn();
        least[i] = Math.min(least[i]!, seconds);
        most[i] = Math.max(most[i]!, seconds);
      }
    }
  } finally {
    for (const each of all) await each.end();
  }
  console.log(
    `\nthe same ${files.length} files, one core each, ${TURNS} turns, the least disturbed of each`,
  );
  const rate = (seconds: number) => Math.round(lines / seconds).toLocaleString("en");
  for (const [i, { name }] of all.entries()) {
    console.log(
      `${name.padEnd(16)} ${rate(least[i]!).padStart(9)} lines/s (slowest turn ${
        rate(most[i]!)
      })   native is ${(least[i]! / least[0]!).toFixed(1)}×`,
    );
  }
}

/** More of the same, so that a fast one is measured for longer than a blink. */
function repeated(files: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => files).flat();
}
