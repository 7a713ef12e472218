/**
 * Generated files through other linters, one process and one core each:
 *   SQLFLUFF_PYTHON     Python with SQLFluff 4, its pure Python parser
 *   SQLFLUFF_RS_PYTHON  Python with sqlfluff[rs]
 *   SQRUFF              the sqruff executable
 * What is not named is left out, and that is said. They take turns, and of each the least disturbed
 * turn counts: a machine that others use too is slower for seconds at a time, and a single run would
 * say more about whom that met than about the linters. Start-up is not counted: each has answered
 * files before its first turn, and sqruff's start is measured on an empty folder and taken off.
 * In a turn all get the same files, native others of the same generator besides: it is fast enough to
 * need more, and knows texts that it has parsed before, so none comes twice.
 */
import { join } from "node:path";
import { corpus, lineCount } from "./corpus.ts";
import { readLines } from "../../src/pool/lines.ts";

/** A linter that is measured. */
interface Contestant {
  name: string;
  /** Lints the files of a turn; seconds a line. */
  turn(turn: number): Promise<number>;
  end(): Promise<void>;
}

/** Requests that are on their way at once, so that nobody waits for a pipe. */
const IN_FLIGHT = 16;
const TURNS = 5;
/** Sets of files that native gets in a turn, and before its first one: code is compiled as it runs. */
const NATIVE_SETS = 20;
/** Lines of a file; it ends with the statement that reaches them. */
const LINES = 44;
/** Which files there are in a set. */
const SEED = 7_000;

/** A process that speaks the JSON-lines protocol, after it has answered `warmUp`. */
async function overLines(
  name: string,
  path: string,
  args: string[],
  warmUp: readonly string[],
  filesOf: (turn: number) => readonly string[],
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
  return {
    name,
    async turn(turn) {
      const files = filesOf(turn);
      return await ask(requestsFor(files)) / lineCount(files);
    },
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
async function sqruff(
  path: string,
  filesOf: (turn: number) => readonly string[],
): Promise<Contestant> {
  const folder = await Deno.makeTempDir();
  const empty = join(folder, "empty");
  await Deno.mkdir(empty);
  await Deno.writeTextFile(join(folder, ".sqruff"), "[sqruff]\ndialect = ansi\nrules = all\n");
  const args = ["--config", join(folder, ".sqruff"), "lint"];
  // Bound to one core, as the others are by themselves.
  const pinned = (where: string) => timed("taskset", ["-c", "0", path, ...args, where]);
  let start = Infinity;
  for (let i = 0; i < TURNS; i++) start = Math.min(start, await pinned(empty));
  return {
    name: "sqruff (Rust)",
    async turn(turn) {
      const files = filesOf(turn);
      const full = join(folder, String(turn));
      await Deno.mkdir(full);
      for (const [i, sql] of files.entries()) {
        await Deno.writeTextFile(join(full, `${i}.sql`), sql);
      }
      return (await pinned(full) - start) / lineCount(files);
    },
    end: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Native first, then the peers that the environment names. */
async function contestants(count: number): Promise<Contestant[]> {
  const set = (number: number) => corpus(SEED + number, count, LINES);
  const sets = (first: number) =>
    Array.from({ length: NATIVE_SETS }, (_, i) => set(first + i)).flat();
  const ofTurn = (turn: number) => set((turn + 1) * NATIVE_SETS);
  const native = ["run", "--quiet", "--no-prompt", "src/main.ts", "lint", "--jsonl"];
  const found = [
    await overLines(
      "native",
      Deno.execPath(),
      native,
      sets(0),
      (turn) => sets((turn + 1) * NATIVE_SETS),
    ),
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
      const warmUp = set(0).slice(0, 1);
      found.push(await overLines(name, path, ["src/sqlfluff/worker.py"], warmUp, ofTurn));
    }
  }
  const path = Deno.env.get("SQRUFF");
  if (path === undefined) missing.push("SQRUFF");
  else found.push(await sqruff(path, ofTurn));
  if (missing.length > 0) console.log(`not measured, because not named: ${missing.join(", ")}`);
  return found;
}

/** Measures `count` files a turn with everyone. */
export async function comparePeers(count: number): Promise<void> {
  const all = await contestants(count);
  const least = all.map(() => Infinity);
  const most = all.map(() => 0);
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [i, each] of all.entries()) {
        const seconds = await each.turn(turn);
        least[i] = Math.min(least[i]!, seconds);
        most[i] = Math.max(most[i]!, seconds);
      }
    }
  } finally {
    for (const each of all) await each.end();
  }
  console.log(
    `\n${count} files a turn, one core each, ${TURNS} turns, the least disturbed of each`,
  );
  const rate = (seconds: number) => Math.round(1 / seconds).toLocaleString("en");
  for (const [i, { name }] of all.entries()) {
    const slowest = `(slowest turn ${rate(most[i]!)})`;
    const times = (least[i]! / least[0]!).toFixed(1);
    console.log(
      `${name.padEnd(14)} ${rate(least[i]!).padStart(9)} lines/s ${slowest.padEnd(24)}` +
        `native is ${times}×`,
    );
  }
}
