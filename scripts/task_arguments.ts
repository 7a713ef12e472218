/**
 * The command line of a task of deno.json: one table of its options, which is what the parser takes
 * and what --help prints.
 */
import { parseArgs } from "node:util";

/** An option that stands by itself. */
interface Flag {
  help: string;
}

/** An option with a text behind it; `value` is what --help calls it. */
interface Text {
  value: string;
  default?: string;
  help: string;
}

/** An option with a number behind it, of `least` at least, which is 0 unless it is given. */
interface Numeric {
  number: string;
  default?: number;
  least?: number;
  help: string;
}

export type TaskOption = Flag | Text | Numeric;

export interface Task<O extends Readonly<Record<string, TaskOption>>> {
  /** As in `deno task NAME`. */
  name: string;
  /** What it does, in whole sentences, broken into lines of 100 characters at most. */
  does: string;
  options: O;
  /** What stands behind the options, as in `-- COMMAND ARG...`; without it nothing may. */
  operands?: string;
  /** What it exits with, where that is more than 0 and 2. */
  exits?: string;
}

type OrUndefined<T, O> = O extends { default: T } ? T : T | undefined;
type ValueOf<O extends TaskOption> = O extends Numeric ? OrUndefined<number, O>
  : O extends Text ? OrUndefined<string, O>
  : boolean;

export interface TaskArguments<O extends Readonly<Record<string, TaskOption>>> {
  values: { [K in keyof O]: ValueOf<O[K]> };
  operands: string[];
}

/** Wrong usage, which is told in one line. */
export class ArgumentError extends Error {}

const HELP = { "help": { type: "boolean", short: "h", default: false } } as const;

function placeholder(option: TaskOption): string {
  if ("number" in option) return ` ${option.number}`;
  return "value" in option ? ` ${option.value}` : "";
}

function usage({ name, does, options, operands, exits }: Task<Record<string, TaskOption>>): string {
  const rows: [string, string][] = Object.entries(options).map(([option, each]) => {
    const unnamed = "default" in each && each.default !== undefined
      ? `; default: ${each.default}`
      : "";
    return [`--${option}${placeholder(each)}`, each.help + unnamed];
  });
  rows.push(["-h, --help", "print this"]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  const lines = rows.map(([left, right]) =>
    `  ${left.padEnd(width)}${right.replaceAll("\n", `\n  ${" ".repeat(width)}`)}`
  );
  const words = [
    "usage: deno task",
    name,
    ...(rows.length > 1 ? ["[options]"] : []),
    ...(operands === undefined ? [] : [operands]),
  ];
  return `${words.join(" ")}\n\n${does}\n\n${lines.join("\n")}\n\nexit status: ${
    exits ?? "0, or 2 for wrong usage"
  }`;
}

/** The numbers of the options that take one. Throws ArgumentError for a text that is none. */
function valueOf(name: string, option: TaskOption, given: unknown): unknown {
  if (!("number" in option)) return given ?? ("default" in option ? option.default : undefined);
  if (given === undefined) return option.default;
  const { least = 0 } = option;
  const number = given === "" ? NaN : Number(given);
  if (!(number >= least && Number.isFinite(number))) {
    throw new ArgumentError(`--${name} takes a number from ${least} on, not ${given}`);
  }
  return number;
}

/** Reads the arguments of a task; null where they ask for help. Throws ArgumentError. */
export function parseTask<const O extends Readonly<Record<string, TaskOption>>>(
  task: Task<O>,
  args: readonly string[],
): TaskArguments<O> | null {
  const entries = Object.entries<TaskOption>(task.options);
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: task.operands !== undefined,
      options: {
        ...HELP,
        ...Object.fromEntries(entries.map(([name, option]) => [
          name,
          { type: placeholder(option) === "" ? "boolean" as const : "string" as const },
        ])),
      },
    });
  } catch (error) {
    // The parser adds a second sentence, about options that look like what they are not.
    const [why] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new ArgumentError(why, { cause: error });
  }
  const given = parsed.values as Record<string, unknown>;
  if (given.help === true) return null;
  const values = Object.fromEntries(entries.map(([name, option]) => {
    const value = valueOf(name, option, given[name]);
    return [name, placeholder(option) === "" ? value === true : value];
  }));
  return { values: values as TaskArguments<O>["values"], operands: parsed.positionals };
}

/** Ends the process with one line that says what is wrong with its arguments. */
export function refuseArguments(name: string, why: string): never {
  console.error(`${name}: ${why}; see: deno task ${name} --help`);
  Deno.exit(2);
}

/** The arguments of this process. Ends it where they ask for help, which it prints, or are wrong. */
export function readTask<const O extends Readonly<Record<string, TaskOption>>>(
  task: Task<O>,
): TaskArguments<O> {
  try {
    const read = parseTask(task, Deno.args);
    if (read !== null) return read;
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    refuseArguments(task.name, error.message);
  }
  console.log(usage(task));
  Deno.exit(0);
}
