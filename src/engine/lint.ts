import { Document } from "./document.ts";
import { dialects } from "./dialects/mod.ts";
import { EngineError } from "./errors.ts";
import { fixDocument } from "./fix.ts";
import { Layout } from "./reflow/mod.ts";
import { type EngineViolation, report } from "./report.ts";
import { RULES } from "./rules/list.ts";
import { PLANNED_RULES } from "./rules/planned.ts";
import type { Rule } from "./rules/rule.ts";
import {
  type ConfigFile,
  nearest,
  type NestedConfig,
  referenceMap,
  resolveSettings,
  type RuleTable,
  type Settings,
} from "./settings/mod.ts";

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
