/**
 * The options of `lintel lint`: one table, from which they are parsed and the help is written. An
 * option is added by a row here and a field of `Choice` (choice.ts).
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf } from "../errors.ts";
import { isEncoding } from "../lint/encoding_names.ts";
import { FAIL_ON, type FailOn } from "./gate.ts";
import type { Choice, Fixes } from "./choice.ts";
import { checkTogether } from "./option_checks.ts";
import { nearest } from "../text/nearest.ts";
import { UsageError } from "./find_files.ts";
import { type FormatName, FORMATS } from "./formats/mod.ts";

interface Option {
  /** What stands for the value in the help; an option without one is a switch. */
  readonly takes?: string;
  /** One letter that means the same, as SQLFluff has it. */
  readonly short?: string;
  /** A list: of two of them one would be dropped without a word, so it is given once. */
  readonly list?: true;
  readonly help: string;
}

/** Where `--cache` keeps results when it names no file. */
const DEFAULT_CACHE = ".lintel-cache";

const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

const OPTIONS = {
  dialect: {
    takes: "NAME",
    short: "d",
    help: "the SQL dialect; default: from .sqlfluff files, else ansi; auto finds that of each " +
      "file: the first that takes the whole of it (native engine)",
  },
  engine: { takes: "NAME", help: "native (default) or sqlfluff" },
  rules: {
    takes: "LIST",
    short: "r",
    list: true,
    help: "only these rules: codes, names, groups or globs, comma-separated",
  },
  "exclude-rules": { takes: "LIST", short: "e", list: true, help: "all rules but these" },
  format: { takes: "FORMAT", short: "f", help: `${FORMAT_NAMES.join(", ")} (default human)` },
  encoding: {
    takes: "NAME",
    help: "how the files are encoded, as utf-8, cp1252 or shift_jis; default: what .sqlfluff " +
      "files say, else found out",
  },
  "stdin-filename": {
    takes: "NAME",
    help: "lint standard input as this file, which need not be there: with its configuration, " +
      "ignore files and name",
  },
  fix: { help: "write fixes to the files; - prints the fixed text" },
  diff: {
    help: "write nothing, and print what --fix would write as a diff, for git apply or patch -p1",
  },
  "fail-on": {
    takes: "WHAT",
    help:
      "what the exit status 1 is for: error (default), warning (as well), new (errors that the " +
      "baseline does not have; the default with --baseline) or none",
  },
  "show-suppressed": {
    help: "with --format sarif, report what noqa suppresses as well, as suppressed",
  },
  baseline: {
    takes: "FILE",
    help: "report only findings that this baseline does not have; sarif, csv, html and yaml tell " +
      "the others as unchanged",
  },
  "write-baseline": { takes: "FILE", help: "write the findings of this run as a baseline" },
  changed: {
    takes: "FILE",
    help: "report only findings in statements that this unified diff touches; - reads it from " +
      "standard input",
  },
  since: {
    takes: "REV",
    help: "the same for what changed since this revision, as git says it",
  },
  cache: {
    takes: "[=FILE]",
    help:
      `keep results for the next run, in ${DEFAULT_CACHE} or FILE, and take from there what has ` +
      "not changed",
  },
  "strict-config": {
    help:
      "refuse files whose configuration holds settings that do not exist, in place of a warning",
  },
  explain: {
    help: "print how the native engine sees one file: what its template renders, tokens, tree, " +
      "and the time by phase and by rule",
  },
  "explain-config": {
    takes: "PATH",
    help: "print what the configuration of a file or folder comes to: each value with the file " +
      "and line that set it, settings that nothing reads, the rules that run, and why the others " +
      "do not",
  },
  jsonl: {
    help: "answer JSON requests, one a line, until standard input ends; --memory refuses what " +
      "would take more megabytes than that, as memory_limit",
  },
  help: { short: "h", help: "print this" },
} as const satisfies Record<string, Option>;

const USAGE = `usage: lintel lint PATH... [options]
       lintel lint --explain FILE [--dialect NAME] [--rules LIST] [--exclude-rules LIST]
       lintel lint --explain-config PATH [--dialect NAME] [--rules LIST] [--exclude-rules LIST]
                   [--format json]
       lintel lint --jsonl [--memory MB]

PATH is a file, a folder, a glob, or - for standard input. Of a folder it is the SQL files (those of
sql_file_exts in the configuration here) at any depth, but not in folders of version control, Python
environments and caches (.git, .venv, …).
`;

const EXAMPLES = `examples:
  lintel lint models --dialect snowflake             findings, a line each
  lintel lint models --fix                           the same, with the fixes written
  lintel lint models --diff > fixes.patch            the fixes as a patch
  lintel lint models --rules LT01,CP01 --format sarif > lintel.sarif
  lintel lint models --since origin/main             only what this branch changes
  lintel lint - --stdin-filename models/q.sql < q.sql
`;

const EXIT =
  `exit status: 0 nothing that --fail-on names, 1 findings that it names, 2 wrong usage or a path
             that is not there, 3 something could not be read, linted or written (whatever was
             found)`;

const HELP_COLUMN = 25;
const HELP_WIDTH = 100;

/** One option of the help, its text broken into lines. */
function helpOf(name: string, { takes, short, help }: Option): string {
  const lines = [""];
  for (const word of help.split(" ")) {
    const last = lines.at(-1)!;
    if (last !== "" && HELP_COLUMN + last.length + 1 + word.length > HELP_WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  const value = takes === undefined || takes.startsWith("[") ? takes ?? "" : ` ${takes}`;
  const letter = short === undefined ? "" : `-${short}, `;
  const left = `  ${letter}--${name}${value}`;
  const first = left.length < HELP_COLUMN
    ? left.padEnd(HELP_COLUMN)
    : `${left}\n${" ".repeat(HELP_COLUMN)}`;
  return first + lines.join(`\n${" ".repeat(HELP_COLUMN)}`);
}

export function helpText(): string {
  const options = Object.entries<Option>(OPTIONS).map(([name, option]) => helpOf(name, option));
  return [USAGE, ...options, "", EXAMPLES, EXIT].join("\n");
}

/** How `parseArgs` takes the table. */
type Parsed = {
  [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name] extends { takes: string } ? string
    : boolean;
};

/** `--cache` by itself names the default file; what follows it is a path to lint. */
function spelled(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((arg, i) =>
    arg === "--cache" && (end < 0 || i < end) ? `--cache=${DEFAULT_CACHE}` : arg
  );
}

function parse(args: readonly string[]): { values: Parsed; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries<Option>(OPTIONS).map(([name, { takes, short }]) => [name, {
      type: takes === undefined ? "boolean" as const : "string" as const,
      ...(short === undefined ? {} : { short }),
    }]),
  );
  const taken = { args: spelled(args), allowPositionals: true, options };
  refuseUnknown(taken);
  try {
    const { values, positionals } = parseArgs(taken);
    return { values: values as Parsed, positionals };
  } catch (error) {
    throw new UsageError(messageOf(error).split("\n")[0]!);
  }
}

/** Throws UsageError for an option that is none, with the nearest that is one, or a list twice. */
function refuseUnknown(taken: { args: string[]; options: Record<string, unknown> }): void {
  const { tokens } = parseArgs({ ...taken as ParseArgsConfig, strict: false, tokens: true });
  const lists = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName } = token;
    if (!Object.hasOwn(OPTIONS, name)) {
      const guess = nearest(name, Object.keys(OPTIONS));
      const hint = guess === undefined || name.length === 1
        ? "see: lintel lint --help; a path that begins with - stands behind --"
        : `did you mean --${guess}?`;
      throw new UsageError(`there is no option ${rawName}; ${hint}`);
    }
    if ((OPTIONS[name as keyof typeof OPTIONS] as Option).list === undefined) continue;
    if (lists.has(name)) {
      throw new UsageError(`${rawName} is given twice: name all rules in one list, as LT01,CP01`);
    }
    lists.add(name);
  }
}

function list(text: string | undefined): string[] | undefined {
  return text?.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

/** One of some words. Throws UsageError that names them. */
function oneOf<Word extends string>(option: string, words: readonly Word[], given: string): Word {
  const word = words.find((each) => each === given);
  if (word !== undefined) return word;
  throw new UsageError(`--${option} takes ${words.join(", ")}, not ${JSON.stringify(given)}`);
}

function failOn(values: Parsed): FailOn {
  const given = values["fail-on"];
  if (given !== undefined) return oneOf("fail-on", FAIL_ON, given);
  // Who writes a baseline takes the findings as they are.
  if (values["write-baseline"] !== undefined) return "none";
  return values.baseline === undefined ? "error" : "new";
}

function fixesOf({ fix, diff }: Parsed): Fixes {
  if (fix && diff) {
    throw new UsageError("--diff prints what --fix would write: take one of them");
  }
  return diff ? "diff" : fix ? "write" : "none";
}

/** What the arguments ask for. Throws UsageError. */
export function chooseOptions(args: readonly string[]): Choice | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  if (values.jsonl) {
    throw new UsageError("--jsonl comes first, and takes --memory MB and nothing else");
  }
  const explainConfig = values["explain-config"];
  if (positionals.length === 0 && explainConfig === undefined) {
    throw new UsageError("name a file, a folder, or - for standard input");
  }
  const { encoding } = values;
  if (encoding !== undefined && !isEncoding(encoding)) {
    const given = JSON.stringify(encoding);
    throw new UsageError(`--encoding takes a name as utf-8, cp1252 or shift_jis, not ${given}`);
  }
  const choice: Choice = {
    paths: positionals,
    stdinFilename: values["stdin-filename"],
    dialect: values.dialect,
    engine: values.engine ?? "native",
    rules: list(values.rules),
    exclude: list(values["exclude-rules"]),
    format: oneOf("format", FORMAT_NAMES, values.format ?? "human"),
    fixes: fixesOf(values),
    encoding,
    strict: values["strict-config"] ?? false,
    explain: values.explain ?? false,
    explainConfig,
    failOn: failOn(values),
    baseline: values.baseline,
    writeBaseline: values["write-baseline"],
    changed: values.changed,
    since: values.since,
    cache: values.cache,
    showSuppressed: values["show-suppressed"] ?? false,
  };
  checkTogether(choice);
  return choice;
}
