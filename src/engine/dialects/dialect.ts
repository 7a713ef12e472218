import { type DialectText, emptyDialect, link, type Linked, readGrammar } from "../grammar/mod.ts";
import { CLIENT_KINDS, ClientLexer, Lexer, lexLiteral, type LexRule } from "../lexer/mod.ts";
import { type Kind, kind, KindTable, UNLEXABLE, word } from "../tree/mod.ts";
import { STANDARD_TRAITS, type Traits } from "./traits.ts";

const PLAIN_WORD = /^[A-Za-z]+$/;
/** A keyword in a grammar file: names of productions and kinds are in lower case. */
const WRITTEN_WORD = /\b[A-Z][A-Z0-9_]+\b/g;
/** A comment or a set of words, which also lists words that no statement is written with. */
const NO_PRODUCTION = /^words .*(\n[ \t]+\S.*)*|--.*$/gm;

/** What a dialect is made of. */
export interface DialectDefinition {
  readonly name: string;
  /** The dialect that this one changes; null for none. */
  readonly parent: Dialect | null;
  /** Grammar files by their names without `.grammar`; a child's say only what it changes. */
  readonly files: Readonly<Record<string, string>>;
  /** The lexer's rules for all that is no symbol, from the parent's; the first that matches wins. */
  readonly lexRules?: (inherited: readonly LexRule[]) => readonly LexRule[];
  /** Whether `DELIMITER` and other lines for the mysql client are told apart from statements. */
  readonly clientCommands?: boolean;
  /** What differs from the parent's traits. */
  readonly traits?: Partial<Traits>;
  /**
   * Whether optional parts give way to reserved words alone. Without it, as where little is
   * reserved, they give way to any keyword that starts what follows.
   */
  readonly onlyReservedEnds?: boolean;
  /** Whether a file may start with a delimiter alone, as behind comments that the server reads. */
  readonly emptyStatements?: boolean;
}

/** A dialect: changes to its parent, read when something first asks for it. */
export class Dialect {
  readonly name: string;
  readonly parent: Dialect | null;
  readonly traits: Traits;
  /** Whether optional parts give way to reserved words alone. */
  readonly onlyReservedEnds: boolean;
  /** Whether a file may start with a delimiter alone. */
  readonly emptyStatements: boolean;
  readonly #definition: DialectDefinition;
  #text: DialectText | null = null;
  #written: ReadonlySet<string> | null = null;
  #grammar: Linked | null = null;
  #kinds: KindTable | null = null;
  #lexer: Lexer | null = null;
  /** Kind of a word of letters alone, which is the same for all of them. */
  #plainWord: Kind | null = null;

  constructor(definition: DialectDefinition) {
    this.#definition = definition;
    this.name = definition.name;
    this.parent = definition.parent;
    this.onlyReservedEnds = definition.onlyReservedEnds ?? this.parent?.onlyReservedEnds ?? false;
    this.emptyStatements = definition.emptyStatements ?? this.parent?.emptyStatements ?? false;
    this.traits = { ...this.parent?.traits ?? STANDARD_TRAITS, ...definition.traits };
  }

  /** What the dialect's own files say. Throws GrammarError. */
  get text(): DialectText {
    if (this.#text === null) {
      const text = emptyDialect();
      for (const [file, grammar] of Object.entries(this.#definition.files)) {
        readGrammar(grammar, `${this.name}/${file}.grammar`, text);
      }
      this.#text = text;
    }
    return this.#text;
  }

  /**
   * Whether a production of its own or of its parents is written with a word, which is in capitals.
   * Looks at the files alone: no grammar is loaded to tell, which costs a hundred times as much.
   */
  writes(word: string): boolean {
    this.#written ??= new Set(
      Object.values(this.#definition.files).flatMap((text) =>
        text.replace(NO_PRODUCTION, "").match(WRITTEN_WORD) ?? []
      ),
    );
    return this.#written.has(word) || (this.parent?.writes(word) ?? false);
  }

  /** The grammar with the parents' in it. Throws GrammarError. */
  get grammar(): Linked {
    return this.#grammar ??= link(this.#chain().map((each) => each.text));
  }

  /** What is what in this dialect. */
  get kinds(): KindTable {
    if (this.#kinds === null) {
      const { isa, lexed } = this.grammar;
      const pairs = isa.map(([name, also]) => [kind(name), kind(also)] as const);
      this.#kinds = new KindTable(pairs, lexed.map((name) => kind(name)));
    }
    return this.#kinds;
  }

  /** Lexer's rules for all that is no symbol. */
  get lexRules(): readonly LexRule[] {
    const inherited = this.parent?.lexRules ?? [];
    return this.#definition.lexRules?.(inherited) ?? inherited;
  }

  get lexer(): Lexer {
    if (this.#lexer === null) {
      const Made = this.#hasClientCommands ? ClientLexer : Lexer;
      this.#lexer = new Made(this.#allLexRules(), this.kinds);
      // Before any text is lexed, so that each keyword in it is known as one.
      for (const set of this.grammar.words.values()) for (const each of set) word(each);
    }
    return this.#lexer;
  }

  /** Kinds of the tokens that are code. */
  get tokenKinds(): readonly Kind[] {
    const { layout } = this.kinds;
    const kinds = this.#allLexRules().map((rule) => rule.kind).filter((kind) => layout[kind] === 0);
    const client = this.#hasClientCommands ? CLIENT_KINDS : [];
    return [...new Set([...kinds, ...client, UNLEXABLE])];
  }

  get #hasClientCommands(): boolean {
    const { parent } = this;
    return this.#definition.clientCommands ?? (parent !== null && parent.#hasClientCommands);
  }

  /** Words of a set, sorted; a set that no dialect names is empty. */
  words(set: string): readonly string[] {
    return [...this.grammar.words.get(set) ?? []].sort();
  }

  /** Whether a word may not be a plain name. */
  isReserved(word: string): boolean {
    return this.grammar.words.get("reserved_keywords")?.has(word.toUpperCase()) ?? false;
  }

  /** Kind that the lexer gives a text that is one token; unlexable if it is not one. */
  kindOfWord(text: string): Kind {
    if (PLAIN_WORD.test(text)) return this.#plainWord ??= this.lexer.kindOf("plain");
    return this.lexer.kindOf(text);
  }

  #chain(): Dialect[] {
    return this.parent === null ? [this] : [...this.parent.#chain(), this];
  }

  /** Symbols come behind all but words, longer ones first, so that `::` is not two colons. */
  #allLexRules(): LexRule[] {
    const rules = [...this.lexRules];
    const symbols = [...this.grammar.symbols]
      .sort(([a], [b]) => b.length - a.length)
      .map(([text, { lexed }]) => lexLiteral(lexed, text));
    const word = rules.findIndex((rule) => rule.name === "word");
    rules.splice(word < 0 ? rules.length : word, 0, ...symbols);
    return rules;
  }
}
