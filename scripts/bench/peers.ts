/**
 * The same files through other linters, one process and one core each, in turn:
 *   SQLFLUFF_PYTHON     Python with SQLFluff 4, its pure Python parser
 *   SQLFLUFF_RS_PYTHON  Python with sqlfluff[rs]
 *   SQRUFF              the sqruff executable
 * What is not named is left out, and that is said. Start-up is not counted: before its clock starts
 * the native engine answers every file, since its code is compiled as it runs, and Python one;
 * sqruff's start is measured on an empty folder and taken off. Some requests are on their way while
 * one is answered, so that nobody waits for a pipe.
 */
import { join } from "node:path";
import { readLines } from "../../src/pool/lines.ts";

interface Figure {
  name: string;
  seconds: number;
  findings: number;
}

/** Requests that are on their way at once. */
const IN_FLIGHT = 16;

/** Drives a process that speaks the JSON-lines protocol: first `warmUp`, then `files` by the clock. */
async function overLines(
  name: string,
  path: string,
  args: string[],
  files: readonly string[],
  warmUp: readonly string[],
): Promise<Figure> {
  const child = new Deno.Command(path, { args, stdin: "piped", stdout: "piped", stderr: "null" })
    .spawn();
  const writer = child.stdin.getWriter();
  const answers = readLines(child.stdout);
  const encoder = new TextEncoder();
  /** Asks for all texts and returns the answers as they came: the clock does not count reading them. */
  const ask = async (texts: readonly string[]): Promise<string[]> => {
    const requests = texts.map((sql) =>
      encoder.encode(JSON.stringify({ id: 1, sql, dialect: "ansi", file: "q.sql" }) + "\n")
    );
    const began = performance.now();
    const lines: string[] = [];
    for (const request of requests.slice(0, IN_FLIGHT)) await writer.write(request);
    for (let at = 0; at < requests.length; at++) {
      const { value } = await answers.next();
      const next = requests[at + IN_FLIGHT];
      if (next !== undefined) await writer.write(next);
      lines.push(value ?? "{}");
    }
    seconds = (performance.now() - began) / 1000;
    return lines;
  };
  let seconds = 0;
  await ask(warmUp);
  const lines = await ask(files);
  const findings = lines.reduce(
    (sum, line) => sum + (JSON.parse(line).violations?.length ?? 0),
    0,
  );
  await writer.close();
  child.kill("SIGKILL");
  await child.status;
  return { name, seconds, findings };
}

async function timed(path: string, args: string[]): Promise<number> {
  const began = performance.now();
  await new Deno.Command(path, { args, stdout: "null", stderr: "null" }).output();
  return (performance.now() - began) / 1000;
}

async function sqruff(path: string, files: readonly string[]): Promise<Figure> {
  const folder = await Deno.makeTempDir();
  try {
    const empty = join(folder, "empty");
    const full = join(folder, "full");
    await Deno.mkdir(empty);
    await Deno.mkdir(full);
    await Deno.writeTextFile(join(folder, ".sqruff"), "[sqruff]\ndialect = ansi\nrules = all\n");
    for (const [i, sql] of files.entries()) await Deno.writeTextFile(join(full, `${i}.sql`), sql);
    const args = ["--config", join(folder, ".sqruff"), "lint"];
    // Bound to one core, as the others are by themselves.
    const pinned = (where: string) => timed("taskset", ["-c", "0", path, ...args, where]);
    const start = await pinned(empty);
    return { name: "sqruff (Rust)", seconds: await pinned(full) - start, findings: NaN };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

export async function comparePeers(files: readonly string[], lines: number): Promise<void> {
  const worker = "src/sqlfluff/worker.py";
  const figures = [
    await overLines(
      "native",
      Deno.execPath(),
      [
        "run",
        "--quiet",
        "--no-prompt",
        "src/main.ts",
        "lint",
        "--jsonl",
      ],
      repeated(files, 10),
      repeated(files, 5),
    ),
  ];
  figures[0]!.seconds /= 10;
  const python = Deno.env.get("SQLFLUFF_PYTHON");
  const rust = Deno.env.get("SQLFLUFF_RS_PYTHON");
  const sqruffPath = Deno.env.get("SQRUFF");
  for (const [name, path] of [["SQLFluff", python], ["SQLFluff [rs]", rust]] as const) {
    if (path !== undefined) {
      figures.push(await overLines(name, path, [worker], files, files.slice(0, 1)));
    }
  }
  if (sqruffPath !== undefined) figures.push(await sqruff(sqruffPath, files));
  const native = figures[0]!.seconds;
  console.log(`\nthe same ${files.length} files, one core, in one run`);
  for (const { name, seconds } of figures) {
    const rate = Math.round(lines / seconds).toLocaleString("en");
    console.log(
      `${name.padEnd(16)} ${rate.padStart(9)} lines/s   native is ${
        (seconds / native).toFixed(1)
      }×`,
    );
  }
  const missing = [["SQLFLUFF_PYTHON", python], ["SQLFLUFF_RS_PYTHON", rust], [
    "SQRUFF",
    sqruffPath,
  ]]
    .filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) console.log(`not measured, because not named: ${missing.join(", ")}`);
}

/** More of the same, so that a fast one is measured for longer than a blink. */
function repeated(files: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => files).flat();
}
