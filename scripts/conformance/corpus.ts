/**
 * The corpus: SQL as people write it, of our own, in tests/corpus/<dialect>/*.sql, and beside it what
 * SQLFluff answers to it, in answers.json. Files named beyond_*.sql are what the vendor takes and
 * SQLFluff does not: nobody asks it for them, and the native engine has to parse them whole.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerLine } from "../../src/engine/mod.ts";
import { readTask } from "../task_arguments.ts";
import { askOther } from "./compare.ts";
import { Random } from "./mutations.ts";

const CORPUS = "tests/corpus";
const ANSWERS = "answers.json";
/** One file of so many is asked of the live SQLFluff. */
const SHARE = 10;

/** What SQLFluff answers to one file. */
export interface Recorded {
  /** SHA-256 of the file that was asked. */
  sha256: string;
  /** `CODE line:column` of each finding, in the order of the text. */
  findings: string[];
}

export interface CorpusFile {
  readonly dialect: string;
  readonly file: string;
  readonly sql: string;
  /** Null where it was never recorded, or was changed since. */
  readonly recorded: Recorded | null;
  /** Whether SQLFluff does not take it. */
  readonly isBeyond: boolean;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function answersOf(root: string, dialect: string): Record<string, Recorded> {
  const path = join(root, dialect, ANSWERS);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** The files of the corpus with their recorded answers, in the order of dialects and names. */
export function corpusFiles(root = CORPUS): CorpusFile[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()
    .flatMap((dialect) => {
      const answers = answersOf(root, dialect);
      return readdirSync(join(root, dialect)).filter((name) => name.endsWith(".sql")).sort()
        .map((file) => {
          const sql = readFileSync(join(root, dialect, file), "utf8");
          const known = answers[file];
          const recorded = known?.sha256 === sha256(sql) ? known : null;
          return { dialect, file, sql, recorded, isBeyond: file.startsWith("beyond_") };
        });
    });
}

interface Answer {
  error?: string;
  violations?: { code: string; line: number; pos: number }[];
}

/** The findings of an answer as they are recorded. Throws where the file was not linted. */
function findingsOf({ dialect, file }: CorpusFile, answer: Answer | undefined): string[] {
  if (answer?.violations === undefined) {
    throw new Error(`${dialect}/${file} was not linted: ${answer?.error ?? "no answer"}`);
  }
  const sorted = answer.violations.toSorted((a, b) =>
    a.line - b.line || a.pos - b.pos || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
  return [...new Set(sorted.map(({ code, line, pos }) => `${code} ${line}:${pos}`))];
}

/** What the native engine finds in a file. */
export function ownFindings(each: CorpusFile): string[] {
  const { sql, dialect } = each;
  return findingsOf(each, JSON.parse(answerLine(JSON.stringify({ id: "1", sql, dialect }))));
}

async function ask(files: readonly CorpusFile[], command: string[]): Promise<string[][]> {
  if (files.length === 0) return [];
  const lines = files.map(({ sql, dialect }, id) =>
    JSON.stringify({ id: String(id), sql, dialect })
  );
  const answers = await askOther(command, lines);
  return files.map((each, id) => findingsOf(each, answers.get(String(id))));
}

async function record(files: readonly CorpusFile[], command: string[]): Promise<number> {
  const stale = files.filter(({ recorded }) => recorded === null);
  const found = await ask(stale, command);
  const fresh = new Map(stale.map((each, at) => [`${each.dialect}/${each.file}`, found[at]!]));
  for (const dialect of new Set(files.map((each) => each.dialect))) {
    const own = files.filter((each) => each.dialect === dialect);
    const answers: Record<string, Recorded> = {};
    for (const { file, sql, recorded } of own) {
      const findings = recorded?.findings ?? fresh.get(`${dialect}/${file}`)!;
      answers[file] = { sha256: sha256(sql), findings };
    }
    writeFileSync(join(CORPUS, dialect, ANSWERS), JSON.stringify(answers, null, 1) + "\n");
  }
  console.log(`${stale.length} of ${files.length} files were recorded`);
  return 0;
}

/** Files of the corpus that answer otherwise than recorded; each is told. */
function report(files: readonly CorpusFile[], found: readonly string[][], who: string): number {
  let wrong = 0;
  for (const [at, { dialect, file, recorded }] of files.entries()) {
    if (recorded === null) {
      console.error(`${dialect}/${file}: not recorded; run deno task corpus --record`);
      wrong++;
      continue;
    }
    const [before, now] = [new Set(recorded.findings), new Set(found[at]!)];
    const gone = recorded.findings.filter((each) => !now.has(each));
    const extra = found[at]!.filter((each) => !before.has(each));
    if (gone.length + extra.length === 0) continue;
    wrong++;
    console.error(
      `${dialect}/${file}: ${who} misses [${gone.join(", ")}] and adds [${extra.join(", ")}]`,
    );
  }
  console.log(`${files.length - wrong} of ${files.length} files as recorded`);
  return wrong === 0 ? 0 : 1;
}

const TASK = {
  name: "corpus",
  does:
    `Compares the native engine with what SQLFluff has answered to the files of tests/corpus. COMMAND is
SQLFluff behind the protocol of lint --jsonl, for --record and --live. A file that was changed and
not recorded fails.`,
  operands: "[-- COMMAND ARG...]",
  options: {
    record: { help: "ask SQLFluff for files that are new or changed, and keep its answers" },
    live: { help: "ask SQLFluff anew for a tenth of the files, and compare with what was kept" },
    seed: { number: "N", default: 1, help: "with --live: which tenth" },
  },
  exits: "0, 1 where an answer is not the recorded one, 2 for wrong usage",
} as const;

async function main(): Promise<number> {
  const { values, operands: command } = readTask(TASK);
  const files = corpusFiles().filter(({ isBeyond }) => !isBeyond);
  if (values.record) return await record(files, command);
  if (!values.live) return report(files, files.map(ownFindings), "the native engine");
  const random = new Random(values.seed);
  const chosen = files.filter(({ recorded }) => recorded === null || random.below(SHARE) === 0);
  console.log(`asking SQLFluff for ${chosen.length} files, seed ${values.seed}`);
  return report(chosen, await ask(chosen, command), "SQLFluff");
}

if (import.meta.main) Deno.exit(await main());
