import type { DialectFacts } from "./analysis/file.ts";
import { findDialect } from "./dialects/mod.ts";
import { EngineError } from "./errors.ts";
import { NoqaMask, type References } from "./noqa.ts";
import { parse, type Parsed, ParseLimitError } from "./parser/mod.ts";
import type { Layout } from "./reflow/mod.ts";
import { FileContext, type Finding } from "./rules/context.ts";
import type { Rule } from "./rules/rule.ts";
import { runRules } from "./rules/run.ts";
import type { Settings } from "./settings/mod.ts";

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
    this.file = new FileContext(tree, settings, dialectFacts(settings.dialect), layout());
    this.noqa = new NoqaMask(tree, source, settings, references);
  }

  /** What the rules find and no `noqa` suppresses; nothing in a text that was given up. */
  findings(rules: readonly Rule[]): Finding[] {
    if (this.parsed.failure !== null) return [];
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
