/** The engine behind JSON lines: one request a line in, one answer a line out. */
import { EngineError } from "./errors.ts";
import { explainConfig } from "./explain_config.ts";
import { type EngineRequest, type LazyAnswer, lintLazily } from "./lint.ts";
import { NotLoaded, withLoading } from "./loading.ts";
import { outline } from "./outline.ts";
import type { EngineEdit, EngineViolation } from "./report.ts";
import type { ConfigFile, NestedConfig } from "./settings/mod.ts";
import { ENGINE_VERSION } from "./version.ts";

type Json = Record<string, unknown>;

/** Characters that are written at once. */
const PIECE = 1 << 16;

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

function violationObject(violation: EngineViolation): Json {
  return {
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
  };
}

/** What stands behind an answer's violations. */
function answerRest(answer: LazyAnswer): Json {
  return {
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

/** The answer's text in pieces, so that a long list of violations is never there whole. */
function* answerPieces(request: Json, id: unknown, memory: number): Generator<string> {
  const answer = lintLazily({ ...readRequest(request), memory });
  const end = JSON.stringify(answerRest(answer)).slice(1);
  let piece = `{"id":${JSON.stringify(id)},"violations":[`;
  let comma = "";
  for (const violation of answer.violations) {
    piece += comma + JSON.stringify(violationObject(violation));
    comma = ",";
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}],`;
  yield end;
}

/** The answer to a request about the configuration alone; its `sql` may be missing. */
function* explanationPieces(request: Json, id: unknown): Generator<string> {
  const explanation = explainConfig(readRequest({ sql: "", ...request }));
  yield JSON.stringify({ id, explanation });
}

/** Nodes of a tree that are answered; a person reads no more of them. */
const MOST_NODES = 50_000;

/** How the text of a request is read, in place of what is found in it. */
function* outlinePieces(request: Json, id: unknown, memory: number): Generator<string> {
  const engine = { name: "native", version: ENGINE_VERSION };
  const read = outline({ ...readRequest(request), memory }, MOST_NODES);
  yield JSON.stringify({ id, engine, ...read });
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

/** An answer that says what is wrong with the request, or what went wrong inside. */
function refusal(id: unknown, error: unknown): Json {
  if (error instanceof EngineError) {
    const { code, field, hint, message } = error;
    return { id, error: message, code, field, hint };
  }
  const { code, message } = unforeseen(error);
  return { id, error: message, code, field: "", hint: undefined };
}

/** The answer to a request as an object; what goes wrong is in it, as it is with `answerTo`. */
export function answerObject(request: Json): Promise<Json> {
  const id = request.id ?? null;
  return withLoading(() => {
    try {
      const answer = lintLazily(readRequest(request));
      const violations = Array.from(answer.violations, violationObject);
      return { id, violations, ...answerRest(answer) };
    } catch (error) {
      if (error instanceof NotLoaded) throw error;
      return refusal(id, error);
    }
  });
}

/** A request, or the error of a line that is none. */
type Taken = { request: unknown } | { error: unknown };

function parseLine(line: string): Taken {
  try {
    return { request: JSON.parse(line) };
  } catch (error) {
    return { error };
  }
}

/** The next request; null where there is none. Its line is let go here, before it is answered. */
function nextRequest(next: () => string | null): Taken | "blank" | null {
  const line = next();
  if (line === null) return null;
  return /\S/.test(line) ? parseLine(line) : "blank";
}

/** The pieces of an answer, under the id that it goes by. */
function answerTaken(taken: Taken, memory: number): { id: unknown; pieces: Iterable<string> } {
  if ("error" in taken) return { id: null, pieces: [JSON.stringify(refusal(null, taken.error))] };
  const { request } = taken;
  if (!isObject(request)) {
    const error = "The request is not an object.";
    return { id: null, pieces: [JSON.stringify({ id: null, error })] };
  }
  const id = request.id ?? null;
  if (request.op === "explain_config") return { id, pieces: explanationPieces(request, id) };
  if (request.op === "outline") return { id, pieces: outlinePieces(request, id, memory) };
  if (request.op !== "version") return { id, pieces: answerPieces(request, id, memory) };
  const engine = { name: "native", version: ENGINE_VERSION };
  return { id, pieces: [JSON.stringify({ id, engine })] };
}

/** Writes the answer to a request in pieces. Throws NotLoaded before it has written anything. */
function writeAnswer(taken: Taken, write: (text: string) => void, memory: number): void {
  const { id, pieces } = answerTaken(taken, memory);
  let text = "";
  let begun = false;
  try {
    for (const piece of pieces) {
      if (text !== "" && text.length + piece.length > PIECE) {
        write(text);
        begun = true;
        text = "";
      }
      text += piece;
    }
  } catch (error) {
    if (begun || error instanceof NotLoaded) throw error;
    text = JSON.stringify(refusal(id, error));
  }
  write(`${text}\n`);
}

/**
 * Answers the next request line with a line, written in pieces; false when there is no more. A
 * blank line has no answer. `{"id", "op": "version"}` asks who answers, `explain_config` what the
 * configuration comes to, `outline` how the text is read. What is wrong with the request, and what
 * goes wrong inside, is in the answer as `{id, error, code, field, hint}`; only what goes wrong once
 * a long answer has begun is thrown, so that half of one is not taken for it.
 * `memory` is how many bytes the columns of one text may take; more is `memory_limit`.
 */
export async function answerTo(
  next: () => string | null,
  write: (text: string) => void,
  memory = Infinity,
): Promise<boolean> {
  const taken = nextRequest(next);
  if (taken === null) return false;
  if (taken !== "blank") await withLoading(() => writeAnswer(taken, write, memory));
  return true;
}

/** The answer to one request line, without a line end. Throws NotLoaded. */
export function answerLine(line: string): string {
  let answer = "";
  const taken = nextRequest(() => line);
  if (taken !== null && taken !== "blank") writeAnswer(taken, (text) => answer += text, Infinity);
  return answer.trimEnd();
}
