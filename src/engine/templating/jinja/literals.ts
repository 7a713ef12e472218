import { MAX_DEPTH } from "../limits.ts";
import { hashKey, PyDict, PyList, PyTuple, repr, type Value } from "./values.ts";

const ESCAPES: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  "0": "\0",
  "\n": "",
};

/** The text that a quoted string stands for. */
export function decodeString(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  const escape = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;
  return inner.replace(escape, (whole, x?: string, u?: string, long?: string, one?: string) => {
    const code = x ?? u ?? long;
    if (code !== undefined) {
      const point = parseInt(code, 16);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    }
    return ESCAPES[one!] ?? (one === "\\" || one === "'" || one === '"' ? one : whole);
  });
}

const NUMBER = /[+-]?(?:\d+(?:_\d+)*)?(?:\.(?:\d+(?:_\d+)*)?)?(?:[eE][+-]?\d+)?/y;
const RADIX = /[+-]?0(?:x_?[\da-f]+(?:_[\da-f]+)*|o_?[0-7]+(?:_[0-7]+)*|b_?[01]+(?:_[01]+)*)/iy;
const STRING = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const WORDS: readonly (readonly [string, Value])[] = [["True", true], ["False", false], [
  "None",
  null,
]];
const NOTHING = Symbol("no literal");
type Found = Value | typeof NOTHING;

/** Reads a Python literal: numbers, strings, True, False, None, lists, tuples and dicts of them. */
class LiteralReader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  /** The whole text as one literal. */
  read(): Found {
    const found = this.#value();
    if (found === NOTHING) return NOTHING;
    if (!this.#take(",")) return this.#atEnd() ? found : NOTHING;
    return this.#rest([found], "");
  }

  #atEnd(): boolean {
    this.#space();
    return this.#at >= this.text.length;
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #take(mark: string): boolean {
    this.#space();
    const found = this.text.startsWith(mark, this.#at);
    if (found) this.#at += mark.length;
    return found;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    if (found === "") return null;
    this.#at += found.length;
    return found;
  }

  #value(): Found {
    if (++this.#depth > MAX_DEPTH) return NOTHING;
    try {
      return this.#unguarded();
    } finally {
      this.#depth--;
    }
  }

  #unguarded(): Found {
    this.#space();
    for (const [word, value] of WORDS) if (this.#take(word)) return value;
    if (this.#take("[")) return this.#list();
    if (this.#take("{")) return this.#dict();
    if (this.#take("(")) return this.#parenthesis();
    const string = this.#string();
    if (string !== null) return this.#strings(string);
    const sign = this.#match(/[+-](?=[ \t]+[\d.])/y);
    if (sign !== null) {
      this.#space();
      const rest = this.#unguarded();
      if (typeof rest !== "bigint" && typeof rest !== "number") return NOTHING;
      return sign === "-" ? -rest : rest;
    }
    const radix = this.#match(RADIX);
    if (radix !== null) {
      const digits = radix.replaceAll("_", "");
      return digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits.replace("+", ""));
    }
    const number = this.#match(NUMBER);
    if (number === null || !/\d/.test(number)) return NOTHING;
    const digits = number.replaceAll("_", "");
    if (/^[+-]?\d+$/.test(digits)) {
      return /^[+-]?0\d*[1-9]/.test(digits) ? NOTHING : BigInt(digits.replace("+", ""));
    }
    return Number(digits);
  }

  /** A quoted text, which a letter may stand before. */
  #string(): string | null {
    const start = this.#at;
    const prefix = this.#match(/[uUrR](?=['"])/y) ?? "";
    const quoted = this.#match(STRING);
    if (quoted === null) {
      this.#at = start;
      return null;
    }
    return prefix.toLowerCase() === "r" ? quoted.slice(1, -1) : decodeString(quoted);
  }

  #strings(first: string): string {
    this.#space();
    const more = this.#string();
    return more === null ? first : this.#strings(first + more);
  }

  #list(): Found {
    const items = this.#items("]");
    return items === null ? NOTHING : new PyList(items);
  }

  #parenthesis(): Found {
    if (this.#take(")")) return new PyTuple([]);
    const first = this.#value();
    if (first === NOTHING) return NOTHING;
    if (this.#take(")")) return first;
    return this.#take(",") ? this.#rest([first], ")") : NOTHING;
  }

  /** The rest of a tuple, up to its end. */
  #rest(first: Value[], close: string): Found {
    if (close === "" && this.#atEnd()) return new PyTuple(first);
    if (close === "") {
      const items = [...first];
      for (;;) {
        const item = this.#value();
        if (item === NOTHING) return NOTHING;
        items.push(item);
        if (this.#take(",") && !this.#atEnd()) continue;
        return this.#atEnd() ? new PyTuple(items) : NOTHING;
      }
    }
    const items = this.#items(close);
    return items === null ? NOTHING : new PyTuple([...first, ...items]);
  }

  #items(close: string): Value[] | null {
    const items: Value[] = [];
    while (!this.#take(close)) {
      if (items.length > 0 && !this.#take(",")) return null;
      if (this.#take(close)) return items;
      const item = this.#value();
      if (item === NOTHING) return null;
      items.push(item);
    }
    return items;
  }

  /** The rest of a set. */
  #set(first: Value): Found {
    if (this.#take("}")) return new PySet([first]);
    if (!this.#take(",")) return NOTHING;
    const items = this.#items("}");
    const isKey = (item: Value) => !(item instanceof PyList || item instanceof PyDict);
    return items !== null && items.every(isKey) ? new PySet([first, ...items]) : NOTHING;
  }

  #dict(): Found {
    const dict = new PyDict();
    while (!this.#take("}")) {
      if (dict.size > 0 && !this.#take(",")) return NOTHING;
      if (this.#take("}")) return dict;
      const key = this.#value();
      if (key === NOTHING || key instanceof PyList || key instanceof PyDict) return NOTHING;
      if (!this.#take(":")) return dict.size === 0 ? this.#set(key) : NOTHING;
      const value = this.#value();
      if (value === NOTHING) return NOTHING;
      dict.set(key, value);
    }
    return dict;
  }
}

/** A set; its elements stay in the order in which they are written. */
class PySet extends PyList {
  constructor(items: readonly Value[]) {
    super([...new Map(items.map((item) => [hashKey(item), item])).values()], "set");
  }

  override repr(): string {
    return `{${this.items.map(repr).join(", ")}}`;
  }
}

/** The value that a text stands for as a Python literal; the text itself where it is none. */
export function inferValue(text: string): Value {
  if (/^[ \t]/.test(text)) return inferValue(text.replace(/^[ \t]+/, ""));
  const found = new LiteralReader(text).read();
  return found === NOTHING ? text : found;
}
