import { type Kind, MOST_KINDS, word, wordCount, wordText } from "../tree/mod.ts";
import type { Rule } from "./program.ts";

/** Key of a token that is no code. */
export const NO_CODE = 0;
/** Key of the place behind the last token. */
export const END_KEY = 1;

/**
 * Token keys: the small integers that stand for what a token can be to the grammar.
 *
 * A word or a symbol that the grammar names has a key of its own; every other token has the key of
 * its kind, and so has one that the lexer takes for something else where it stands.
 */
export class Keys {
  readonly count: number;
  /** The first key that stands for a kind. */
  readonly firstKind: number;
  /** Words of a bitset with a bit for each key. */
  readonly stride: number;
  readonly #ofWord: Uint16Array;
  readonly #ofKind = new Uint16Array(MOST_KINDS);
  readonly #isWord: Uint8Array;
  readonly #words: number[] = [0, 0];
  /** Lexer's kind of each key. */
  readonly #kinds: Kind[] = [0 as Kind, 0 as Kind];

  /** `lexedKind` says what the lexer makes of a word or symbol; `tokenKinds` is all that it makes. */
  constructor(
    rules: readonly Rule[],
    symbols: Iterable<string>,
    tokenKinds: readonly Kind[],
    lexedKind: (text: string) => Kind,
  ) {
    const words = new Set<number>();
    for (const { leaf } of rules) {
      for (const each of leaf?.words ?? []) words.add(each);
      for (const each of leaf?.except ?? []) words.add(each);
    }
    for (const symbol of symbols) words.add(word(symbol));
    this.#ofWord = new Uint16Array(wordCount());
    for (const each of words) {
      this.#ofWord[each] = this.#words.length;
      this.#words.push(each);
      this.#kinds.push(lexedKind(wordText(each)));
    }
    this.firstKind = this.#words.length;
    for (const kind of tokenKinds) {
      if (this.#ofKind[kind] !== 0) continue;
      this.#ofKind[kind] = this.#kinds.length;
      this.#kinds.push(kind);
    }
    this.count = this.#kinds.length;
    const plain = lexedKind("a");
    this.#isWord = Uint8Array.from(this.#kinds, (kind) => kind === plain ? 1 : 0);
    this.stride = (this.count + 31) >>> 5;
  }

  /** Key of a token by its word (0 if it is none) and the lexer's kind. */
  of(word: number, kind: Kind): number {
    const key = word < this.#ofWord.length ? this.#ofWord[word]! : 0;
    return key !== 0 && this.#kinds[key] === kind ? key : this.#ofKind[kind] || key;
  }

  /** Key of a word that the grammar names. */
  ofWord(word: number): number {
    return this.#ofWord[word] ?? 0;
  }

  /** Key of a token of the lexer's kind that is no word the grammar names. */
  ofKind(kind: Kind): number {
    return this.#ofKind[kind]!;
  }

  /** Lexer's kind of the tokens with a key. */
  kind(key: number): Kind {
    return this.#kinds[key]!;
  }

  /** Whether a key stands for words, be it one that the grammar names or any other. */
  isWord(key: number): boolean {
    return this.#isWord[key] === 1;
  }

  /** Spelling of a key's word; "" where it stands for a kind. */
  text(key: number): string {
    return key < this.firstKind ? wordText(this.#words[key]!) : "";
  }
}
