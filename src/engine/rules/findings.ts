/**
 * What rules have found in a large text, as columns: thousands of small objects that live until the
 * answer is told would cost more than the tree they speak of.
 */
import type { Edit, Fix } from "../edits.ts";
import type { Arena } from "../tree/mod.ts";
import type { Rule } from "./rule.ts";

/** Something that a rule found. */
export interface Finding {
  rule: Rule;
  /** The node that it is reported at. */
  anchor: number;
  description: string;
  fixes: readonly Fix[];
}

/** Findings in order: an array, or columns that make each one as it is asked for. */
export interface Findings {
  readonly length: number;
  /** The finding at a place from 0 up to the length. */
  at(place: number): Finding | undefined;
}

const ACTIONS: readonly Fix["action"][] = ["before", "after", "replace", "delete"];
/** Longer texts are hardly ever said twice. */
const MOST_SHARED = 24;
const FIRST_ROOM = 64;

/** A column of integers that grows. */
class Column {
  length = 0;
  readonly #arena: Arena;
  #values: Int32Array;

  constructor(arena: Arena) {
    this.#arena = arena;
    this.#values = arena.make(Int32Array, FIRST_ROOM);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      this.#values = this.#arena.resize(this.#values, Int32Array, this.length * 2);
    }
    this.#values[this.length++] = value;
  }

  at(place: number): number {
    return this.#values[place]!;
  }
}

/** Texts by number; short ones are kept once. */
class Texts {
  readonly #texts: string[] = [];
  readonly #shared = new Map<string, number>();

  add(text: string): number {
    const short = text.length <= MOST_SHARED;
    const known = short ? this.#shared.get(text) : undefined;
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    if (short) this.#shared.set(text, number);
    return number;
  }

  at(number: number): string {
    return this.#texts[number]!;
  }
}

/** Findings of several rules, told rule by rule, within a rule in the order that they came in. */
export class FindingColumns implements Findings {
  readonly #rules: readonly Rule[];
  readonly #arena: Arena;
  readonly #ruleOf: Column;
  readonly #anchors: Column;
  readonly #said: Column;
  /** Where each finding's fixes start; they end where the next one's do. */
  readonly #fixes: Column;
  readonly #actions: Column;
  readonly #fixAnchors: Column;
  readonly #fixTexts: Column;
  readonly #sources = new Map<number, Edit>();
  readonly #texts = new Texts();
  /** Findings by their place in the telling; made once all are in. */
  #order: Int32Array | null = null;

  /** `rules` is the order that their findings are told in. */
  constructor(rules: readonly Rule[], arena: Arena) {
    this.#rules = rules;
    this.#arena = arena;
    this.#ruleOf = new Column(arena);
    this.#anchors = new Column(arena);
    this.#said = new Column(arena);
    this.#fixes = new Column(arena);
    this.#actions = new Column(arena);
    this.#fixAnchors = new Column(arena);
    this.#fixTexts = new Column(arena);
  }

  get length(): number {
    return this.#anchors.length;
  }

  /** Adds what the rule at that place of the list has found. */
  add(rule: number, { anchor, description, fixes }: Finding): void {
    this.#order = null;
    this.#ruleOf.push(rule);
    this.#anchors.push(anchor);
    this.#said.push(this.#texts.add(description));
    this.#fixes.push(this.#actions.length);
    for (const fix of fixes) {
      if (fix.source !== undefined) this.#sources.set(this.#actions.length, fix.source);
      this.#actions.push(ACTIONS.indexOf(fix.action));
      this.#fixAnchors.push(fix.anchor);
      this.#fixTexts.push(this.#texts.add(fix.text));
    }
  }

  at(place: number): Finding | undefined {
    if (place >= this.length) return undefined;
    const finding = (this.#order ??= this.#byRule())[place]!;
    const from = this.#fixes.at(finding);
    const to = finding + 1 < this.length ? this.#fixes.at(finding + 1) : this.#actions.length;
    return {
      rule: this.#rules[this.#ruleOf.at(finding)]!,
      anchor: this.#anchors.at(finding),
      description: this.#texts.at(this.#said.at(finding)),
      fixes: Array.from({ length: to - from }, (_, at) => this.#fix(from + at)),
    };
  }

  #fix(at: number): Fix {
    const source = this.#sources.get(at);
    const fix = {
      action: ACTIONS[this.#actions.at(at)]!,
      anchor: this.#fixAnchors.at(at),
      text: this.#texts.at(this.#fixTexts.at(at)),
    };
    return source === undefined ? fix : { ...fix, source };
  }

  #byRule(): Int32Array {
    const starts = new Int32Array(this.#rules.length + 1);
    for (let at = 0; at < this.length; at++) starts[this.#ruleOf.at(at) + 1]!++;
    for (let rule = 0; rule < this.#rules.length; rule++) starts[rule + 1]! += starts[rule]!;
    const order = this.#arena.make(Int32Array, this.length);
    for (let at = 0; at < this.length; at++) order[starts[this.#ruleOf.at(at)]!++] = at;
    return order;
  }
}
