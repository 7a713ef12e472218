import { EngineError } from "../errors.ts";
import { emptySection, isSection, type NestedConfig } from "./values.ts";

/** What TOML holds; a table is a section, an array may hold tables. */
type TomlValue = string | number | boolean | TomlValue[] | { [key: string]: TomlValue };
type TomlTable = { [key: string]: TomlValue };

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const NUMBER =
  /[+-]?(?:0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|(?:inf|nan)|\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?[\d_]+)?)(?![\w:-])/y;
const DATE =
  /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?/y;
const ESCAPES: Record<string, string> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  e: "\x1b",
  '"': '"',
  "\\": "\\",
};

/** A reader of TOML 1.0; a date stays the text that it was written as. */
class TomlReader {
  #at = 0;
  readonly #inlined = new Set<TomlValue>();
  /** 1-based line of each setting by its dotted path. */
  readonly lines = new Map<string, number>();
  #table: readonly string[] = [];

  constructor(readonly text: string, readonly path: string) {}

  document(): TomlTable {
    const root = emptySection() as TomlTable;
    let table = root;
    for (this.#skipLines(); this.#at < this.text.length; this.#skipLines()) {
      if (this.#take("[[")) {
        table = this.#appended(root, this.#table = this.#keys("]]"));
      } else if (this.#take("[")) {
        table = this.#descend(root, this.#table = this.#keys("]"));
      } else this.#pair(table);
      this.#lineEnd();
    }
    return root;
  }

  #fail(what: string): never {
    const place = `${this.path}, line ${this.#line()}`;
    throw new EngineError("invalid_config", `${place}: ${what}`, this.path);
  }

  #take(token: string): boolean {
    if (!this.text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    this.#match(/[ \t]*/y);
  }

  #skipLines(): void {
    this.#match(/(?:\s|#[^\n]*)*/y);
  }

  #lineEnd(): void {
    this.#match(/[ \t]*(?:#[^\n]*)?/y);
    if (this.#at < this.text.length && this.#match(/\r?\n/y) === undefined) {
      this.#fail("expected the end of the line");
    }
  }

  #keys(close: string): string[] {
    const keys: string[] = [];
    do {
      this.#skipSpace();
      const quote = this.text[this.#at];
      const key = quote === '"' || quote === "'" ? this.#string(quote) : this.#match(BARE_KEY);
      if (key === undefined) this.#fail("expected a key");
      keys.push(key);
      this.#skipSpace();
    } while (this.#take("."));
    if (!this.#take(close)) this.#fail(`expected ${close}`);
    return keys;
  }

  #descend(table: TomlTable, keys: readonly string[]): TomlTable {
    let at = table;
    for (const key of keys) {
      let next = at[key];
      if (Array.isArray(next)) next = next.at(-1);
      if (next === undefined) at[key] = next = emptySection() as TomlTable;
      if (typeof next !== "object" || Array.isArray(next) || this.#inlined.has(next)) {
        this.#fail(`${keys.join(".")} is set already`);
      }
      at = next;
    }
    return at;
  }

  #appended(root: TomlTable, keys: readonly string[]): TomlTable {
    const parent = this.#descend(root, keys.slice(0, -1));
    const list = parent[keys.at(-1)!] ??= [];
    if (!Array.isArray(list)) this.#fail(`${keys.join(".")} is set already`);
    const table = emptySection() as TomlTable;
    list.push(table);
    return table;
  }

  #pair(table: TomlTable): void {
    const keys = this.#keys("=");
    const target = this.#descend(table, keys.slice(0, -1));
    const name = keys.at(-1)!;
    if (Object.hasOwn(target, name)) this.#fail(`${keys.join(".")} is set twice`);
    this.#skipSpace();
    const outer = this.#table;
    this.#table = [...outer, ...keys];
    this.lines.set(this.#table.join("."), this.#line());
    target[name] = this.#value();
    this.#table = outer;
  }

  #line(): number {
    return this.text.slice(0, this.#at).split("\n").length;
  }

  #value(): TomlValue {
    const first = this.text[this.#at];
    if (first === '"' || first === "'") return this.#string(first);
    if (this.#take("[")) return this.#array();
    if (this.#take("{")) return this.#inlineTable();
    const word = this.#match(/(?:true|false)\b/y);
    if (word !== undefined) return word === "true";
    const date = this.#match(DATE);
    if (date !== undefined) return date;
    const number = this.#match(NUMBER);
    if (number === undefined) this.#fail("expected a value");
    const plain = number.replaceAll("_", "").replace(/inf$/, "Infinity").replace(/nan$/, "NaN");
    return Number(plain);
  }

  #array(): TomlValue[] {
    const items: TomlValue[] = [];
    for (this.#skipLines(); !this.#take("]"); this.#skipLines()) {
      items.push(this.#value());
      this.#skipLines();
      if (!this.#take(",") && this.text[this.#at] !== "]") this.#fail("expected , or ]");
    }
    return items;
  }

  #inlineTable(): TomlTable {
    const table = emptySection() as TomlTable;
    this.#skipSpace();
    if (!this.#take("}")) {
      do {
        this.#skipSpace();
        this.#pair(table);
        this.#skipSpace();
      } while (this.#take(","));
      if (!this.#take("}")) this.#fail("expected , or }");
    }
    this.#inlined.add(table);
    return table;
  }

  #string(quote: string): string {
    const triple = quote.repeat(3);
    const multiline = this.#take(triple);
    if (multiline) this.#match(/\r?\n/y);
    else this.#at += 1;
    const close = multiline ? triple : quote;
    let value = "";
    while (!this.text.startsWith(close, this.#at)) {
      const char = this.text[this.#at];
      if (char === undefined || (char === "\n" && !multiline)) this.#fail("a string has no end");
      this.#at += 1;
      value += char === "\\" && quote === '"' ? this.#escape(multiline) : char;
    }
    this.#at += close.length;
    while (multiline && this.text[this.#at] === quote && this.#take(quote)) value += quote;
    return value;
  }

  #escape(multiline: boolean): string {
    if (multiline && this.#match(/[ \t]*\r?\n\s*/y) !== undefined) return "";
    const code = this.#match(/u[\da-fA-F]{4}|U[\da-fA-F]{8}/y);
    if (code !== undefined) return String.fromCodePoint(parseInt(code.slice(1), 16));
    const found = ESCAPES[this.text[this.#at] ?? ""];
    if (found === undefined) this.#fail("an escape that TOML does not have");
    this.#at += 1;
    return found;
  }
}

function toConfig(table: TomlTable): NestedConfig {
  const config = emptySection();
  for (const [key, value] of Object.entries(table)) {
    if (Array.isArray(value)) config[key] = value.map(String);
    else config[key] = typeof value === "object" ? toConfig(value) : value;
  }
  return config;
}

/** Rule sections are named with dots, which TOML reads as nesting: join them again. */
function condenseRules(rules: NestedConfig, prefix: string, into: NestedConfig): void {
  for (const [key, value] of Object.entries(rules)) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (isSection(value)) condenseRules(value, name, into);
    else if (prefix === "") into[key] = value;
    else {
      const target = isSection(into[prefix]) ? into[prefix] : into[prefix] = emptySection();
      target[key] = value;
    }
  }
}

const PREFIX = "tool.sqlfluff.";

/**
 * The `[tool.sqlfluff…]` tables of a pyproject.toml. `lines` is given the line of each setting by
 * its dotted path. Throws EngineError `invalid_config` with the line when the text is not TOML.
 */
export function parsePyproject(
  text: string,
  path: string,
  lines: Map<string, number> = new Map(),
): NestedConfig {
  const reader = new TomlReader(text.replace(/^\ufeff/, ""), path);
  const document = reader.document();
  for (const [key, line] of reader.lines) {
    if (key.startsWith(PREFIX)) lines.set(key.slice(PREFIX.length), line);
  }
  const tool = document.tool;
  const found = isSection(tool) ? (tool as TomlTable).sqlfluff : undefined;
  if (!isSection(found)) return emptySection();
  const config = toConfig(found as TomlTable);
  if (isSection(config.rules)) {
    const rules = emptySection();
    condenseRules(config.rules, "", rules);
    config.rules = rules;
  }
  return config;
}
