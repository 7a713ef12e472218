import { KEYWORD, type Kind, word } from "../tree/mod.ts";
import { Grammar, type ParseMode, type Part, type TextTest } from "./grammar.ts";
import {
  type BracketPair,
  emptyRule,
  GREEDY,
  GREEDY_ONCE_STARTED,
  Op,
  type Rule,
  STRICT,
} from "./program.ts";

/** What the compiler needs to know of a dialect. */
export interface GrammarSource {
  readonly name: string;
  /** The grammar of an entry; undefined if the dialect has none of that name. */
  entry(name: string): Grammar | undefined;
  /** Whether the word is a keyword of the dialect. */
  isKeyword(word: string): boolean;
  readonly brackets: readonly BracketPair[];
}

const MODES: Record<ParseMode, number> = {
  strict: STRICT,
  greedy: GREEDY,
  greedy_once_started: GREEDY_ONCE_STARTED,
};

/**
 * Turns a dialect's grammars into rules. Named entries get one rule each; inline grammars that are
 * equal share one. Throws an Error on a reference to an entry or keyword that does not exist: a
 * fault of the dialect, found by its tests.
 */
export class Compiler {
  readonly rules: Rule[] = [];
  /** Lists of terminators by id; list 0 is empty. */
  readonly lists: number[][] = [[]];
  readonly #source: GrammarSource;
  readonly #named = new Map<string, number>();
  readonly #inline = new Map<string, number>();
  readonly #listIds = new Map<string, number>([["", 0]]);
  readonly #grammarIds = new Map<Grammar, number>();
  readonly #functionIds = new Map<TextTest, number>();

  constructor(source: GrammarSource) {
    this.#source = source;
  }

  /** Rule of a named entry. */
  named(name: string): number {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const grammar = this.#source.entry(name);
    if (grammar === undefined) {
      const spelled = /^(.+)KeywordSegment$/.exec(name);
      if (spelled !== null) return this.#keyword(spelled[1]!);
      throw new Error(`dialect ${this.#source.name} refers to ${name}, which it does not have`);
    }
    const only = onlyPart(grammar);
    if (only !== null || (grammar.form.type === "ref" && this.#isPlainRef(grammar))) {
      const target = this.part(only ?? grammar);
      this.#named.set(name, target);
      return target;
    }
    const id = this.#reserve();
    this.#named.set(name, id);
    this.#fill(this.rules[id]!, grammar);
    return id;
  }

  /** Rule of any grammar; equal inline grammars share one. */
  part(part: Part): number {
    if (typeof part === "string") return this.#keyword(part);
    if (part.form.type === "keyword") return this.#keyword(part.form.word);
    if (part.form.type === "ref" && this.#isPlainRef(part)) return this.named(part.form.name);
    const only = onlyPart(part);
    if (only !== null) return this.part(only);
    const cached = this.#grammarIds.get(part);
    if (cached !== undefined) return cached;
    const rule = emptyRule();
    this.#fill(rule, part);
    const key = this.#ruleKey(rule);
    let id = this.#inline.get(key);
    if (id === undefined) {
      id = this.#reserve();
      this.rules[id] = rule;
      this.#inline.set(key, id);
    }
    this.#grammarIds.set(part, id);
    return id;
  }

  /** Equal for rules that do the same. */
  #ruleKey(rule: Rule): string {
    const head = [rule.op, rule.kind, rule.mode, +rule.gaps, +rule.reset, rule.terminators];
    const bounds = [rule.exclude, rule.min, rule.max, rule.maxEach, rule.delimiter];
    const flags = [+rule.trailing, +rule.optionalDelimiter, rule.open, +rule.persists];
    const test = rule.pattern === null ? "" : this.#functionId(rule.pattern);
    const leaf = [test, rule.patternOn, rule.words, rule.patternNot];
    const rest = [rule.behind.join("/"), rule.when === null ? "" : JSON.stringify(rule.when)];
    return [head, bounds, flags, leaf, rest, rule.parts, rule.optional].join("|");
  }

  #functionId(test: TextTest): number {
    let id = this.#functionIds.get(test);
    if (id === undefined) this.#functionIds.set(test, id = this.#functionIds.size);
    return id;
  }

  #reserve(): number {
    this.rules.push(emptyRule());
    return this.rules.length - 1;
  }

  #isPlainRef(grammar: Grammar): boolean {
    const { terminators, reset, exclude } = grammar.traits;
    return terminators.length === 0 && !reset && exclude === null;
  }

  #keyword(text: string): number {
    const entry = `${text[0]!.toUpperCase()}${text.slice(1).toLowerCase()}KeywordSegment`;
    if (this.#source.entry(entry) !== undefined) return this.named(entry);
    if (!this.#source.isKeyword(text.toUpperCase())) {
      throw new Error(`dialect ${this.#source.name} uses ${text}, which is not a keyword of it`);
    }
    return this.#leafWord(text, KEYWORD);
  }

  #leafWord(text: string, kind: Kind): number {
    const key = `word ${text.toUpperCase()} ${kind}`;
    const known = this.#inline.get(key);
    if (known !== undefined) return known;
    const id = this.#reserve();
    const rule = this.rules[id]!;
    rule.op = Op.words;
    rule.kind = kind;
    rule.words = [word(text)];
    this.#inline.set(key, id);
    return id;
  }

  #list(parts: readonly Part[]): number {
    const rules = parts.map((part) => this.part(part));
    const key = rules.join(",");
    let id = this.#listIds.get(key);
    if (id === undefined) {
      id = this.lists.length;
      this.lists.push(rules);
      this.#listIds.set(key, id);
    }
    return id;
  }

  #fill(rule: Rule, grammar: Grammar): void {
    const { traits } = grammar;
    rule.gaps = traits.gaps;
    rule.mode = MODES[traits.mode];
    rule.reset = traits.reset;
    rule.terminators = this.#list(traits.terminators);
    rule.exclude = traits.exclude === null ? -1 : this.part(traits.exclude);
    this.#fillForm(rule, grammar);
  }

  #fillForm(rule: Rule, grammar: Grammar): void {
    const { form } = grammar;
    switch (form.type) {
      case "keyword":
        rule.op = Op.words;
        rule.kind = KEYWORD;
        rule.words = [word(form.word)];
        return;
      case "words":
        rule.op = Op.words;
        rule.kind = form.kind;
        rule.words = form.words.map(word);
        return;
      case "token":
        rule.op = Op.token;
        rule.kind = form.kind;
        rule.patternOn = form.of;
        return;
      case "pattern":
        rule.op = Op.pattern;
        rule.kind = form.kind;
        rule.pattern = form.test;
        rule.patternNot = wordTable(form.not);
        rule.patternOn = form.on ?? 0;
        return;
      case "meta":
        rule.op = Op.meta;
        rule.kind = form.kind;
        rule.when = form.when;
        return;
      case "ref":
        rule.op = Op.guard;
        rule.parts = Int32Array.of(this.named(form.name));
        return;
      case "segment":
        rule.op = Op.segment;
        rule.kind = form.kind;
        rule.parts = Int32Array.of(this.part(grammar.parts[0]!));
        return;
      case "preceded_by":
        rule.op = Op.precededBy;
        rule.behind = form.sequences.map((sequence) => sequence.map(word));
        return;
      case "anything":
        rule.op = Op.anything;
        return;
      case "nothing":
        return;
      default:
        this.#fillParts(rule, grammar);
    }
  }

  #fillParts(rule: Rule, grammar: Grammar): void {
    const { form } = grammar;
    if (form.type === "bracketed") {
      const pair = this.#source.brackets.find((each) => each.shape === form.shape);
      if (pair === undefined) throw new Error(`no ${form.shape} brackets in ${this.#source.name}`);
      rule.op = Op.bracketed;
      rule.open = this.named(pair.open);
      rule.close = this.named(pair.close);
      rule.persists = pair.persists;
      const content = new Grammar({ type: "sequence" }, grammar.parts, {
        ...grammar.traits,
        optional: false,
      });
      rule.parts = Int32Array.of(this.part(content));
      return;
    }
    rule.parts = Int32Array.from(grammar.parts, (part) => this.part(part));
    rule.optional = Uint8Array.from(grammar.parts, (part) => isOptional(part) ? 1 : 0);
    if (form.type === "sequence") {
      rule.op = Op.sequence;
    } else if (form.type === "choice") {
      rule.op = Op.choice;
      rule.min = form.min;
      rule.max = form.max;
      rule.maxEach = form.maxEach;
      rule.single = form.max === 1 && rule.mode === STRICT && rule.exclude === -1;
    } else if (form.type === "delimited") {
      rule.op = Op.delimited;
      rule.delimiter = this.part(form.delimiter);
      rule.delimiters = [rule.delimiter];
      rule.trailing = form.trailing;
      rule.min = form.min;
      rule.optionalDelimiter = form.optionalDelimiter;
    }
  }
}

function wordTable(words: readonly string[]): Uint8Array {
  const ids = words.map(word);
  const table = new Uint8Array(Math.max(0, ...ids) + 1);
  for (const id of ids) table[id] = 1;
  return table;
}

/**
 * The part that a grammar of a single part comes down to, or null: a strict sequence or choice of
 * one part that must stand, which has nothing of its own to say.
 */
function onlyPart(grammar: Grammar): Part | null {
  const { form, parts, traits } = grammar;
  const part = parts[0];
  if (part === undefined || parts.length !== 1 || traits.mode !== "strict") return null;
  if (traits.exclude !== null || traits.terminators.length > 0 || traits.reset) return null;
  const once = form.type === "choice" && form.min === 1 && form.max === 1 && form.maxEach === 0;
  if (!once && form.type !== "sequence") return null;
  return isOptional(part) || isMeta(part) ? null : part;
}

function isMeta(part: Part): boolean {
  return typeof part !== "string" && part.form.type === "meta";
}

/** Whether a sequence may leave a part out; a repetition that may match never times may be too. */
function isOptional(part: Part): boolean {
  if (typeof part === "string") return false;
  if (part.traits.optional) return true;
  return part.form.type === "choice" && part.form.min === 0;
}
