import { isKind, type Kind, kindCount, type Tokens, wordCount, wordText } from "../tree/mod.ts";
import { GREEDY, Op, type Rule } from "./program.ts";

/**
 * Which token keys a rule can start with, as one bitset a rule.
 *
 * Key 0 is a token that is no code. Keys below `firstKindKey` are the words that the rules know;
 * for these the answer is exact for a one-token rule. The other keys are token kinds; for these a
 * pattern may still say no.
 */
export class FirstSets {
  readonly firstKindKey: number;
  readonly keyCount: number;
  /** Words of a bitset. */
  readonly stride: number;
  readonly bits: Uint32Array;
  readonly #keyOfWord: Uint16Array;
  readonly #keyOfKind: Uint16Array;
  readonly #wordOfKey: number[] = [0];
  readonly #kindOfKey: Kind[];
  readonly #rules: readonly Rule[];

  /** `tokenKinds` are the code kinds that the lexer makes; `kindOfWord` says what it makes of a word. */
  constructor(
    rules: readonly Rule[],
    tokenKinds: readonly Kind[],
    kindOfWord: (text: string) => Kind,
  ) {
    this.#rules = rules;
    this.#keyOfWord = new Uint16Array(wordCount());
    this.#kindOfKey = [0 as Kind];
    for (const rule of rules) {
      if (rule.op !== Op.words) continue;
      for (const word of rule.words) {
        if (this.#keyOfWord[word] !== 0) continue;
        this.#keyOfWord[word] = this.#wordOfKey.length;
        this.#wordOfKey.push(word);
        this.#kindOfKey.push(kindOfWord(wordText(word)));
      }
    }
    this.firstKindKey = this.#wordOfKey.length;
    this.#keyOfKind = new Uint16Array(kindCount());
    for (const kind of tokenKinds) {
      this.#keyOfKind[kind] = this.#kindOfKey.length;
      this.#kindOfKey.push(kind);
    }
    this.keyCount = this.#kindOfKey.length;
    this.stride = (this.keyCount + 31) >>> 5;
    this.bits = new Uint32Array(this.stride * rules.length);
    this.#solve();
  }

  /** Key of a token by its word (0 if not interned) and kind. */
  key(word: number, kind: Kind): number {
    return (word < this.#keyOfWord.length && this.#keyOfWord[word]) || this.#keyOfKind[kind] || 0;
  }

  /** Whether the rule can start with a token of that key. */
  has(rule: number, key: number): boolean {
    return (this.bits[rule * this.stride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  }

  /** Grows every set until nothing changes; recursion in the grammar needs the rounds. */
  #solve(): void {
    this.#rules.forEach((rule, id) => this.#leaf(rule, id));
    let changed = true;
    while (changed) {
      changed = false;
      for (let id = this.#rules.length - 1; id >= 0; id--) {
        if (this.#grow(this.#rules[id]!, id)) changed = true;
      }
    }
  }

  /** What a rule can start with by itself, its parts not looked at. */
  #leaf(rule: Rule, id: number): void {
    if (rule.op === Op.words) {
      for (const word of rule.words) this.#set(id, this.#keyOfWord[word]!);
    } else if (rule.op === Op.token || rule.op === Op.pattern) {
      for (let key = 1; key < this.keyCount; key++) {
        if (this.#leafTakes(rule, key)) this.#set(id, key);
      }
    } else if (takesAnyStart(this.#rules, rule)) {
      for (let key = 1; key < this.keyCount; key++) this.#set(id, key);
    }
  }

  #leafTakes(rule: Rule, key: number): boolean {
    const kind = this.#kindOfKey[key]!;
    if (rule.patternOn !== 0 && !isKind(kind, rule.patternOn)) return false;
    return rule.op === Op.token || key >= this.firstKindKey ||
      patternTakesWord(rule, this.#wordOfKey[key]!);
  }

  #set(id: number, key: number): void {
    const at = id * this.stride + (key >>> 5);
    this.bits[at] = this.bits[at]! | (1 << (key & 31));
  }

  #merge(into: number, from: number): boolean {
    let changed = false;
    for (let each = 0; each < this.stride; each++) {
      const at = into * this.stride + each;
      const merged = this.bits[at]! | this.bits[from * this.stride + each]!;
      if (merged >>> 0 !== this.bits[at]) {
        this.bits[at] = merged;
        changed = true;
      }
    }
    return changed;
  }

  #grow(rule: Rule, id: number): boolean {
    switch (rule.op) {
      case Op.sequence:
        return this.#growSequence(rule, id);
      case Op.choice:
      case Op.delimited:
      case Op.segment:
      case Op.guard: {
        let changed = false;
        for (const part of rule.parts) if (this.#merge(id, part)) changed = true;
        return changed;
      }
      case Op.bracketed:
        return this.#merge(id, rule.open);
      default:
        return false;
    }
  }

  #growSequence(rule: Rule, id: number): boolean {
    let changed = false;
    let indents = false;
    let open = true;
    for (let at = 0; at < rule.parts.length && open; at++) {
      const part = rule.parts[at]!;
      if (this.#rules[part]!.op === Op.meta) {
        indents = true;
        continue;
      }
      if (this.#merge(id, part)) changed = true;
      open = rule.optional[at] === 1 || this.#rules[part]!.nullable;
    }
    if (open && indents && !rule.nullable) {
      rule.nullable = true;
      changed = true;
    }
    return changed;
  }
}

/** Whether a token is what the pattern wants. */
export function patternTakes(rule: Rule, tokens: Tokens, token: number): boolean {
  if (rule.patternNot[tokens.word(token)] === 1) return false;
  return rule.pattern!(tokens.text, tokens.start(token), tokens.end(token));
}

function patternTakesWord(rule: Rule, word: number): boolean {
  const text = wordText(word);
  return rule.patternNot[word] !== 1 && rule.pattern!(text, 0, text.length);
}

/**
 * Whether a rule is tried whatever stands first. SQLFluff prunes only what is "simple": one whose
 * possible first words it can list. A pattern or an indent in front makes it not so, and then a
 * greedy rule takes any text as unparsable.
 */
function takesAnyStart(rules: readonly Rule[], rule: Rule): boolean {
  if (rule.op === Op.anything || rule.op === Op.precededBy) return true;
  return rule.mode === GREEDY && rule.op !== Op.bracketed && !isSimple(rules, rule, new Set());
}

function isSimple(rules: readonly Rule[], rule: Rule, seen: Set<Rule>): boolean {
  if (seen.has(rule)) return true;
  seen.add(rule);
  switch (rule.op) {
    case Op.words:
    case Op.token:
    case Op.bracketed:
      return true;
    case Op.choice:
    case Op.delimited:
    case Op.segment:
    case Op.guard:
      return rule.parts.every((part) => isSimple(rules, rules[part]!, seen));
    case Op.sequence: {
      for (let at = 0; at < rule.parts.length; at++) {
        if (!isSimple(rules, rules[rule.parts[at]!]!, seen)) return false;
        if (rule.optional[at] === 0) return true;
      }
      return true;
    }
    default:
      return false;
  }
}
