/** Between a lint request and its result and the lines that a lint process reads and writes. */
import { type ErrorCode, ERRORS, LintelError } from "../errors.ts";
import { keepLineEnds } from "../lint/line_ends.ts";
import type { LintRequest } from "../lint/port.ts";
import { byPosition, type LintResult, summarize, type Violation } from "../lint/result.ts";
import { applySeverity, withoutOwn } from "../lint/severity.ts";
import { checkAnswer } from "./check_answer.ts";
import type { WireAnswer, WireRequest } from "./protocol.ts";

/** What is said of an exception that the engine did not foresee. */
const UNFORESEEN = "the engine failed on this SQL, and the log has the reason: try the other " +
  "engine, and report the SQL to whoever maintains this one";

/** The request as a line takes it; absent options stay absent. */
export function toWire(request: LintRequest): Omit<WireRequest, "id"> {
  return {
    sql: request.sql,
    file: request.file,
    dialect: request.dialect,
    configs: withoutOwn(request.config),
    config_files: request.config_files,
    templates: request.templates?.length === 0 ? undefined : request.templates,
    rules: request.rules,
    exclude_rules: request.exclude_rules,
    fix: request.fix === true ? true : undefined,
  };
}

/** What an engine says is wrong, with what may be meant, unless it says that itself. */
function withHint(message: string, hint: unknown): string {
  if (typeof hint !== "string" || message.includes(`mean ${hint}`)) return message;
  return `${message} Did you mean ${hint}?`;
}

/** Throws the LintelError that a process answered, if it did. */
export function throwRefusal(answer: WireAnswer): void {
  if (answer.error === undefined) return;
  const known = answer.code !== undefined && Object.hasOwn(ERRORS, answer.code);
  const code = known ? answer.code as ErrorCode : "engine_failed";
  const { field } = answer;
  const message = withHint(String(answer.error), answer.hint);
  // What it did not foresee may name paths of this machine: as the cause it goes to the log alone.
  if (code === "engine_failed") throw new LintelError(code, UNFORESEEN, { cause: message });
  throw new LintelError(code, message, {
    fields: typeof field !== "string" ? [] : [{ path: field, message }],
  });
}

/**
 * The result a process answered. Throws the LintelError that it answered instead, and
 * `engine_failed` where a field is missing or of another type.
 */
export function fromWire(answer: WireAnswer, request: LintRequest, duration: number): LintResult {
  throwRefusal(answer);
  checkAnswer(answer);
  const violations = answer.violations.map((v): Violation => ({
    file: request.file,
    line: v.line,
    column: v.column,
    end_line: v.end_line,
    end_column: v.end_column,
    code: v.code,
    name: v.name,
    description: v.description,
    severity: v.severity,
    ...(v.edits === undefined || v.edits.length === 0 ? {} : { fix: { edits: v.edits } }),
  })).sort(byPosition);
  const { file, config_files, config } = request;
  const faults = applySeverity(violations, file, config_files, config);
  return {
    file: request.file,
    violations,
    summary: summarize(violations),
    engine: answer.engine,
    dialect: answer.dialect,
    outcome: answer.outcome,
    statements: answer.statements,
    rules_run: answer.rules_run,
    rules_missing: answer.rules_missing,
    notes: [...answer.notes, ...faults],
    duration_ms: Math.round(duration * 100) / 100,
    ...(request.fix === true && typeof answer.fixed === "string"
      ? { fixed: keepLineEnds(request.sql, answer.fixed) }
      : {}),
  };
}
