/**
 * Peak memory of linting one large text, as the system saw it: a process of its own answers one
 * request of `lint --jsonl`, request and answer included. The bar is 60 bytes a token and 100 MB.
 */
import { fileURLToPath } from "node:url";
import { lint } from "../../src/engine/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";

const BYTES_A_TOKEN = 60;
const BESIDE = 100e6;
/** GNU time, which tells the largest resident set of a process that has ended. */
const TIME = "/usr/bin/time";

interface Peak {
  bytes: number;
  findings: number;
}

/** Flags of `deno task lint`, as the script for permissions prints them. */
async function lintFlags(): Promise<string[]> {
  const script = fileURLToPath(new URL("../permissions.ts", import.meta.url));
  const args = ["run", "--quiet", "--allow-env", "--allow-read", "--allow-sys", script, "lint"];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  return new TextDecoder().decode(stdout).trim().split(" ");
}

async function peakOf(sql: string, flags: readonly string[]): Promise<Peak> {
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const child = new Deno.Command(TIME, {
    args: ["-f", "%M", Deno.execPath(), "run", "--quiet", ...flags, main, "lint", "--jsonl"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const line = new TextEncoder().encode(JSON.stringify({ id: 1, sql, dialect: "ansi" }) + "\n");
  const written = writer.write(line).then(() => writer.close());
  const { stdout, stderr } = await child.output();
  await written;
  const kilobytes = Number(new TextDecoder().decode(stderr).trim().split("\n").at(-1));
  const answer = JSON.parse(new TextDecoder().decode(stdout)) as { violations: unknown[] };
  return { bytes: kilobytes * 1024, findings: answer.violations.length };
}

/** Prints the peaks for a text and for what it becomes by fixing. */
export async function memory(text: string): Promise<void> {
  console.log(
    "\none text of 10 MB         tokens  findings    bar MB    peak MB   with `deno task lint`",
  );
  const flags = await lintFlags();
  const { fixed } = lint({ sql: text, dialect: "ansi", fix: true });
  for (const [name, sql] of [["as written", text], ["fixed", fixed ?? text]] as const) {
    const { tokens } = parse(sql, "ansi");
    const plain = await peakOf(sql, []);
    const asTask = await peakOf(sql, flags);
    const mb = (bytes: number) => (bytes / 1e6).toFixed(0).padStart(10);
    console.log(
      `${name.padEnd(18)} ${tokens.count.toLocaleString("en").padStart(13)} ${
        String(plain.findings).padStart(9)
      }${mb(tokens.count * BYTES_A_TOKEN + BESIDE)} ${mb(plain.bytes)} ${mb(asTask.bytes)}`,
    );
  }
}
