/** What reports say of a rule, and where more is said. */
import type { RuleHelp } from "./port.ts";

export const SOURCE_NAME = "lintel";

const DOCUMENTATION = "docs.sqlfluff.com";

/** Rules have SQLFluff's codes and meaning; its documentation is public, a service's is not. */
export const RULES_URL = `https://${DOCUMENTATION}/en/stable/reference/rules/`;

/** Codes of what is no rule: problems of the text itself, which every engine reports alike. */
const PROBLEMS: Readonly<Record<string, string>> = {
  PRS: "A part of the SQL cannot be parsed in the dialect.",
  LXR: "A part of the SQL is no token of the dialect.",
  TMP: "The template cannot be rendered.",
  NOQA: "A noqa comment suppresses nothing.",
};

/** Help for a code that no catalogue has. */
export function problemHelp(code: string): RuleHelp {
  return { code, name: "", description: PROBLEMS[code] ?? `Findings of ${code}.`, groups: [] };
}

/** A fence that no run of backticks in the text closes. */
function fenced(sql: string): string {
  const runs = sql.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${fence}sql\n${sql.trimEnd()}\n${fence}`;
}

/** The help as Markdown. */
export function helpMarkdown({ code, name, description, why, bad, good }: RuleHelp): string {
  return [
    `**${code}**${name === "" ? "" : ` \`${name}\``}: ${description}`,
    ...(why === undefined ? [] : [why]),
    ...(bad === undefined ? [] : ["Instead of", fenced(bad)]),
    ...(good === undefined ? [] : ["write", fenced(good)]),
  ].join("\n\n");
}

/** The help as plain text. */
export function helpText({ description, why }: RuleHelp): string {
  return why === undefined ? description : `${description} ${why}`;
}
