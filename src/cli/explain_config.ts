/** `lintel lint --explain-config PATH`: what the configuration of a file or folder comes to. */
import { join } from "node:path";
import { type ConfigExplanation, EngineError, explainConfig } from "../engine/mod.ts";
import { LintelError } from "../errors.ts";
import { decodeSql } from "../lint/encoding.ts";
import { encodingSetting } from "../lint/encoding_setting.ts";
import { explainSeverity } from "../lint/severity.ts";
import { printableLines } from "../text/printable.ts";
import { DiskCompanions } from "./companions.ts";
import { UsageError } from "./find_files.ts";

export interface ExplainConfigOptions {
  dialect: string | undefined;
  rules: string[] | undefined;
  exclude: string[] | undefined;
  /** JSON in place of text. */
  json: boolean;
}

/** What is said of a path: as `POST /config/explain` says it, and of which path it is. */
interface Explained extends ConfigExplanation {
  path: string;
  /** Configuration files that apply, outermost first. */
  applied: string[];
  /** What leaves the file out of linting; null where nothing does. */
  ignored_by: string | null;
}

type Value = ConfigExplanation["values"][number];

function sourceText(source: Value["source"]): string {
  if (source === "default") return "";
  if (source === "option") return "option";
  return source.line === null ? source.file : `${source.file}, line ${source.line}`;
}

function valueText(value: Value["value"]): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** Rows in columns as wide as what is in them, the last one as it is. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    `  ${row.map((cell, at) => at === row.length - 1 ? cell : cell.padEnd(widths[at]!)).join("  ")}`
      .trimEnd()
  );
}

/** The explanation as text, what was set before what was left as it is. */
function configText(explained: Explained): string {
  const { path, dialect, templater, applied, ignored_by, values, unread, rules } = explained;
  const lines = [`${path}: dialect ${dialect}, templater ${templater}`];
  if (ignored_by !== null) lines.push(`left out of linting by ${ignored_by}`);
  lines.push("", "configuration files, of which the last wins");
  lines.push(...table(applied.length === 0 ? [["(none)"]] : applied.map((file) => [file])));
  const set = values.filter(({ source }) => source !== "default");
  if (set.length > 0) {
    lines.push("", "set");
    lines.push(...table(set.map((each) => [
      `${each.key} = ${valueText(each.value)}`,
      sourceText(each.source),
      `default ${valueText(each.default)}`,
    ])));
  }
  if (unread.length > 0) {
    lines.push("", "read by nothing");
    for (const { key, file, line, why, suggestion } of unread) {
      const guess = suggestion === null ? "" : ` Did you mean ${suggestion}?`;
      lines.push(`  ${sourceText({ file, line })}: ${key} ${why}.${guess}`);
    }
  }
  const running = rules.filter(({ runs }) => runs);
  const warned = running.filter(({ severity }) => severity === "warning");
  lines.push("", `rules that run (${running.length})`);
  lines.push(`  ${running.map(({ code }) => code).join(" ") || "(none)"}`);
  if (warned.length > 0) lines.push(`  as warnings: ${warned.map(({ code }) => code).join(" ")}`);
  const idle = rules.filter(({ runs }) => !runs);
  if (idle.length > 0) {
    lines.push("", `rules that do not run (${idle.length})`);
    lines.push(...table(idle.map(({ code, name, reason }) => [code, name, reason ?? ""])));
  }
  lines.push("", "left as it is");
  lines.push(
    ...table(
      values.filter(({ source }) => source === "default")
        .map(({ key, value }) => [`${key} = ${valueText(value)}`]),
    ),
  );
  return printableLines(lines.join("\n")) + "\n";
}

/**
 * Explains the configuration of a file, or of the files in a folder. Throws UsageError for a path
 * that is not there, and for a configuration that linting would refuse.
 */
export async function explainConfigOf(
  path: string,
  options: ExplainConfigOptions,
): Promise<string> {
  try {
    const isFolder = (await Deno.stat(path)).isDirectory;
    const file = isFolder ? join(path, "file.sql") : path;
    const { config_files, ignored_by } = await new DiskCompanions().of(file);
    const setting = encodingSetting(undefined, undefined, config_files);
    const sql = isFolder ? "" : (await decodeSql(await Deno.readFile(file), setting)).text;
    const explained: Explained = {
      path,
      applied: config_files.map((each) => each.path),
      ignored_by: isFolder ? null : ignored_by,
      ...explainSeverity(
        explainConfig({
          sql,
          configFiles: config_files,
          dialect: options.dialect,
          rules: options.rules,
          excludeRules: options.exclude,
        }),
        file,
        config_files,
      ),
    };
    return options.json ? `${JSON.stringify(explained, null, 2)}\n` : configText(explained);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(`there is no ${path}`);
    if (error instanceof EngineError || error instanceof LintelError) {
      throw new UsageError(`${path}: ${error.message}`);
    }
    throw error;
  }
}
