import { type DialectFacts, memoised } from "./analysis/file.ts";
import { queryDepth } from "./analysis/query.ts";
import { findDialect } from "./dialects/mod.ts";
import { EngineError } from "./errors.ts";
import { NoqaMask, type References } from "./noqa.ts";
import { parse, type Parsed, ParseLimitError } from "./parser/mod.ts";
import type { Layout } from "./reflow/mod.ts";
import { FileContext, type Finding } from "./rules/context.ts";
import type { Rule } from "./rules/rule.ts";
import { runRules } from "./rules/run.ts";
import type { Settings } from "./settings/mod.ts";

/** Following names costs the cube of the depth; SQL that people write stays far below this. */
const MAX_QUERY_DEPTH = 100;
/** A query is never fewer nodes than this, so that a small tree needs no look at its depth. */
const NODES_PER_QUERY = 5;

const facts = new Map<string, DialectFacts>();

function dialectFacts(name: string): DialectFacts {
  let found = facts.get(name);
  if (found === undefined) {
    const dialect = findDialect(name);
    const sets = new Map<string, Set<string>>();
    const setOf = (set: string) => {
      let words = sets.get(set);
      if (words === undefined) sets.set(set, words = new Set(dialect.words(set)));
      return words;
    };
    facts.set(name, found = { name, inSet: (set, word) => setOf(set).has(word) });
  }
  return found;
}

/** A text as one linting sees it: parsed, with its suppressions, ready for rules. */
export class Document {
  readonly parsed: Parsed;
  readonly file: FileContext;
  readonly noqa: NoqaMask;

  /** Throws EngineError `too_large` when the text has more tokens or nodes than is allowed. */
  constructor(
    readonly text: string,
    readonly settings: Settings,
    readonly references: References,
    layout: () => Layout,
  ) {
    try {
      this.parsed = parse(text, settings.dialect, { indentation: settings.indentation });
    } catch (error) {
      if (!(error instanceof ParseLimitError)) throw error;
      throw new EngineError("too_large", `The SQL is too large: ${error.message}.`, "sql");
    }
    const { tree, source } = this.parsed;
    this.file = new FileContext(tree, source, settings, dialectFacts(settings.dialect), layout());
    this.noqa = new NoqaMask(tree, source, settings, references);
  }

  /** Rules that are not run because queries are nested too deep to follow names through them. */
  tooDeep(rules: readonly Rule[]): Rule[] {
    if (this.parsed.tree.size < MAX_QUERY_DEPTH * NODES_PER_QUERY) return [];
    const following = rules.filter((rule) => rule.followsQueries === true);
    if (following.length === 0 || this.parsed.failure !== null) return [];
    return memoised(this.file, "queryDepth", 0, () => queryDepth(this.file)) > MAX_QUERY_DEPTH
      ? following
      : [];
  }

  /** What the rules find and no `noqa` suppresses; nothing in a text that was given up. */
  findings(wanted: readonly Rule[]): Finding[] {
    if (this.parsed.failure !== null) return [];
    const tooDeep = this.tooDeep(wanted);
    const rules = tooDeep.length === 0 ? wanted : wanted.filter((rule) => !tooDeep.includes(rule));
    const { tree, source } = this.parsed;
    return runRules(this.file, rules).filter(({ rule, anchor }) =>
      !this.noqa.suppresses({ code: rule.code, line: source.line(tree.start(anchor)) })
    );
  }

  /** How much of the text no rule of the grammar takes: less is better. */
  get broken(): number {
    return this.parsed.failure !== null ? Infinity : this.parsed.tree.unparsable.length;
  }

  /** The same text after a change, under the same settings. */
  with(text: string): Document {
    return new Document(text, this.settings, this.references, () => this.file.layout);
  }
}
