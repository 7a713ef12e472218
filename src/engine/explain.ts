/** How the engine sees one text, and where its time goes: for those who write rules or grammar. */
import type { Document } from "./document.ts";
import { findDialect } from "./dialects/mod.ts";
import { EngineError } from "./errors.ts";
import { type ExplainedLine, explainLayout } from "./explain_layout.ts";
import { type ExplainedQuery, explainScopes } from "./explain_scopes.ts";
import { type EngineRequest, prepare, settleDialect } from "./lint.ts";
import { type OutlineNode, outlineTree } from "./outline.ts";
import { makeDocument, renderText } from "./renderings.ts";
import { report } from "./report.ts";
import type { Finding } from "./rules/findings.ts";
import { runRules } from "./rules/run.ts";
import { kindName } from "./tree/mod.ts";

/** A token; its place is that in the rendered text. */
export interface ExplainedToken {
  kind: string;
  text: string;
  line: number;
  column: number;
}

/** What the engine makes of one text. All times are in milliseconds. */
export interface Explanation {
  dialect: string;
  /** What its template made of the text; null when it has none. */
  rendered: string | null;
  tokens: ExplainedToken[];
  tree: OutlineNode[];
  /** What names mean, query by query. */
  queries: ExplainedQuery[];
  /** How deep each line stands, and what the layout decided there; empty where nothing was parsed. */
  layout: ExplainedLine[];
  /** How often the text was linted for the times, of which the least count. */
  rounds: number;
  /** Time by phase: `render`, `lex`, `parse`, `rules` and `report`. */
  phases: { name: string; time: number }[];
  /** The slowest rule first. What several rules share counts for the first of them. */
  rules: { code: string; time: number; findings: number }[];
}

const ROUNDS = 5;
/** Longer texts are linted once: they are slow enough to be timed by that. */
const MOST_FOR_ROUNDS = 100_000;

/** Least times by name. */
class Clock {
  readonly times = new Map<string, number>();

  time<T>(name: string, work: () => T): T {
    const from = performance.now();
    const result = work();
    const time = performance.now() - from;
    this.times.set(name, Math.min(time, this.times.get(name) ?? Infinity));
    return result;
  }

  of(name: string): number {
    return this.times.get(name) ?? 0;
  }
}

function explainTokens({ parsed: { tokens, source } }: Document): ExplainedToken[] {
  return Array.from({ length: tokens.count }, (_, token) => ({
    kind: kindName(tokens.kind(token)),
    text: tokens.textOf(token),
    ...source.position(tokens.start(token)),
  }));
}

/**
 * Lints a text rule by rule, `fix` aside, and tells how. Throws EngineError like `lint`, and
 * `templating_unsupported` for a template that cannot be rendered or traced back.
 */
export function explain(request: EngineRequest): Explanation {
  const { rules, environment: given } = prepare(request);
  const text = renderText(request.sql, given).variants[0]?.text ?? "";
  const { environment } = settleDialect(text, given);
  const { settings: { dialect } } = environment;
  const clock = new Clock();
  const rounds = request.sql.length > MOST_FOR_ROUNDS ? 1 : ROUNDS;
  const counts = new Map<string, number>();
  const round = (): Document => {
    const rendered = clock.time("render", () => renderText(request.sql, environment));
    const [own] = rendered.variants;
    const document = own && clock.time("parse", () => makeDocument(own, environment));
    if (!document) {
      const message = "The template cannot be rendered and traced back to its source.";
      throw new EngineError("templating_unsupported", message, "sql");
    }
    clock.time("lex", () => findDialect(dialect).lexer.lex(document.rendered.text));
    const tooDeep = document.tooDeep(rules);
    const findings: Finding[] = [];
    for (const rule of rules) {
      if (document.parsed.failure !== null || tooDeep.includes(rule)) continue;
      const found = clock.time(rule.code, () => runRules(document.file, [rule]));
      counts.set(rule.code, found.length);
      findings.push(...found);
    }
    clock.time("report", () => report([{ document, findings }], rendered.problems));
    return document;
  };
  let document = round();
  for (let more = 1; more < rounds; more++) document = round();
  const times = rules.filter(({ code }) => counts.has(code)).map(({ code }) => ({
    code,
    time: clock.of(code),
    findings: counts.get(code) ?? 0,
  }));
  return {
    dialect,
    rendered: document.rendered.isLiteral ? null : document.rendered.text,
    tokens: explainTokens(document),
    tree: outlineTree(document.parsed.tree),
    queries: explainScopes(document),
    layout: document.parsed.failure === null ? explainLayout(document, rules) : [],
    rounds,
    phases: [
      { name: "render", time: clock.of("render") },
      { name: "lex", time: clock.of("lex") },
      // Making the document lexes as well.
      { name: "parse", time: Math.max(0, clock.of("parse") - clock.of("lex")) },
      { name: "rules", time: times.reduce((sum, { time }) => sum + time, 0) },
      { name: "report", time: clock.of("report") },
    ],
    rules: times.sort((a, b) => b.time - a.time),
  };
}
