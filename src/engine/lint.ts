import type { Document } from "./document.ts";
import { dialectOf, otherDialect, REMARK, SEARCH } from "./detection/mod.ts";
import { dialectNames, findDialect } from "./dialects/mod.ts";
import { EngineError } from "./errors.ts";
import { codePoints, Layout } from "./layout/mod.ts";
import { fixRenderings, lintVariants, makeDocument, renderText } from "./renderings.ts";
import type { LintEnvironment } from "./renderings.ts";
import { type EngineViolation, type Fixable, report, reportTemplate } from "./report.ts";
import { RULES } from "./rules/list.ts";
import { PLANNED_RULES } from "./rules/planned.ts";
import type { Rule } from "./rules/rule.ts";
import {
  AUTO,
  type ConfigFile,
  nearest,
  type NestedConfig,
  referenceMap,
  resolveSettings,
  type RuleTable,
  type Settings,
} from "./settings/mod.ts";
import { type Rendered, TemplatedText, type TemplateFile } from "./templating/mod.ts";

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
  /** Files that templates may include, import or take macros from. */
  templates?: TemplateFile[];
  /** Most bytes that the columns of the text may take at once; without it there is no limit. */
  memory?: number;
}

/** What linting a text gave; `Violations` is the list of them, sorted by position. */
export interface EngineAnswer<Violations = EngineViolation[]> {
  violations: Violations;
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

function checkDialect(name: string): void {
  if (dialectNames.includes(name)) return;
  const message = `The native engine does not have dialect '${name}'; it has ${
    dialectNames.join(", ")
  }, and ${AUTO}, which finds that of each text.`;
  const hint = nearest(name, [...dialectNames, AUTO]);
  throw new EngineError("unknown_dialect", message, "dialect", hint);
}

/** An answer whose violations are made as they are asked for. */
export type LazyAnswer = EngineAnswer<Iterable<EngineViolation>>;

function skipped(settings: Settings, why: string): LazyAnswer {
  const { dialect, selection, notes } = settings;
  return {
    violations: [],
    fixed: null,
    dialect,
    statements: { total: 0, parsed: 0 },
    rulesRun: selection.codes,
    rulesMissing: selection.missing,
    outcome: "skipped",
    notes: [...notes, why],
  };
}

/** By what a text is larger than its configuration allows; null where it is not. */
function excessOf({ byteLimit, characterLimit }: Settings, sql: string): string | null {
  if (byteLimit !== 0 && new TextEncoder().encode(sql).length > byteLimit) {
    return `${byteLimit} bytes`;
  }
  return characterLimit !== 0 && codePoints(sql) > characterLimit
    ? `${characterLimit} characters`
    : null;
}

/** The answer for a text that its template could not render: what is wrong with the template. */
function unrendered(
  { sql, fix = false }: EngineRequest,
  rendered: Rendered,
  environment: LintEnvironment,
): LazyAnswer {
  const { settings } = environment;
  const refusal = "Nothing was fixed, because the template does not render.";
  const document = makeDocument(TemplatedText.literal(sql), environment);
  return {
    violations: reportTemplate(document, rendered.problems),
    fixed: fix ? sql : null,
    dialect: settings.dialect,
    statements: { total: 0, parsed: 0 },
    rulesRun: [],
    rulesMissing: settings.selection.missing,
    outcome: "partly_parsed",
    notes: fix ? [...settings.notes, refusal] : settings.notes,
  };
}

/** What a request's configuration comes to. */
interface Setup {
  settings: Settings;
  rules: readonly Rule[];
  /** Made on first use, when the dialect's kinds are known. */
  layout: () => Layout;
}

/** The layout of a dialect, made on first use. */
function layoutOf(settings: Settings): () => Layout {
  let layout: Layout | null = null;
  return () => layout ??= new Layout(settings, findDialect(settings.dialect).kinds);
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
  return { settings, rules, layout: layoutOf(settings) };
}

/** The setup of a request; files of one job mostly share theirs, so the latest are kept. */
function setupFor(request: EngineRequest): Setup {
  if (request.sql.includes("sqlfluff:")) return makeSetup(request);
  const { configFiles, config, dialect, rules, excludeRules } = request;
  const isPlain = configFiles === undefined && config === undefined && rules === undefined &&
    excludeRules === undefined;
  const key = isPlain
    ? dialect ?? ""
    : JSON.stringify([configFiles, config, dialect, rules, excludeRules]);
  if (key.length > MAX_KEY) return makeSetup(request);
  let setup = setups.get(key);
  if (setup === undefined) {
    setup = makeSetup(request);
    if (setups.size >= MAX_SETUPS) setups.clear();
    setups.set(key, setup);
  }
  return setup;
}

/** The rules that a request asks for, and what it takes to make documents. Throws EngineError. */
export function prepare(
  request: EngineRequest,
): { rules: readonly Rule[]; environment: LintEnvironment } {
  const { settings, rules, layout } = setupFor(request);
  checkDialect(settings.dialect);
  const templates = request.templates ?? [];
  const memory = request.memory ?? Infinity;
  const fixes = request.fix === true;
  const environment = { settings, references: REFERENCES, templates, layout, memory, fixes };
  return { rules, environment };
}

/** Of settings that leave the dialect to the text, the same in each dialect that was found. */
const byDialect = new WeakMap<Settings, Map<string, LintEnvironment>>();

/** The environment in another dialect; one is kept for each, with its layout. */
function inDialect(environment: LintEnvironment, dialect: string): LintEnvironment {
  let known = byDialect.get(environment.settings);
  if (known === undefined) byDialect.set(environment.settings, known = new Map());
  let kept = known.get(dialect);
  if (kept === undefined) {
    const settings = { ...environment.settings, dialect };
    known.set(dialect, kept = { ...environment, settings, layout: layoutOf(settings) });
  }
  return { ...environment, settings: kept.settings, layout: kept.layout };
}

/** Where the dialect is to be found from the text: the environment in it, and what was found. */
export function settleDialect(
  text: string,
  environment: LintEnvironment,
): { environment: LintEnvironment; notes: readonly string[] } {
  const { settings } = environment;
  if (settings.dialectFrom !== "text") return { environment, notes: [] };
  const dialect = dialectOf(text, settings.dialect);
  if (dialect !== null) {
    const note = `The dialect is ${dialect}, the first that takes the whole file.`;
    return { environment: inDialect(environment, dialect), notes: [note] };
  }
  const why = text.length > SEARCH.length
    ? "The file is too long to find its dialect"
    : "No dialect takes the whole file";
  return { environment, notes: [`${why}: it is linted as ${settings.dialect}.`] };
}

/** Of a text that failed in a dialect that nobody chose: the dialect that takes all of it. */
function adviseDialect({ parsed }: Document, settings: Settings): string[] {
  // Of a text that an open bracket has given up no dialect makes anything.
  if (settings.dialectFrom !== "default" || parsed.failure !== null) return [];
  const other = otherDialect(parsed, settings.dialect, REMARK);
  return other === null ? [] : [`This file reads as ${other}: set the dialect to it.`];
}

/**
 * Lints a text, and fixes it when asked. Violations are those of the text as it came. Throws
 * EngineError for a dialect, rule, setting or template that this build cannot serve.
 */
export function lint(request: EngineRequest): EngineAnswer {
  const answer = lintLazily(request);
  return { ...answer, violations: [...answer.violations] };
}

/** Like `lint`, with violations that are made as they are asked for: a long list is never whole. */
export function lintLazily(request: EngineRequest): LazyAnswer {
  if (!LONE_RETURN.test(request.sql)) return lintLines(request);
  // Of the same length, so that every position is one of the text as it came.
  const sql = request.sql.replace(LONE_RETURNS, "\n");
  const answer = lintLines({ ...request, sql });
  return answer.fixed === sql ? { ...answer, fixed: request.sql } : answer;
}

/** A carriage return that is no part of CR LF ends a line by itself, as on old systems. */
const LONE_RETURN = /\r(?!\n)/;
const LONE_RETURNS = /\r(?!\n)/g;

function lintLines(request: EngineRequest): LazyAnswer {
  const { sql } = request;
  const { rules, environment } = prepare(request);
  const { settings } = environment;
  const excess = excessOf(settings, sql);
  if (excess !== null) {
    const why = `The SQL has more than the ${excess} that are allowed.`;
    if (settings.refusesLarge) throw new EngineError("too_large", why, "sql");
    return skipped(settings, why);
  }
  const rendered = renderText(sql, environment);
  const [own] = rendered.variants;
  if (rendered.problems.length > 0 && own === undefined) {
    return unrendered(request, rendered, environment);
  }
  if (own === undefined) {
    return skipped(settings, "The template's output cannot be traced back to its source.");
  }
  const settled = settleDialect(own.text, environment);
  const document = makeDocument(own, settled.environment);
  return answer(request, document, rendered, rules, settled);
}

/**
 * Why a text is not fixed: what a rule does not see, it would change without knowing; a fix beside
 * an unparsable part has lost clauses. Null where nothing speaks against it.
 */
function whyNotFixed(document: Document, rendered: Rendered): string | null {
  const part = rendered.problems.length > 0
    ? "its template does not render"
    : document.broken > 0
    ? "a part of it does not parse"
    : null;
  if (part === null) return null;
  return `Nothing was fixed, because ${part}; fix_even_unparsable = True fixes the rest.`;
}

function answer(
  request: EngineRequest,
  document: Document,
  rendered: Rendered,
  rules: readonly Rule[],
  { environment, notes: found }: ReturnType<typeof settleDialect>,
): LazyAnswer {
  const { settings } = environment;
  const others = rendered.variants.length > 1 ? lintVariants(rendered, rules, environment) : [];
  const fixable: Fixable[] | null = request.fix
    ? [{ document, findings: document.findings(rules) }, ...others]
    : null;
  const linted = fixable ?? [{ document, findings: document.findingsToReport(rules) }, ...others];
  const violations = report(linted, rendered.problems);
  const refusal = settings.fixEvenUnparsable ? null : whyNotFixed(document, rendered);
  const fixed = fixable === null
    ? null
    : refusal === null
    ? fixRenderings(fixable, rules)
    : { text: request.sql, notes: [refusal] };
  const { statements } = document.parsed;
  const whole = statements.parsed === statements.total && document.broken === 0;
  const advice = whole ? [] : adviseDialect(document, settings);
  const notes = [...settings.notes, ...found, ...advice, ...fixed?.notes ?? []];
  const tooDeep = document.tooDeep(rules).map((rule) => rule.code);
  if (tooDeep.length > 0) notes.push(`Queries are nested too deep for ${tooDeep.join(", ")}.`);
  return {
    violations,
    fixed: fixed?.text ?? null,
    dialect: settings.dialect,
    statements,
    rulesRun: tooDeep.length === 0
      ? settings.selection.codes
      : settings.selection.codes.filter((code) => !tooDeep.includes(code)),
    rulesMissing: settings.selection.missing,
    outcome: !whole ? "partly_parsed" : violations.isEmpty ? "clean" : "findings",
    notes,
  };
}
