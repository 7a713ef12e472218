import {
  Compiler,
  FirstSets,
  GREEDY,
  LAST_LEAF_OP,
  Op,
  type Rule,
  SecondSets,
} from "../grammar/mod.ts";
import type { Dialect } from "../dialects/mod.ts";
import { TerminatorSets } from "./terminators.ts";

/** SQLFluff's `indentation` defaults, as far as grammars ask. */
const INDENTATION_DEFAULTS: Readonly<Record<string, boolean>> = {
  indented_joins: false,
  indented_ctes: false,
  indented_using_on: true,
  indented_on_contents: true,
  indented_then: true,
  indented_then_contents: true,
};

const NO_RULES: readonly number[] = [];

/** A dialect compiled: rules, first sets and what is derived from them lazily while parsing. */
export class GrammarTables {
  readonly rules: readonly Rule[];
  /** Op of each rule, in a row: the parser asks for it at every step. */
  readonly ops: Uint8Array;
  /** 1 for each rule that is a `single` choice. */
  readonly singles: Uint8Array;
  readonly first: FirstSets;
  readonly second: SecondSets;
  readonly terminators: TerminatorSets;
  readonly statement: number;
  readonly delimiter: number;
  /**
   * Whether a rule fails at once where none of its first tokens stands. Not so for one that can
   * succeed on indents alone, nor for a greedy one, which may take anything as unparsable.
   */
  readonly gated: Uint8Array;
  /** 1 for each segment whose match is worth remembering; see `sharedSegments`. */
  readonly shared: Uint8Array;
  /** For each token key: 0 no bracket, n an opening of pair n, -n its closing. */
  readonly bracketRole: Int8Array;
  /** Bracket pairs by number, 1-based: leaf rules of both ends and whether they make a node. */
  readonly brackets: { open: number; close: number; persists: boolean }[] = [];
  /** Rules of conditional metas. */
  readonly conditionals: readonly number[];
  readonly #candidates: ((readonly number[] | null)[] | undefined)[];
  readonly #enabled: Uint8Array;
  /** By settings, which files of one job share. */
  readonly #enabledFor = new WeakMap<object, Uint8Array>();

  constructor(source: Dialect) {
    const compiler = new Compiler(source);
    this.statement = compiler.named(source.statement);
    this.delimiter = compiler.named(source.delimiter);
    for (const pair of source.brackets) {
      this.brackets.push({
        open: compiler.named(pair.open),
        close: compiler.named(pair.close),
        persists: pair.persists,
      });
    }
    this.rules = compiler.rules;
    this.ops = Uint8Array.from(this.rules, (rule) => rule.op);
    this.singles = Uint8Array.from(this.rules, (rule) => rule.single ? 1 : 0);
    this.first = new FirstSets(this.rules, source.tokenKinds, (text) => source.kindOfWord(text));
    this.second = new SecondSets(this.rules, this.first);
    this.terminators = new TerminatorSets(this.rules, compiler.lists, this.first, this.delimiter);
    this.bracketRole = new Int8Array(this.first.keyCount);
    this.brackets.forEach((pair, at) => {
      for (let key = 1; key < this.first.firstKindKey; key++) {
        if (this.first.has(pair.open, key)) this.bracketRole[key] = at + 1;
        if (this.first.has(pair.close, key)) this.bracketRole[key] = -(at + 1);
      }
    });
    this.gated = Uint8Array.from(this.rules, (rule) => {
      const takesAnything = rule.mode === GREEDY && rule.op !== Op.bracketed;
      return rule.nullable || takesAnything ? 0 : 1;
    });
    this.shared = sharedSegments(this.rules);
    this.conditionals = this.rules.flatMap((rule, id) => rule.when === null ? [] : [id]);
    this.#candidates = new Array(this.rules.length).fill(undefined);
    this.#enabled = this.#enabledBy({});
  }

  /** Whether a rule takes exactly one token. */
  isLeaf(rule: number): boolean {
    return this.ops[rule]! <= LAST_LEAF_OP;
  }

  /** The parts of a rule that a token of that key can start, in order. */
  candidates(rule: number, key: number): readonly number[] {
    return this.#candidates[rule]?.[key] ?? this.#findCandidates(rule, key);
  }

  /** For each rule, 0 if it is a conditional meta that the settings switch off. */
  enabledMetas(settings: Readonly<Record<string, unknown>> | undefined): Uint8Array {
    if (settings === undefined) return this.#enabled;
    let enabled = this.#enabledFor.get(settings);
    if (enabled === undefined) this.#enabledFor.set(settings, enabled = this.#enabledBy(settings));
    return enabled;
  }

  #findCandidates(rule: number, key: number): readonly number[] {
    const lists = this.#candidates[rule] ??= new Array(this.first.keyCount).fill(null);
    const own: number[] = [];
    for (const part of this.rules[rule]!.parts) if (this.first.has(part, key)) own.push(part);
    return lists[key] = own.length === 0 ? NO_RULES : own;
  }

  #enabledBy(settings: Readonly<Record<string, unknown>>): Uint8Array {
    const enabled = new Uint8Array(this.rules.length).fill(1);
    for (const id of this.conditionals) {
      const holds = Object.entries(this.rules[id]!.when!).every(([name, wanted]) =>
        Boolean(settings[name] ?? INDENTATION_DEFAULTS[name] ?? false) === wanted
      );
      enabled[id] = holds ? 1 : 0;
    }
    return enabled;
  }
}

/**
 * Segments that alternatives have in common: parts of several sequences, or exceptions, and so
 * matched again at the same token when one alternative has failed or only been asked about. (A
 * query is first read as a part of a set operation, then by itself: its clauses are these.) Options
 * of a choice of several are remembered anyway.
 */
function sharedSegments(rules: readonly Rule[]): Uint8Array {
  const uses = new Uint8Array(rules.length);
  const options = new Uint8Array(rules.length);
  const use = (part: number) => uses[part] = Math.min(uses[part]! + 1, 2);
  for (const rule of rules) {
    if (rule.op === Op.sequence) rule.parts.forEach(use);
    if (rule.op === Op.choice) { for (const part of rule.parts) options[part] = 1; }
  }
  const shared = uses.map((count, id) => count > 1 && options[id] === 0 ? 1 : 0);
  for (const { exclude } of rules) {
    if (exclude < 0) continue;
    for (const part of [exclude, ...rules[exclude]!.parts]) shared[part] = 1;
  }
  return shared.map((flag, id) => rules[id]!.op === Op.segment ? flag : 0);
}
