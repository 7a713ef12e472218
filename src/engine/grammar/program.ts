import type { Kind } from "../tree/mod.ts";
import type { TextTest } from "./grammar.ts";

/** What a rule does; see the folder's head comment. */
export const Op = {
  nothing: 0,
  words: 1,
  token: 2,
  pattern: 3,
  meta: 4,
  sequence: 5,
  choice: 6,
  delimited: 7,
  bracketed: 8,
  segment: 9,
  anything: 10,
  guard: 11,
  precededBy: 12,
} as const;

/** The last op that takes exactly one token and needs no frame. */
export const LAST_LEAF_OP = Op.pattern;

export const STRICT = 0;
export const GREEDY = 1;
export const GREEDY_ONCE_STARTED = 2;

/** One compiled grammar. `parts` and the other numbers are rule ids; -1 is none. */
export interface Rule {
  op: number;
  /** Kind of the leaf, meta or node that it makes; 0 if it makes none. */
  kind: Kind | 0;
  parts: Int32Array;
  /** The one part as a list, where there is one kind of part to try: a list's delimiter. */
  delimiters: readonly number[];
  /** In a sequence, 1 for each part that may be left out. */
  optional: Uint8Array;
  gaps: boolean;
  mode: number;
  reset: boolean;
  /** Id of the list of terminators that it adds; 0 is the empty list. */
  terminators: number;
  exclude: number;
  min: number;
  max: number;
  maxEach: number;
  delimiter: number;
  trailing: boolean;
  optionalDelimiter: boolean;
  /** Opening and closing bracket's leaf rules, and whether the pair makes a node. */
  open: number;
  close: number;
  persists: boolean;
  /** Test of a pattern, words it does not take, and the one token kind it is for (0: any). */
  pattern: TextTest | null;
  patternNot: Uint8Array;
  patternOn: Kind | 0;
  /** Interned words of a words rule; word sequences of a look-behind. */
  words: readonly number[];
  behind: readonly (readonly number[])[];
  /** Settings under which a conditional meta stands. */
  when: Readonly<Record<string, boolean>> | null;
  /** Whether a choice is of one option once, strictly and with no exception. */
  single: boolean;
  /** Whether it can succeed without taking a token, by indents alone. */
  nullable: boolean;
}

/** A fresh rule that does nothing. */
export function emptyRule(): Rule {
  return {
    op: Op.nothing,
    kind: 0,
    parts: new Int32Array(0),
    delimiters: [],
    optional: new Uint8Array(0),
    gaps: true,
    mode: STRICT,
    reset: false,
    terminators: 0,
    exclude: -1,
    min: 0,
    max: 0,
    maxEach: 0,
    delimiter: -1,
    trailing: false,
    optionalDelimiter: false,
    open: -1,
    close: -1,
    persists: false,
    pattern: null,
    patternNot: new Uint8Array(0),
    patternOn: 0,
    words: [],
    behind: [],
    when: null,
    single: false,
    nullable: false,
  };
}

/** A pair of brackets of a dialect: shape, the entries of its two ends, whether it makes a node. */
export interface BracketPair {
  shape: string;
  open: string;
  close: string;
  persists: boolean;
}
