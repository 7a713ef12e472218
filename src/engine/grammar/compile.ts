import {
  DEDENT,
  IMPLICIT_INDENT,
  INDENT,
  KEYWORD,
  type Kind,
  kind as intern,
  word,
} from "../tree/mod.ts";
import {
  After,
  blankRule,
  type LeafTest,
  Lenience,
  Op,
  type Operator,
  type Rule,
} from "./program.ts";
import type { Linked, Production } from "./link.ts";
import { GrammarError, type Item, type Place, type Row } from "./syntax.ts";

const INDENTS = { indent: INDENT, implicit_indent: IMPLICIT_INDENT, dedent: DEDENT };
/** A `||` keeps what it has in the bits of one integer. */
const MOST_IN_SET = 30;

/** Compiles the productions that are reached from those asked for into rules. */
export class Compiler {
  readonly rules: Rule[] = [];
  /** Productions that have been compiled. */
  readonly used = new Set<string>();
  readonly #linked: Linked;
  readonly #named = new Map<string, number>();
  readonly #leaves = new Map<string, number>();
  #place: Place = { file: "", line: 0 };

  constructor(linked: Linked) {
    this.#linked = linked;
  }

  /** The rule of a production. Throws GrammarError. */
  named(name: string, at: Place): number {
    const production = this.#linked.productions.get(name);
    if (production === undefined) throw new GrammarError(at, `there is no production ${name}`);
    this.used.add(name);
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const place = this.#place;
    this.#place = production.at;
    const rule = this.#blank();
    rule.name = name;
    this.#named.set(name, rule.id);
    this.#production(rule, production);
    this.#place = place;
    return rule.id;
  }

  #blank(): Rule {
    const rule = blankRule(this.rules.length, this.#place);
    this.rules.push(rule);
    return rule;
  }

  #production(rule: Rule, { kind, isLeaf, choice, rows }: Production): void {
    const own = kind === null ? 0 : intern(kind);
    if (choice === null) {
      this.#table(rule, rows, 0);
      rule.kind = own;
    } else if (isLeaf) {
      rule.op = Op.first;
      rule.parts = alternatives(choice).map((each) => this.#item(each, own));
    } else {
      this.#body(rule, choice, own);
    }
  }

  /** Makes a rule what an item says, as a node of `kind` if that is not 0. */
  #body(rule: Rule, item: Item, kind: Kind | 0): void {
    if (item.type === "seq" && foldedLeaf(item.parts) === null) {
      this.#sequence(rule, item.parts);
    } else if (item.type === "choice") {
      rule.op = item.ordered ? Op.first : Op.longest;
      rule.parts = item.parts.map((part) => this.#alternative(part, 0));
    } else {
      this.#sequence(rule, [item]);
    }
    rule.kind = kind;
  }

  #sequence(rule: Rule, items: readonly Item[]): void {
    rule.op = Op.seq;
    const parts: number[] = [];
    const optional: number[] = [];
    for (const item of items) {
      if (item.type === "commit") {
        rule.commit = parts.length;
        if (item.inside) rule.commitsFrom = Lenience.inside;
      } else {
        const isOptional = item.type === "optional";
        parts.push(this.#item(isOptional ? item.part : item, 0));
        optional.push(isOptional ? 1 : 0);
      }
    }
    rule.parts = parts;
    rule.optional = Uint8Array.from(optional);
  }

  /** The rule of an item; `leafKind` is the kind of its leaf if that is not 0. */
  #item(item: Item, leafKind: Kind | 0): number {
    const leaf = this.#leafTest(item);
    if (leaf !== null) return this.#leaf(leaf.test, leafKind !== 0 ? leafKind : leaf.kind);
    switch (item.type) {
      case "ref":
        return this.#reference(item);
      case "kinded":
        return this.#kinded(item.part, intern(item.kind));
      case "indent": {
        const rule = this.#blank();
        rule.op = Op.indent;
        rule.kind = INDENTS[item.indent];
        rule.setting = item.setting;
        rule.unless = item.unless;
        return rule.id;
      }
      case "tight":
      case "anything": {
        const rule = this.#blank();
        rule.op = item.type === "tight" ? Op.tight : Op.anything;
        return rule.id;
      }
      case "commit":
        throw new GrammarError(this.#place, "!! and !? stand in a sequence");
      case "choice":
        return this.#choice(item, leafKind);
      default:
        return this.#composite(item);
    }
  }

  #choice(item: Item & { type: "choice" }, leafKind: Kind | 0): number {
    const rule = this.#blank();
    rule.op = item.ordered ? Op.first : Op.longest;
    rule.parts = item.parts.map((part) => this.#alternative(part, leafKind));
    return rule.id;
  }

  /** An indent alone is an alternative as a sequence of one. */
  #alternative(item: Item, leafKind: Kind | 0): number {
    if (item.type !== "indent") return this.#item(item, leafKind);
    const rule = this.#blank();
    this.#sequence(rule, [item]);
    return rule.id;
  }

  #composite(item: Item): number {
    const rule = this.#blank();
    switch (item.type) {
      case "seq":
      case "optional":
        this.#sequence(rule, item.type === "seq" ? item.parts : [item]);
        break;
      case "many":
        rule.op = Op.many;
        rule.parts = [this.#item(item.part, 0)];
        break;
      case "not":
      case "ahead":
        rule.op = item.type === "not" ? Op.not : Op.ahead;
        rule.parts = [this.#item(item.part, 0)];
        break;
      case "set_of":
        if (item.parts.length > MOST_IN_SET) {
          throw new GrammarError(this.#place, `more than ${MOST_IN_SET} parts in any order`);
        }
        rule.op = Op.setOf;
        rule.parts = item.parts.map((part) => this.#item(part, 0));
        break;
      case "list":
        rule.op = Op.list;
        rule.parts = [this.#item(item.part, 0)];
        rule.delimiter = this.#item(item.delimiter, 0);
        if (item.trailing !== null) rule.trailing = this.#item(item.trailing, 0);
        break;
      case "bracket":
        rule.op = Op.bracket;
        if (item.committed) rule.commit = 0;
        rule.open = this.#item({ type: "symbol", text: "(" }, 0);
        rule.close = this.#item({ type: "symbol", text: ")" }, 0);
        rule.parts = [this.#item(item.part, 0)];
        break;
      default:
        throw new GrammarError(this.#place, `${item.type} is not possible here`);
    }
    return rule.id;
  }

  #kinded(part: Item, kind: Kind): number {
    const leaf = this.#leafTest(part);
    if (leaf !== null) return this.#leaf(leaf.test, kind);
    if (part.type === "choice" && part.parts.every((each) => this.#leafTest(each) !== null)) {
      return this.#choice(part, kind);
    }
    const rule = this.#blank();
    this.#body(rule, part, kind);
    return rule.id;
  }

  #reference({ name, level, bare, at }: Item & { type: "ref" }): number {
    const id = this.named(name, at);
    if (level !== null) return this.#levelled(name, level, at);
    if (bare === null) return id;
    const rule = this.#blank();
    rule.op = Op.bare;
    rule.parts = [id];
    rule.bare = bare.map((each) => intern(each));
    return rule.id;
  }

  /** A table's rule that takes only operators of a level and up, and makes no node. */
  #levelled(name: string, level: number, at: Place): number {
    const key = `${name}.${level}`;
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const { rows, choice } = this.#linked.productions.get(name)!;
    if (choice !== null) throw new GrammarError(at, `${name} has no levels: it is not a table`);
    const rule = this.#blank();
    rule.name = name;
    this.#named.set(key, rule.id);
    this.#table(rule, rows, level);
    return rule.id;
  }

  #table(rule: Rule, rows: readonly Row[], level: number): void {
    rule.op = Op.table;
    rule.level = level;
    const choiceOf = (types: string, ordered: boolean): number => {
      const found = rows.filter((row) => row.type === types);
      if (found.length === 0) return -1;
      const choice = this.#blank();
      choice.op = ordered ? Op.first : Op.longest;
      choice.parts = found.flatMap((row) => this.#row(row, alternatives(row.choice)));
      return choice.id;
    };
    const operand = choiceOf("operand", false);
    if (operand < 0) throw new GrammarError(rule.place, "a table needs an operand");
    rule.parts = [operand];
    rule.prefix = choiceOf("prefix", false);
    const operators: Operator[] = [];
    for (const row of rows) {
      if (row.type === "operand" || row.type === "prefix" || row.level < level) continue;
      const kind = row.type === "wrap" && row.kind !== null ? intern(row.kind) : 0;
      const [only] = row.type === "wrap"
        ? [this.#item(row.choice, 0)]
        : this.#row(row, [row.choice]);
      operators.push({ type: After[row.type], rule: only!, level: row.level, kind });
    }
    rule.operators = operators;
  }

  #row({ kind, at }: Row, items: readonly Item[]): number[] {
    const place = this.#place;
    this.#place = at;
    const rules = items.map((item) =>
      kind === null ? this.#item(item, 0) : this.#kinded(item, intern(kind))
    );
    this.#place = place;
    return rules;
  }

  /** The test of an item that is one token, and the kind of its leaf; null for any other. */
  #leafTest(item: Item): { test: LeafTest; kind: Kind } | null {
    switch (item.type) {
      case "word":
        return { test: wordTest([item.word]), kind: KEYWORD };
      case "set":
        return { test: wordTest(this.#wordsOf(item.name)), kind: KEYWORD };
      case "symbol": {
        const symbol = this.#linked.symbols.get(item.text);
        if (symbol === undefined) {
          throw new GrammarError(this.#place, `the symbol ${item.text} has no kind`);
        }
        return { test: wordTest([item.text]), kind: intern(symbol.leaf) };
      }
      case "token": {
        const kind = intern(item.kind);
        return { test: { words: [], token: kind, pattern: item.pattern, except: [] }, kind };
      }
      case "kinded": {
        const leaf = this.#leafTest(item.part);
        return leaf === null ? null : { test: leaf.test, kind: intern(item.kind) };
      }
      case "seq": {
        const folded = foldedLeaf(item.parts);
        if (folded === null) return null;
        const leaf = this.#leafTest(folded.last)!;
        const except = folded.not.flatMap((each) =>
          each.type === "set" ? this.#wordsOf(each.name) : [each.word]
        );
        const ids = [...leaf.test.except, ...except.map((each) => word(each))];
        return { test: { ...leaf.test, except: ids }, kind: leaf.kind };
      }
      default:
        return null;
    }
  }

  #wordsOf(set: string): string[] {
    const words = this.#linked.words.get(set);
    if (words === undefined) throw new GrammarError(this.#place, `there are no words ${set}`);
    return [...words];
  }

  #leaf(test: LeafTest, kind: Kind): number {
    const { words, token, pattern, except } = test;
    const key = `${kind} ${token} ${pattern?.source ?? ""} ${words.join()} ${except.join()}`;
    const known = this.#leaves.get(key);
    if (known !== undefined) return known;
    const rule = this.#blank();
    rule.op = Op.leaf;
    rule.kind = kind;
    rule.leaf = test;
    this.#leaves.set(key, rule.id);
    return rule.id;
  }
}

function wordTest(words: readonly string[]): LeafTest {
  return { words: words.map((each) => word(each)), token: 0, pattern: null, except: [] };
}

function alternatives(item: Item): readonly Item[] {
  return item.type === "choice" ? item.parts : [item];
}

type Excepted = Item & ({ type: "set" } | { type: "word" });

/** A sequence that is one token with words that it is not, as `!%reserved_keywords #word`. */
function foldedLeaf(parts: readonly Item[]): { last: Item; not: Excepted[] } | null {
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return null;
  const token = last.type === "kinded" ? last.part : last;
  if (token.type !== "token") return null;
  const not: Excepted[] = [];
  for (const part of parts.slice(0, -1)) {
    if (part.type !== "not" || (part.part.type !== "set" && part.part.type !== "word")) return null;
    not.push(part.part);
  }
  return { last, not };
}
