import type { Kind } from "../tree/mod.ts";
import type { Place } from "./syntax.ts";

/** What a rule does. Rules up to `LAST_ZERO_WIDTH` take no token. */
export const Op = {
  indent: 0,
  tight: 1,
  not: 2,
  ahead: 3,
  leaf: 4,
  seq: 5,
  longest: 6,
  first: 7,
  many: 8,
  list: 9,
  setOf: 10,
  bracket: 11,
  anything: 12,
  table: 13,
  bare: 14,
} as const;

/** One of `Op`. */
export type Op = typeof Op[keyof typeof Op];

export const LAST_ZERO_WIDTH = Op.ahead;

/** How a match goes on where something is missing: not at all, in a statement, in one inside of it. */
export const Lenience = { none: 0, whole: 1, inside: 2 } as const;
export type Lenience = typeof Lenience[keyof typeof Lenience];

/** What an operator does with the operand before it. */
export const After = { infix: 0, postfix: 1, suffix: 2, wrap: 3 } as const;

/** An operator behind an operand. */
export interface Operator {
  readonly type: typeof After[keyof typeof After];
  /** Rule of what is written. */
  readonly rule: number;
  readonly level: number;
  /** Kind of the node that a `wrap` makes. */
  readonly kind: Kind | 0;
}

/** One token: which it may be, and the kind of its leaf. */
export interface LeafTest {
  /** Interned words, of which any will do; empty for a token by its kind. */
  readonly words: readonly number[];
  /** Lexer's kind; 0 for words. */
  readonly token: Kind | 0;
  /** What the whole text has to look like; null for any. */
  readonly pattern: RegExp | null;
  /** Words that it is not. */
  readonly except: readonly number[];
}

/** A rule: a place in the grammar that can be matched. Which fields count depends on `op`. */
export interface Rule {
  readonly id: number;
  op: Op;
  /** Kind of the node that a match makes; 0 for none. At a leaf and an indent: its kind. */
  kind: Kind | 0;
  /** Name of the production that the rule is, or "". */
  name: string;
  place: Place;
  parts: readonly number[];
  /** By part of a sequence, 1 for one that may be missing. */
  optional: Uint8Array;
  /** Parts of a sequence behind this index are committed to; -1 for none. At a bracket 0 for yes. */
  commit: number;
  /** The least lenience in which it is committed to. */
  commitsFrom: Lenience;
  leaf: LeafTest | null;
  /** An indent's setting, and whether it is there where that is off. */
  setting: string | null;
  unless: boolean;
  /** A list's delimiter, and what may end it; -1 for nothing. */
  delimiter: number;
  trailing: number;
  /** A bracket's two ends. */
  open: number;
  close: number;
  /** A table's operators, the lowest level of them that it takes, and its prefixes (-1: none). */
  operators: readonly Operator[];
  level: number;
  prefix: number;
  /** Kinds of which one alone is left without its node. */
  bare: readonly Kind[];
}

/** What a rule has none of: thousands of rules are made when a dialect is loaded. */
const NO_OPTIONAL = new Uint8Array(0);
const NO_RULES: readonly number[] = [];
const NO_OPERATORS: readonly Operator[] = [];
const NO_KINDS: readonly Kind[] = [];

/** A rule that does nothing yet. */
export function blankRule(id: number, place: Place): Rule {
  return {
    id,
    op: Op.seq,
    kind: 0,
    name: "",
    place,
    parts: NO_RULES,
    optional: NO_OPTIONAL,
    commit: -1,
    commitsFrom: Lenience.whole,
    leaf: null,
    setting: null,
    unless: false,
    delimiter: -1,
    trailing: -1,
    open: -1,
    close: -1,
    operators: NO_OPERATORS,
    level: 0,
    prefix: -1,
    bare: NO_KINDS,
  };
}
