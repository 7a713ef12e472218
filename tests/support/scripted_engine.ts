/**
 * A lint process for tests: what it does with a file stands in the file. Each line may hold one
 * command behind `-- do:`; a line without one and with the word `fault` or `doubt` is an error or
 * a warning of LT01.
 *   sleep MS | spin | hang | crash | exit N | eat | garbage | null | out of turn | echo
 *   endless (an answer that does not end) | half WORDS N (of an answer, says WORDS and exits) | refuse CODE | crash unless FILE (and makes FILE) | wait for FILE
 * It is started as `scripted_engine.ts [silent | refuse | refuse unless FILE]`, which makes its
 * start fail; the last one makes FILE then, so that the next start does not.
 */
import { readLines } from "../../src/pool/lines.ts";

interface Request {
  id: number;
  op?: string;
  sql?: string;
  [field: string]: unknown;
}

const encoder = new TextEncoder();

function write(text: string): void {
  const bytes = encoder.encode(text + "\n");
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Never collected, so that it stays in memory. */
const eaten: string[] = [];

function eat(): never {
  for (let size = 0;; size++) eaten.push(`${size} `.repeat(1_000_000).split("").join(" "));
}

/** Carries out one command; the answer it leads to, where it leads to one. */
async function execute(command: string, request: Request): Promise<Record<string, unknown> | null> {
  const [word = "", ...rest] = command.split(" ");
  const argument = rest.at(-1) ?? "";
  if (word === "sleep") await sleep(Number(argument));
  else if (word === "spin") { for (;;); }
  else if (word === "hang") await new Promise(() => setInterval(() => {}, 1000));
  else if (word === "exit") Deno.exit(Number(argument));
  else if (word === "eat") eat();
  else if (word === "garbage") write("this is not JSON");
  else if (word === "null") write("null");
  else if (word === "endless") {
    for (;;) {
      Deno.stdout.writeSync(encoder.encode("x".repeat(65_536)));
    }
  } else if (word === "half") {
    Deno.stdout.writeSync(encoder.encode(`{"id":${request.id},"violations":[{`));
    if (rest.length > 1) console.error(rest.slice(0, -1).join(" "));
    Deno.exit(Number(argument));
  } else if (word === "out") write(JSON.stringify({ id: request.id + 1000 }));
  else if (word === "echo") return { notes: [JSON.stringify({ ...request, pid: Deno.pid })] };
  else if (word === "refuse") return { error: `refused as ${argument}`, code: argument };
  else if (word === "wait") { while (!exists(argument)) await sleep(5); }
  else if (word === "crash" && (rest.length === 0 || !exists(argument))) {
    if (rest.length > 0) Deno.writeTextFileSync(argument, "");
    console.error("crashed as told");
    Deno.exit(70);
  }
  return null;
}

function finding(line: string, number: number): Record<string, unknown>[] {
  const word = ["fault", "doubt"].find((w) => line.includes(w));
  if (word === undefined) return [];
  const column = line.indexOf(word) + 1;
  return [{
    code: "LT01",
    name: "layout.spacing",
    line: number,
    column,
    end_line: number,
    end_column: column + word.length,
    description: `a ${word}`,
    severity: word === "fault" ? "error" : "warning",
    edits: [],
  }];
}

function refuses(): boolean {
  const [word, , file] = Deno.args;
  if (word !== "refuse" || (file !== undefined && exists(file))) return false;
  if (file !== undefined) Deno.writeTextFileSync(file, "");
  return true;
}

async function answer(request: Request): Promise<Record<string, unknown>> {
  const engine = { name: "scripted", version: "1.0.0" };
  if (request.op === "version") {
    if (Deno.args[0] === "silent") await new Promise(() => setInterval(() => {}, 1000));
    return refuses() ? { error: "this engine is not installed" } : { engine };
  }
  const lines = (request.sql ?? "").split("\n");
  const violations: Record<string, unknown>[] = [];
  let more: Record<string, unknown> = {};
  for (const [index, line] of lines.entries()) {
    const command = /-- do: (.*)$/.exec(line)?.[1];
    if (command === undefined) violations.push(...finding(line, index + 1));
    else more = { ...more, ...await execute(command, request) };
  }
  const fixed = request.fix === true ? lines.join("\n").replaceAll("fault", "fixed") : undefined;
  return {
    violations,
    fixed,
    engine,
    dialect: request.dialect ?? "ansi",
    statements: { total: 1, parsed: 1 },
    outcome: violations.length > 0 ? "findings" : "clean",
    rules_run: ["LT01"],
    rules_missing: [],
    notes: [],
    ...more,
  };
}

for await (const line of readLines(Deno.stdin.readable)) {
  const request = JSON.parse(line) as Request;
  write(JSON.stringify({ id: request.id, ...await answer(request) }));
}
