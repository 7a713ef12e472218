/** The engine behind JSON lines: one request a line in, one answer a line out. */
import { EngineError } from "./errors.ts";
import { type EngineAnswer, type EngineRequest, lint } from "./lint.ts";
import type { EngineEdit } from "./report.ts";
import type { ConfigFile, NestedConfig } from "./settings/mod.ts";
import { ENGINE_VERSION } from "./version.ts";

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reject(field: string, what: string): never {
  throw new EngineError("invalid_config", `The request's ${field} is not ${what}.`, field);
}

function text(request: Json, field: string): string | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : reject(field, "a text");
}

/** A list of references; an entry may hold several, separated by commas. */
function list(request: Json, field: string): string[] | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some((each) => typeof each !== "string")) {
    return reject(field, "a list of texts");
  }
  return value.flatMap((each: string) => each.split(",")).map((each) => each.trim());
}

/**
 * Files that come with the SQL, as `{path, text}`: `config_files`, and `templates`, which Jinja
 * templates may include, import or take macros from; their paths are those that the templates and
 * `templater.jinja.load_macros_from_path` name.
 */
function files(request: Json, field: "config_files" | "templates"): ConfigFile[] | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return reject(field, "a list");
  return value.map((file: unknown) => {
    if (isObject(file) && typeof file.path === "string" && typeof file.text === "string") {
      return { path: file.path, text: file.text };
    }
    return reject(field, "a list of {path, text}");
  });
}

function readRequest(request: Json): EngineRequest {
  const config = request.configs ?? undefined;
  if (config !== undefined && !isObject(config)) reject("configs", "an object");
  return {
    sql: text(request, "sql") ?? reject("sql", "a text"),
    fileName: text(request, "file"),
    dialect: text(request, "dialect"),
    config: config as NestedConfig | undefined,
    configFiles: files(request, "config_files"),
    templates: files(request, "templates"),
    rules: list(request, "rules"),
    excludeRules: list(request, "exclude_rules"),
    fix: request.fix === true,
  };
}

function editLine({ line, column, endLine, endColumn, text }: EngineEdit): Json {
  return { line, column, end_line: endLine, end_column: endColumn, text };
}

function answerObject(id: unknown, answer: EngineAnswer): Json {
  return {
    id,
    violations: answer.violations.map((violation) => ({
      code: violation.code,
      line: violation.line,
      pos: violation.column,
      column: violation.column,
      end_line: violation.endLine,
      end_pos: violation.endColumn,
      end_column: violation.endColumn,
      name: violation.name,
      description: violation.description,
      severity: violation.severity,
      warning: violation.severity === "warning",
      edits: violation.edits?.map(editLine),
    })),
    fixed: answer.fixed,
    dialect: answer.dialect,
    engine: { name: "native", version: ENGINE_VERSION },
    statements: answer.statements,
    rules_run: answer.rulesRun,
    rules_missing: answer.rulesMissing,
    outcome: answer.outcome,
    notes: answer.notes,
  };
}

/** What V8 says where an array, a text or a table cannot become as large as the SQL asks for. */
const NO_MEMORY =
  /allocation failed|^Invalid (typed )?(array|string) length|maximum size exceeded/i;
const NO_STACK = /call stack/i;

/** An error that the engine did not foresee; what ran out of a resource will do so again. */
function unforeseen(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SyntaxError) return { code: "invalid_request", message };
  if (error instanceof RangeError && NO_MEMORY.test(message)) {
    return { code: "memory_limit", message: "Linting took more memory than it may have." };
  }
  if (error instanceof RangeError && NO_STACK.test(message)) {
    return { code: "too_large", message: "The SQL is nested too deeply." };
  }
  return { code: "internal_error", message };
}

/**
 * Answers one request line. Never throws: what is wrong with the request, and what goes wrong
 * inside, is in the answer as `{id, error, code, field, hint}`.
 */
export function answerLine(line: string): string {
  let id: unknown = null;
  try {
    const request: unknown = JSON.parse(line);
    if (!isObject(request)) return JSON.stringify({ id, error: "The request is not an object." });
    id = request.id ?? null;
    return JSON.stringify(answerObject(id, lint(readRequest(request))));
  } catch (error) {
    if (error instanceof EngineError) {
      const { code, field, hint, message } = error;
      return JSON.stringify({ id, error: message, code, field, hint });
    }
    const { code, message } = unforeseen(error);
    return JSON.stringify({ id, error: message, code, field: "", hint: undefined });
  }
}
