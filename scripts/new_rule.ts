/**
 * Writes the file of a new rule of the native engine and adds it to the registry. The group is the
 * name's first part. The rule starts out finding every SELECT clause; its
 * examples, description and judgement are then to be written, and the registry's test says so.
 */
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messageOf } from "../src/errors.ts";
import { readTask, refuseArguments } from "./task_arguments.ts";

const RULES = new URL("../src/engine/rules/", import.meta.url);

/** The text of a new rule file. Throws on a code or a name that is not shaped like one. */
export function ruleText(code: string, name: string): string {
  if (!/^[A-Z]{2}\d{2}$/.test(code)) throw new Error(`${code} is no code: two letters, two digits`);
  if (!/^[a-z]+(\.[a-z_]+)+$/.test(name)) throw new Error(`${name} is no name: group.what_it_is`);
  const group = name.split(".")[0]!;
  return `import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const SELECT_CLAUSE = kind("select_clause");

export const rule: Rule = {
  code: "${code}",
  name: "${name}",
  groups: ["all", "${group}"],
  aliases: [],
  description: "Say what the rule asks for.",
  rationale: "Say why one would want that.",
  fixable: false,
  options: [],
  bad: "SELECT a FROM foo\\n",
  good: "DELETE FROM foo\\n",
  phase: "main",
  visits: [SELECT_CLAUSE],
  message: "Say what is wrong.",
  run(context) {
    return (node) => context.report(node);
  },
};
`;
}

/** Where the file of a rule belongs. */
export function ruleUrl(code: string, name: string): URL {
  return new URL(`${name.split(".")[0]}/${code}.ts`, RULES);
}

const TASK = {
  name: "rule:new",
  does:
    `Writes the file of a new rule of the native engine, in the folder of its group, and adds it to the
registry: deno task rule:new CV14 convention.my_rule`,
  operands: "CODE NAME",
  options: {},
  exits: "0, 1 where the file is there already, 2 for wrong usage",
} as const;

async function main(): Promise<number> {
  const { operands: [code = "", name = ""] } = readTask(TASK);
  let text: string;
  try {
    text = ruleText(code, name);
  } catch (error) {
    refuseArguments(TASK.name, messageOf(error));
  }
  const url = ruleUrl(code, name);
  if (existsSync(url)) {
    console.error(`rule:new: ${fileURLToPath(url)} is there already`);
    return 1;
  }
  writeFileSync(url, text);
  const generator = fileURLToPath(new URL("generate_catalogue.ts", import.meta.url));
  const args = ["run", "--allow-read", "--allow-write=src/engine", "--allow-run", generator];
  const { success } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
  console.log(`${fileURLToPath(url)}: write its judgement, its examples and a case in tests`);
  return success ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
