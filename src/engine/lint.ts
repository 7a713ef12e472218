import { Document } from "./document.ts";
import { dialects } from "./dialects/mod.ts";
import { toEdit } from "./edits.ts";
import { EngineError } from "./errors.ts";
import { fixDocument } from "./fix.ts";
import { Layout, quoted } from "./reflow/mod.ts";
import type { Finding } from "./rules/context.ts";
import { RULES } from "./rules/list.ts";
import { PLANNED_RULES } from "./rules/planned.ts";
import type { Rule } from "./rules/rule.ts";
import { expandReference, nearest, referenceMap, type RuleTable } from "./settings/mod.ts";
import {
  type ConfigFile,
  type NestedConfig,
  resolveSettings,
  type Settings,
} from "./settings/mod.ts";
import { UNLEXABLE, UNPARSABLE } from "./tree/mod.ts";

/** What to lint, and how. */
export interface EngineRequest {
  sql: string;
  fileName?: string;
  dialect?: string;
  /** SQLFluff's nested configuration. */
  config?: NestedConfig;
  /** Configuration files that apply, outermost folder first, as text. */
  configFiles?: ConfigFile[];
  rules?: string[];
  excludeRules?: string[];
  fix?: boolean;
}

/** A change of the text; lines and columns are 1-based, columns count code points. */
export interface EngineEdit {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  text: string;
}

/** One violation. `edits` are there when the rule knows how to fix it. */
export interface EngineViolation {
  code: string;
  name: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  description: string;
  severity: "error" | "warning";
  edits?: EngineEdit[];
}

/** What linting a text gave. */
export interface EngineAnswer {
  /** Sorted by position. */
  violations: EngineViolation[];
  /** The whole text after fixing, when that was asked for. */
  fixed: string | null;
  dialect: string;
  statements: { total: number; parsed: number };
  rulesRun: string[];
  rulesMissing: string[];
  outcome: "clean" | "findings" | "partly_parsed" | "skipped";
  notes: string[];
}

const RULE_TABLE: RuleTable = { built: RULES, planned: PLANNED_RULES };
const REFERENCES = referenceMap(RULE_TABLE);
const TEMPLATE_TAG = /\{[{%#]/;
const MAX_SHOWN = 40;
const MAX_SHOWN_LEX = 10;

function checkDialect(name: string): void {
  if (dialects.some((each) => each.name === name)) return;
  const known = dialects.map((each) => each.name);
  const message = `The native engine does not have dialect '${name}'; it has ${known.join(", ")}.`;
  throw new EngineError("unknown_dialect", message, "dialect", nearest(name, known));
}

function checkTemplating(sql: string, templater: string): void {
  if (templater === "raw") return;
  if (templater === "jinja" && !TEMPLATE_TAG.test(sql)) return;
  const message = templater === "jinja"
    ? "The native engine does not render Jinja templates yet; engine sqlfluff does."
    : `The native engine does not have templater '${templater}' yet; engine sqlfluff does.`;
  throw new EngineError("templating_unsupported", message, "config.core.templater");
}

/** Makes violations of what parser, lexer and rules report. */
class Reporter {
  readonly #violations: EngineViolation[] = [];
  readonly #seen = new Set<string>();
  readonly #warned: Set<string>;

  constructor(readonly document: Document) {
    this.#warned = new Set(document.settings.warnings.flatMap((reference) => [
      reference,
      ...expandReference(reference, REFERENCES),
    ]));
  }

  #add(
    code: string,
    name: string,
    start: number,
    stop: number,
    description: string,
  ): EngineViolation {
    const { source } = this.document.parsed;
    const from = source.position(start);
    const to = stop === start ? from : source.position(stop);
    return {
      code,
      name,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      description,
      severity: this.#warned.has(code) ? "warning" : "error",
    };
  }

  #push(violation: EngineViolation): void {
    const { code, line, column, description, edits } = violation;
    const texts = edits?.map((edit) => edit.text).join("\u0000") ?? "";
    const key = `${code} ${line} ${column} ${description}\u0000${texts}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#violations.push(violation);
  }

  /** A problem of the text itself; `noqa` may suppress it like a rule's. */
  problem(code: "PRS" | "LXR", start: number, stop: number, description: string): void {
    const violation = this.#add(code, "", start, stop, description);
    if (!this.document.noqa.suppresses(violation)) this.#push(violation);
  }

  finding({ rule, anchor, description, fixes }: Finding): void {
    const { tree, source } = this.document.parsed;
    const violation = this.#add(
      rule.code,
      rule.name,
      tree.start(anchor),
      tree.stop(anchor),
      description,
    );
    if (fixes.length > 0) {
      violation.edits = fixes.map((fix) => {
        const { start, end, text } = toEdit(tree, fix);
        const from = source.position(start);
        const to = source.position(end);
        return { ...from, endLine: to.line, endColumn: to.column, text };
      });
    }
    this.#push(violation);
  }

  /** A directive that suppresses nothing. */
  unused(offset: number, text: string): void {
    const description = `Unused noqa: ${quoted(text)}`;
    const violation = this.#add("NOQA", "", offset, offset, description);
    this.#push({ ...violation, severity: "warning" });
  }

  /** What was reported, sorted by position; of one position, in the order of the reports. */
  sorted(): EngineViolation[] {
    return this.#violations.sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

function shorten(text: string, most: number): string {
  const chars = [...text.slice(0, most * 2 + 2)];
  return chars.length < most ? text : `${chars.slice(0, most).join("")}...`;
}

function reportParsing({ parsed, noqa }: Document, reporter: Reporter): void {
  const { tree, source, failure } = parsed;
  for (const { node, description } of noqa.malformed) {
    reporter.problem("PRS", tree.start(node), tree.stop(node), description);
  }
  if (failure !== null) {
    reporter.problem("PRS", failure.offset, failure.offset + 1, failure.message);
    return;
  }
  for (const node of tree.unparsable) {
    if (tree.closest(node, UNPARSABLE) >= 0) continue;
    const { line, column } = source.position(tree.start(node));
    const text = quoted(shorten(tree.text(node), MAX_SHOWN));
    const description = `Line ${line}, Position ${column}: Found unparsable section: ${text}`;
    reporter.problem("PRS", tree.start(node), tree.stop(node), description);
  }
}

function reportLexing({ parsed: { tokens } }: Document, reporter: Reporter): void {
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kinds[token] !== UNLEXABLE) continue;
    const text = quoted(shorten(tokens.textOf(token), MAX_SHOWN_LEX));
    const description = `Unable to lex characters: ${text}`;
    reporter.problem("LXR", tokens.start(token), tokens.end(token), description);
  }
}

function report(document: Document, findings: readonly Finding[]): EngineViolation[] {
  const { settings, noqa } = document;
  const reporter = new Reporter(document);
  if (!settings.ignore.includes("lexing")) reportLexing(document, reporter);
  if (!settings.ignore.includes("parsing")) reportParsing(document, reporter);
  if (!settings.ignore.includes("linting")) {
    for (const finding of findings) reporter.finding(finding);
  }
  if (settings.warnUnusedIgnores) {
    for (const { offset, text } of noqa.unused()) reporter.unused(offset, text);
  }
  return reporter.sorted();
}

function skipped(settings: Settings, sql: string, codes: string[]): EngineAnswer | null {
  const { byteLimit, dialect, selection, notes } = settings;
  if (byteLimit === 0 || new TextEncoder().encode(sql).length <= byteLimit) return null;
  return {
    violations: [],
    fixed: null,
    dialect,
    statements: { total: 0, parsed: 0 },
    rulesRun: codes,
    rulesMissing: selection.missing,
    outcome: "skipped",
    notes: [
      ...notes,
      `The SQL has more than the ${byteLimit} bytes that the configuration allows.`,
    ],
  };
}

/** What a request's configuration comes to. */
interface Setup {
  settings: Settings;
  rules: readonly Rule[];
  /** Made on first use, when the dialect's kinds are known. */
  layout: () => Layout;
}

const setups = new Map<string, Setup>();
const MAX_SETUPS = 64;
const MAX_KEY = 20_000;

function makeSetup(request: EngineRequest): Setup {
  const settings = resolveSettings(
    {
      files: request.configFiles,
      config: request.config,
      dialect: request.dialect,
      rules: request.rules,
      excludeRules: request.excludeRules,
      sql: request.sql,
    },
    RULE_TABLE,
  );
  const codes = new Set(settings.selection.codes);
  const rules = RULES.filter((rule) => codes.has(rule.code));
  let layout: Layout | null = null;
  return { settings, rules, layout: () => layout ??= new Layout(settings) };
}

/** The setup of a request; files of one job mostly share theirs, so the latest are kept. */
function setupFor(request: EngineRequest): Setup {
  if (request.sql.includes("sqlfluff:")) return makeSetup(request);
  const { configFiles, config, dialect, rules, excludeRules } = request;
  const key = JSON.stringify([configFiles, config, dialect, rules, excludeRules]);
  if (key.length > MAX_KEY) return makeSetup(request);
  let setup = setups.get(key);
  if (setup === undefined) {
    setup = makeSetup(request);
    if (setups.size >= MAX_SETUPS) setups.clear();
    setups.set(key, setup);
  }
  return setup;
}

/**
 * Lints a text, and fixes it when asked. Violations are those of the text as it came. Throws
 * EngineError for a dialect, rule, setting or template that this build cannot serve.
 */
export function lint(request: EngineRequest): EngineAnswer {
  const { sql } = request;
  const { settings, rules, layout } = setupFor(request);
  checkDialect(settings.dialect);
  checkTemplating(sql, settings.templater);
  const { codes, missing } = settings.selection;
  const tooLarge = skipped(settings, sql, codes);
  if (tooLarge !== null) return tooLarge;
  const document = new Document(sql, settings, REFERENCES, layout);
  const findings = document.findings(rules);
  const violations = report(document, findings);
  const fixed = request.fix ? fixDocument(document, rules, findings) : null;
  const { statements } = document.parsed;
  const notes = [...settings.notes, ...fixed?.notes ?? []];
  const tooDeep = document.tooDeep(rules).map((rule) => rule.code);
  if (tooDeep.length > 0) notes.push(`Queries are nested too deep for ${tooDeep.join(", ")}.`);
  const whole = statements.parsed === statements.total && document.broken === 0;
  return {
    violations,
    fixed: fixed?.text ?? null,
    dialect: settings.dialect,
    statements,
    rulesRun: codes.filter((code) => !tooDeep.includes(code)),
    rulesMissing: missing,
    outcome: !whole ? "partly_parsed" : violations.length > 0 ? "findings" : "clean",
    notes,
  };
}
