import { factsOf } from "./dialects/mod.ts";
import type { Edit } from "./edits.ts";
import { EngineError } from "./errors.ts";
import { NoqaMask, type References } from "./noqa.ts";
import { type EarlierText, parse, type Parsed, ParseLimitError } from "./parser/mod.ts";
import type { Layout } from "./layout/mod.ts";
import { attachOrigins, EditMaker, Reach, sourceOfPoint, withoutClashes } from "./origins/mod.ts";
import { FileContext } from "./rules/context.ts";
import type { Rule } from "./rules/rule.ts";
import type { Finding, Findings } from "./rules/findings.ts";
import { runRules, runRulesLean } from "./rules/run.ts";
import { queryDepth } from "./scopes/mod.ts";
import type { Settings } from "./settings/mod.ts";
import { Source } from "./source/mod.ts";
import { TemplatedText } from "./templating/mod.ts";
import { Arena } from "./tree/mod.ts";

/** Following names costs the cube of the depth; SQL that people write stays far below this. */
const MAX_QUERY_DEPTH = 100;
/** A query is never fewer nodes than this, so that a small tree needs no look at its depth. */
const NODES_PER_QUERY = 5;
/** What is found in a tree of more nodes is kept as columns. */
const LARGE = 1 << 18;

/** Renders a text again after a change; null when that gives nothing to lint. */
export type Rerender = (text: string) => TemplatedText | null;

/** What documents of one text are made with, each of another rendering or of a text after a change. */
export interface DocumentEnvironment {
  readonly settings: Settings;
  readonly references: References;
  /** Asked for once the text is parsed, when the dialect's kinds are known. */
  readonly layout: () => Layout;
  readonly rerender: Rerender;
  /** Most bytes that the columns of one rendering may take; without it there is no limit. */
  readonly memory?: number;
  /** Whether the text is to be fixed. */
  readonly fixes?: boolean;
  /** What renderings before this one visit, which fixes of this one leave alone. */
  readonly before?: Reach;
}

/** What parsing would come to, or what the text was before a change. */
interface Known {
  readonly parsed?: Parsed;
  readonly earlier?: EarlierText;
}

/** A text as one linting sees it: rendered, parsed, with its suppressions, ready for rules. */
export class Document {
  readonly parsed: Parsed;
  readonly file: FileContext;
  readonly noqa: NoqaMask;
  #edits: EditMaker | null = null;
  /** How deep queries are nested, once that has been asked. */
  #depth: number | null = null;
  /** The text as it was written, with its lines: all positions are of it. */
  readonly source: Source;

  /**
   * Throws EngineError `too_large` when the text has more tokens or nodes than is allowed,
   * `memory_limit` when its columns take more.
   */
  constructor(
    readonly rendered: TemplatedText,
    readonly environment: DocumentEnvironment,
    known: Known = {},
  ) {
    const { settings, references, layout, memory = Infinity, fixes } = environment;
    const { indentation } = settings;
    const blocks = indentation.template_blocks_indent;
    const blockIndents = blocks === "force" ? blocks : blocks !== false;
    try {
      this.parsed = known.parsed ?? parse(rendered.text, settings.dialect, {
        indentation,
        keepsMatches: fixes,
        arena: new Arena(memory),
        earlier: rendered.isLiteral ? known.earlier : undefined,
        attach: rendered.isLiteral
          ? undefined
          : (tokens) => attachOrigins(tokens, rendered, blockIndents),
      });
    } catch (error) {
      if (!(error instanceof ParseLimitError)) throw error;
      throw new EngineError("too_large", `The SQL is too large: ${error.message}.`, "sql");
    }
    const { tree } = this.parsed;
    const source = this.source = rendered.isLiteral
      ? this.parsed.source
      : new Source(rendered.source);
    this.file = new FileContext(tree, source, settings, factsOf(settings.dialect), layout());
    this.noqa = new NoqaMask(tree, source, settings, references);
  }

  /** Makes edits of the source from fixes of a rendering. */
  get edits(): EditMaker {
    return this.#edits ??= new EditMaker(
      this.parsed.tree,
      this.rendered,
      this.environment.before ?? Reach.nothing,
    );
  }

  get settings(): Settings {
    return this.environment.settings;
  }

  /** The text as it was written. */
  get text(): string {
    return this.rendered.source;
  }

  /** Where the parser gave the text up, as an offset in the source; null where it did not. */
  get failedAt(): number | null {
    const { failure } = this.parsed;
    if (failure === null || this.rendered.isLiteral) return failure?.offset ?? null;
    return sourceOfPoint(this.rendered, failure.offset);
  }

  /** Rules that are not run because queries are nested too deep to follow names through them. */
  tooDeep(rules: readonly Rule[]): Rule[] {
    if (this.parsed.tree.size < MAX_QUERY_DEPTH * NODES_PER_QUERY) return [];
    if (this.parsed.failure !== null) return [];
    this.#depth ??= queryDepth(this.parsed.tree);
    if (this.#depth <= MAX_QUERY_DEPTH) return [];
    return rules.filter((rule) => rule.followsQueries === true);
  }

  /** What the rules find and no `noqa` suppresses; nothing in a text that was given up. */
  findings(wanted: readonly Rule[]): Finding[] {
    if (this.parsed.failure !== null) return [];
    const all = runRules(this.file, this.#runnable(wanted));
    const found = this.noqa.isEmpty ? all : all.filter((finding) => this.#counts(finding));
    return this.rendered.isLiteral ? found : this.#makeable(found);
  }

  /** Findings without the fixes that cannot be made in the source, or not with those of the others. */
  #makeable(findings: readonly Finding[]): Finding[] {
    const made = [...findings];
    for (const places of Map.groupBy(findings.keys(), (at) => findings[at]!.rule).values()) {
      const edits = places.map((at) => {
        const { fixes, rule } = findings[at]!;
        return this.edits.editsOf({ fixes, crossesBlocks: rule.templateSafeFixes === true });
      });
      withoutClashes(edits).forEach((kept, index) => {
        const at = places[index]!;
        if (kept === null) made[at] = { ...findings[at]!, fixes: [] };
      });
    }
    return made;
  }

  /** The same as columns where the text is large, since they are to be reported and no more. */
  findingsToReport(wanted: readonly Rule[]): Findings {
    const { failure, tree } = this.parsed;
    const isLarge = this.rendered.isLiteral && failure === null && tree.size > LARGE;
    if (!isLarge) return this.findings(wanted);
    return runRulesLean(this.file, this.#runnable(wanted), (finding) => this.#counts(finding));
  }

  #runnable(wanted: readonly Rule[]): readonly Rule[] {
    const tooDeep = this.tooDeep(wanted);
    return tooDeep.length === 0 ? wanted : wanted.filter((rule) => !tooDeep.includes(rule));
  }

  /** Whether no `noqa` suppresses a finding. */
  #counts({ rule, anchor }: Finding): boolean {
    const { noqa, source, parsed: { tree } } = this;
    return noqa.isEmpty ||
      !noqa.suppresses({ code: rule.code, line: source.line(tree.sourceStart(anchor)) });
  }

  /** How much of the text no rule of the grammar takes: less is better. */
  get broken(): number {
    return this.parsed.failure !== null ? Infinity : this.parsed.tree.unparsable.length;
  }

  /**
   * The same text with words of it in another letter case, which is no template: it is parsed as it
   * was, since no grammar tells words apart by their case.
   */
  recased(text: string): Document {
    const tokens = this.parsed.tokens.recased(text);
    const tree = this.parsed.tree.over(tokens);
    const parsed = { ...this.parsed, tokens, tree, source: new Source(text) };
    const changed = new Document(TemplatedText.literal(text), this.environment, { parsed });
    changed.#depth = this.#depth;
    return changed;
  }

  /**
   * The same text after a change, under the same settings; null when it no longer renders. `edits`
   * are what has been changed in a text that is no template, where that is known.
   */
  with(text: string, edits?: readonly Edit[]): Document | null {
    const rendered = this.environment.rerender(text);
    if (rendered === null) return null;
    const known = this.rendered.isLiteral ? { earlier: { ...this.parsed, edits } } : {};
    const changed = new Document(rendered, this.environment, known);
    // Blanks nest no queries.
    if (changed.parsed.respaced) changed.#depth = this.#depth;
    return changed;
  }
}
