import type { BracketPair, Grammar, GrammarSource } from "../grammar/mod.ts";
import { Lexer, type LexRule } from "../lexer/mod.ts";
import { isKind, type Kind, META, NEWLINE, UNLEXABLE, WHITESPACE } from "../tree/mod.ts";
import { COMMENT } from "../tree/mod.ts";

/** A grammar, or a way to make one from the word sets that the dialect ends up with. */
export type Entry = Grammar | ((sets: WordSets) => Grammar);

/** Reads a dialect's word sets; a set that no dialect has named is empty. */
export interface WordSets {
  words(set: string): readonly string[];
}

/** What a dialect's definition may do to a copy of its parent. */
export class DialectBuilder {
  readonly entries: Map<string, Entry>;
  readonly sets: Map<string, Set<string>>;
  lexRules: LexRule[];
  brackets: BracketPair[];

  readonly #parent: Dialect | null;

  constructor(parent: Dialect | null) {
    this.#parent = parent;
    this.entries = new Map(parent?.definition.entries);
    this.sets = new Map();
    for (const [name, words] of parent?.definition.sets ?? []) this.sets.set(name, new Set(words));
    this.lexRules = [...(parent?.definition.lexRules ?? [])];
    this.brackets = [...(parent?.definition.brackets ?? [])];
  }

  /** The parent's grammar of that name, to build on. Throws if it has none. */
  inherited(name: string): Grammar {
    const grammar = this.#parent?.entry(name);
    if (grammar === undefined) throw new Error(`${name} does not exist in the parent`);
    return grammar;
  }

  /** New entries. Throws if the parent has one of them: that needs `replace`. */
  add(entries: Record<string, Entry>): void {
    for (const [name, entry] of Object.entries(entries)) {
      if (this.entries.has(name)) throw new Error(`${name} exists already: replace it`);
      this.entries.set(name, entry);
    }
  }

  /** Other grammars for entries of the parent. Throws if it has no such entry. */
  replace(entries: Record<string, Entry>): void {
    for (const [name, entry] of Object.entries(entries)) {
      if (!this.entries.has(name)) throw new Error(`${name} does not exist: add it`);
      this.entries.set(name, entry);
    }
  }

  /** Makes a word set exactly these words; words are separated by blanks. */
  setWords(set: string, words: string): void {
    this.sets.set(set, new Set(split(words)));
  }

  /** Adds words to a set and takes words out of it. */
  changeWords(set: string, change: { add?: string; remove?: string }): void {
    const words = this.sets.get(set) ?? new Set();
    for (const word of split(change.add ?? "")) words.add(word);
    for (const word of split(change.remove ?? "")) words.delete(word);
    this.sets.set(set, words);
  }

  /** Puts lexer rules before the one of that name. */
  lexBefore(name: string, ...rules: LexRule[]): void {
    this.lexRules.splice(this.#lexIndex(name), 0, ...rules);
  }

  /** Puts a lexer rule in the place of the one with the same name. */
  lexReplace(...rules: LexRule[]): void {
    for (const rule of rules) this.lexRules[this.#lexIndex(rule.name)] = rule;
  }

  #lexIndex(name: string): number {
    const at = this.lexRules.findIndex((rule) => rule.name === name);
    if (at === -1) throw new Error(`no lexer rule ${name}`);
    return at;
  }
}

function split(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== "").map((word) => word.toUpperCase());
}

/** A dialect: data over its parent, put together when it is first used. */
export class Dialect implements GrammarSource, WordSets {
  readonly name: string;
  readonly parent: Dialect | null;
  readonly statement = "StatementSegment";
  readonly delimiter = "DelimiterGrammar";
  readonly #define: (builder: DialectBuilder) => void;
  readonly #expanded = new Map<string, Grammar>();
  #definition: DialectBuilder | null = null;
  #lexer: Lexer | null = null;

  constructor(name: string, parent: Dialect | null, define: (builder: DialectBuilder) => void) {
    this.name = name;
    this.parent = parent;
    this.#define = define;
  }

  get definition(): DialectBuilder {
    if (this.#definition === null) {
      const builder = new DialectBuilder(this.parent);
      this.#define(builder);
      this.#definition = builder;
    }
    return this.#definition;
  }

  get lexer(): Lexer {
    return this.#lexer ??= new Lexer(this.definition.lexRules);
  }

  get brackets(): readonly BracketPair[] {
    return this.definition.brackets;
  }

  /** Code kinds that the lexer makes. */
  get tokenKinds(): readonly Kind[] {
    const kinds = this.definition.lexRules.map((rule) => rule.kind);
    const blank = [WHITESPACE, NEWLINE, COMMENT, META];
    const code = kinds.filter((kind) => !blank.some((other) => isKind(kind, other)));
    return [...new Set([...code, UNLEXABLE])];
  }

  entry(name: string): Grammar | undefined {
    let grammar = this.#expanded.get(name);
    if (grammar !== undefined) return grammar;
    const entry = this.definition.entries.get(name);
    if (entry === undefined) return undefined;
    grammar = typeof entry === "function" ? entry(this) : entry;
    this.#expanded.set(name, grammar);
    return grammar;
  }

  isKeyword(word: string): boolean {
    const { sets } = this.definition;
    return (sets.get("reserved_keywords")?.has(word) ?? false) ||
      (sets.get("unreserved_keywords")?.has(word) ?? false);
  }

  /** Whether a word may not be a plain name. */
  isReserved(word: string): boolean {
    return this.definition.sets.get("reserved_keywords")?.has(word.toUpperCase()) ?? false;
  }

  words(set: string): readonly string[] {
    return [...(this.definition.sets.get(set) ?? [])].sort();
  }

  /** Kind that the lexer gives a text that is one token; unlexable if it is not one. */
  kindOfWord(text: string): Kind {
    const tokens = this.lexer.lex(text);
    return tokens.count === 2 ? tokens.kind(0) : UNLEXABLE;
  }
}

/** Declares a dialect as changes to its parent (null: from nothing). */
export function dialect(
  name: string,
  parent: Dialect | null,
  define: (builder: DialectBuilder) => void,
): Dialect {
  return new Dialect(name, parent, define);
}
