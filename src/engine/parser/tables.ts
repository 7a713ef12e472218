import type { Dialect } from "../dialects/mod.ts";
import {
  checkGrammar,
  Compiler,
  FollowSets,
  Keys,
  type Linked,
  Op,
  type Rule,
  Starts,
} from "../grammar/mod.ts";
import { type Kind, type KindTable, MOST_KINDS, word } from "../tree/mod.ts";
import { Shortest } from "./shortest.ts";
import { TightPlaces } from "./tight.ts";
import { MOST_KEYS, MOST_PATTERNS } from "./token_class.ts";

/** Settings of the `indentation` section as they are where nobody says anything. */
const INDENTATION: Readonly<Record<string, boolean>> = {
  indented_joins: false,
  indented_ctes: false,
  indented_using_on: true,
  indented_using_on_newline: false,
  indented_on_contents: true,
  indented_then: true,
  indented_then_contents: true,
};

const NONE: readonly number[] = [];
const NO_PATTERNS: readonly RegExp[] = [];

/** A dialect's grammar as the parser needs it. */
export class ParserTables {
  readonly rules: readonly Rule[];
  /** By rule its op, kind, and whether its matches are worth remembering. */
  readonly ops: Uint8Array;
  readonly kinds: Uint16Array;
  readonly remembered: Uint8Array;
  readonly keys: Keys;
  readonly starts: Starts;
  readonly follow: FollowSets;
  readonly statement: number;
  readonly delimiter: number;
  /** Whether a file may start with a delimiter alone. */
  readonly emptyStatements: boolean;
  /** What stands beside statements and needs no delimiter; -1 where the dialect has no such thing. */
  readonly directive: number;
  /** Statements that may stand before another without a delimiter; -1 for none. */
  readonly separate: number;
  /**
   * What ends a batch of statements; -1 where a file is no list of batches. In batches statements
   * need no delimiter, and a name may start one.
   */
  readonly batchEnd: number;
  /** How statements begin that have delimiters inside; -1 for none. */
  readonly program: number;
  /** What opens and closes a block in programs of a dialect without batches; -1 where it has none. */
  readonly blockOpens: number;
  readonly blockCloses: number;
  /** By token key 1 for an opening bracket, 2 for a closing one, with its shape in the upper bits. */
  readonly brackets: Uint8Array;
  readonly #candidates: ((readonly number[] | undefined)[] | undefined)[];
  readonly #settings: readonly Rule[];
  readonly #always: Uint8Array;
  readonly #used: ReadonlySet<string>;
  readonly #grammar: Linked;
  readonly #bare = new Map<number, Uint8Array>();
  readonly #table: KindTable;
  /** The indents of settings that say nothing. */
  #usual: Uint8Array | null = null;
  /** By settings, which the files of one job share. */
  readonly #enabled = new WeakMap<object, Uint8Array>();
  #tightPlaces: TightPlaces | null = null;
  #shortest: Shortest | null = null;
  /** By token key the patterns that can apply. */
  readonly #patterns: (readonly RegExp[] | undefined)[] = [];
  /** By rule with a pattern that pattern's place among those of its key. */
  readonly #patternPlaces: Uint8Array;

  /** Throws GrammarError on a grammar that is wrong. */
  constructor(dialect: Dialect) {
    const grammar = this.#grammar = dialect.grammar;
    this.#table = dialect.kinds;
    const compiler = new Compiler(grammar);
    const place = { file: dialect.name, line: 0 };
    const optional = (name: string) =>
      grammar.productions.has(name) ? compiler.named(name, place) : -1;
    // A dialect may have more than statements between the delimiters of a file.
    const item = optional("_file_item");
    this.statement = item >= 0 ? item : compiler.named("statement", place);
    this.emptyStatements = dialect.emptyStatements;
    this.delimiter = compiler.named("_delimiter", place);
    this.directive = optional("_directive");
    this.separate = optional("separate");
    this.batchEnd = optional("_batch_end");
    this.program = optional("_program");
    this.blockOpens = optional("_block_opens");
    this.blockCloses = optional("_block_closes");
    this.rules = compiler.rules;
    this.#used = compiler.used;
    const count = this.rules.length;
    this.ops = new Uint8Array(count);
    this.kinds = new Uint16Array(count);
    this.remembered = new Uint8Array(count);
    for (let id = 0; id < count; id++) {
      const { op, kind } = this.rules[id]!;
      this.ops[id] = op;
      if (op !== Op.leaf && op !== Op.indent) this.kinds[id] = kind;
      // A rule with a node or operators of its own; one that is short is not kept by the machine.
      if (op === Op.table || this.kinds[id] !== 0) this.remembered[id] = 1;
    }
    const symbols = grammar.symbols.keys();
    this.keys = new Keys(
      this.rules,
      symbols,
      dialect.tokenKinds,
      (text) => dialect.kindOfWord(text),
    );
    if (this.keys.count >= MOST_KEYS) throw new RangeError(`more than ${MOST_KEYS} token keys`);
    const leading = dialect.onlyReservedEnds ? grammar.words.get("reserved_keywords")! : null;
    this.starts = new Starts(this.rules, this.keys, leading);
    const behind = this.batchEnd < 0
      ? [this.delimiter]
      : [this.delimiter, this.batchEnd, this.statement];
    this.follow = new FollowSets(this.rules, this.starts, behind);
    this.#patternPlaces = this.#placePatterns();
    this.brackets = new Uint8Array(this.keys.count);
    ["()", "[]", "{}"].forEach((pair, shape) => {
      this.brackets[this.keys.ofWord(word(pair[0]!))] = 1 | (shape << 2);
      this.brackets[this.keys.ofWord(word(pair[1]!))] = 2 | (shape << 2);
    });
    this.brackets[0] = 0;
    this.#candidates = new Array(this.rules.length);
    this.#settings = this.rules.filter((rule) => rule.setting !== null);
    this.#always = new Uint8Array(this.rules.length).fill(1);
  }

  /** Where the grammar asks whether tokens touch; found when a text is first changed. */
  get tightPlaces(): TightPlaces {
    return this.#tightPlaces ??= new TightPlaces(this.rules, this.starts, this.keys);
  }

  /** How many tokens rules take at least; found when a text does not parse. */
  get shortest(): Shortest {
    return this.#shortest ??= new Shortest(this.rules, this.starts);
  }

  /**
   * Refuses what the grammar says in vain. Not done at each start, as it changes no answer: the tests
   * ask it of every dialect. Throws GrammarError.
   */
  check(): void {
    checkGrammar(this.#grammar, this.rules, this.#used, this.starts);
  }

  /** The parts of a choice, or operators of a table, that a key can start, in order. */
  candidates(rule: number, key: number): readonly number[] {
    const byKey = this.#candidates[rule] ??= new Array(this.keys.count);
    return byKey[key] ??= this.#findCandidates(this.rules[rule]!, key);
  }

  /** What could a token with a key look like: the patterns of its kind. */
  patterns(key: number): readonly RegExp[] {
    return this.#patterns[key] ?? NO_PATTERNS;
  }

  /** The place of a rule's pattern among those that can apply to the same tokens. */
  patternPlace(rule: number): number {
    return this.#patternPlaces[rule]!;
  }

  /** Which of the indents that a setting decides there are, as text. */
  indentsKey(indents: Uint8Array): string {
    return this.#settings.map(({ id }) => indents[id]).join("");
  }

  /** By rule 1 for each indent that the settings ask for. */
  indents(settings: Readonly<Record<string, unknown>> | undefined): Uint8Array {
    if (settings === undefined) return this.#usual ??= this.#indentsFor({});
    let enabled = this.#enabled.get(settings);
    if (enabled === undefined) {
      enabled = this.#indentsFor(settings);
      this.#enabled.set(settings, enabled);
    }
    return enabled;
  }

  /** Kinds that a rule leaves without the node around them, as a 1 by kind. */
  bareKinds(rule: Rule): Uint8Array {
    let kinds = this.#bare.get(rule.id);
    if (kinds === undefined) {
      kinds = new Uint8Array(MOST_KINDS);
      for (const kind of rule.bare) for (const each of this.#table.family(kind)) kinds[each] = 1;
      this.#bare.set(rule.id, kinds);
    }
    return kinds;
  }

  #placePatterns(): Uint8Array {
    const places = new Uint8Array(this.rules.length);
    for (const { id, leaf } of this.rules) {
      if (leaf === null || leaf.pattern === null) continue;
      // A leaf with a pattern takes tokens of one kind, besides words that need no pattern.
      const key = this.keys.ofKind(leaf.token as Kind);
      const patterns = (this.#patterns[key] ??= []) as RegExp[];
      const { source, flags } = leaf.pattern;
      let place = patterns.findIndex((each) => each.source === source && each.flags === flags);
      if (place < 0) place = patterns.push(leaf.pattern) - 1;
      if (place >= MOST_PATTERNS) {
        throw new RangeError(`more than ${MOST_PATTERNS} patterns apply to tokens of one kind`);
      }
      places[id] = place;
    }
    return places;
  }

  #indentsFor(settings: Readonly<Record<string, unknown>>): Uint8Array {
    const enabled = this.#always.slice();
    for (const { id, setting, unless } of this.#settings) {
      const value = Boolean(settings[setting!] ?? INDENTATION[setting!]);
      enabled[id] = value !== unless ? 1 : 0;
    }
    return enabled;
  }

  #findCandidates(rule: Rule, key: number): readonly number[] {
    const { starts } = this;
    if (rule.op === Op.table) {
      const found: number[] = [];
      rule.operators.forEach((operator, at) => {
        if (starts.has(operator.rule, key)) found.push(at);
      });
      return found.length === 0 ? NONE : found;
    }
    const found = rule.parts.filter((part) => starts.nullable[part] === 1 || starts.has(part, key));
    return found.length === 0 ? NONE : found;
  }
}
