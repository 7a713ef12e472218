/** `lintel lint --explain FILE`: what the native engine makes of a file, and where its time goes. */
import { LintelError } from "../errors.ts";
import { decodeSql } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import { EngineError, explain, type Explanation } from "../engine/mod.ts";
import { printableLines } from "../text/printable.ts";
import { DiskCompanions } from "./companions.ts";
import { UsageError } from "./find_files.ts";

export interface ExplainOptions {
  dialect: string | undefined;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  encoding: string | undefined;
}

const TIME_WIDTH = 10;

function milliseconds(time: number): string {
  return `${time.toFixed(3).padStart(TIME_WIDTH)} ms`;
}

/** One query: what it reads, what it returns, and what its references mean. */
function queryLines(query: Explanation["queries"][number]): string[] {
  const { line, column, depth, width, sources, outputs, references } = query;
  const indent = "  ".repeat(depth + 1);
  const columns = width === null
    ? "columns not known"
    : width === 1
    ? "1 column"
    : `${width} columns`;
  return [
    `${indent}${line}:${column} query, ${columns}`,
    `${indent}  reads    ${sources.join(", ") || "nothing"}`,
    `${indent}  returns  ${outputs.join(", ")}`,
    ...references.map(({ text, line, column, clause, source }) =>
      `${indent}  ${line}:${column} ${text}${clause === null ? "" : ` in ${clause}`}` +
      (source === null ? "" : ` of ${source}`)
    ),
  ];
}

/** One line: how deep it stands, and what is to change on it. */
function layoutLines({ line, depth, indent, decisions }: Explanation["layout"][number]): string[] {
  const groups = depth === 1 ? "1 group" : `${depth} groups`;
  return [
    `  ${line} in ${groups}, indented by ${indent}`,
    ...decisions.map(({ rule, line, column, decision }) =>
      `    ${line}:${column} ${rule} ${decision}`
    ),
  ];
}

/** The explanation as text, a section for each part of it. */
function explanationText(file: string, explained: Explanation): string {
  const { dialect, rendered, tokens, tree, queries, layout, rounds, phases, rules } = explained;
  const lines = [`${file}: ${dialect}, ${tokens.length} tokens, ${tree.length} nodes`];
  if (rendered !== null) lines.push("", "rendered text", rendered.trimEnd());
  lines.push("", "tokens");
  for (const { kind, text, line, column } of tokens) {
    lines.push(`  ${line}:${column} ${kind} ${JSON.stringify(text)}`);
  }
  lines.push("", "tree");
  for (const { kind, depth, text } of tree) {
    lines.push(`  ${"  ".repeat(depth)}${kind}${text ? ` ${JSON.stringify(text)}` : ""}`);
  }
  if (queries.length > 0) lines.push("", "queries", ...queries.flatMap(queryLines));
  if (layout.length > 0) lines.push("", "layout, line by line", ...layout.flatMap(layoutLines));
  lines.push("", `time, the least of ${rounds} ${rounds === 1 ? "round" : "rounds"}`);
  for (const { name, time } of phases) lines.push(`  ${name.padEnd(6)} ${milliseconds(time)}`);
  lines.push("", "rules, the slowest first");
  for (const { code, time, findings } of rules) {
    const found = findings === 0 ? "" : `  ${findings} found`;
    lines.push(`  ${code.padEnd(6)} ${milliseconds(time)}${found}`);
  }
  return printableLines(lines.join("\n")) + "\n";
}

/** Explains one file. Throws UsageError for a file that cannot be read or linted. */
export async function explainFile(file: string, options: ExplainOptions): Promise<string> {
  const { config_files, templates } = await new DiskCompanions().of(file);
  try {
    const setting = encodingSetting(options.encoding, undefined, config_files);
    const { text } = await decodeSql(await Deno.readFile(file), setting);
    const explained = explain({
      sql: text,
      fileName: file,
      dialect: options.dialect,
      configFiles: config_files,
      templates,
      rules: options.rules,
      excludeRules: options.exclude,
    });
    return explanationText(file, explained);
  } catch (error) {
    if (error instanceof EngineError || error instanceof LintelError) {
      throw new UsageError(`${file}: ${error.message}`);
    }
    throw error;
  }
}
