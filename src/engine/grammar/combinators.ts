import { DEDENT, IMPLICIT_INDENT, INDENT, type Kind, kind } from "../tree/mod.ts";
import { Grammar, type Part, type TextTest } from "./grammar.ts";

/** All parts, in order. */
export function seq(...parts: Part[]): Grammar {
  return new Grammar({ type: "sequence" }, parts);
}

/** In a sequence, may be left out; several parts make a sequence. */
export function optional(...parts: Part[]): Grammar {
  const only = parts[0];
  if (parts.length !== 1 || only === undefined) return seq(...parts).optional();
  return (typeof only === "string" ? keyword(only) : only).optional();
}

/** The alternative that matches most; the first of several equally long ones. */
export function oneOf(...options: Part[]): Grammar {
  return new Grammar({ type: "choice", min: 1, max: 1, maxEach: 0 }, options);
}

/** Bounds of a repetition: 0 means no upper bound. */
export interface Times {
  min?: number;
  max?: number;
  /** How often one alternative may match. */
  maxEach?: number;
}

/** The alternatives, any number of times. */
export function anyNumberOf(...options: Part[]): Grammar {
  return times({}, ...options);
}

/** The alternatives, each at most once, in any order. */
export function anySetOf(...options: Part[]): Grammar {
  return times({ maxEach: 1 }, ...options);
}

/** The alternatives within bounds. */
export function times(bounds: Times, ...options: Part[]): Grammar {
  const form = {
    type: "choice",
    min: bounds.min ?? 0,
    max: bounds.max ?? 0,
    maxEach: bounds.maxEach ?? 0,
  } as const;
  return new Grammar(form, options);
}

/** How a delimited list is separated; the delimiter is a comma unless named. */
export interface Delimiting {
  by?: Part;
  trailing?: boolean;
  min?: number;
  optionalDelimiter?: boolean;
}

/** The alternatives, separated by commas. */
export function delimited(...options: Part[]): Grammar {
  return separated({}, ...options);
}

/** The alternatives, separated as said. */
export function separated(how: Delimiting, ...options: Part[]): Grammar {
  const form = {
    type: "delimited",
    delimiter: how.by ?? ref("CommaSegment"),
    trailing: how.trailing ?? false,
    min: how.min ?? 0,
    optionalDelimiter: how.optionalDelimiter ?? false,
  } as const;
  return new Grammar(form, options);
}

/** The parts as a sequence in round brackets. */
export function bracketed(...parts: Part[]): Grammar {
  return new Grammar({ type: "bracketed", shape: "round", pairs: "bracket_pairs" }, parts);
}

/** As `bracketed`, in the dialect's brackets of that shape. */
export function bracketedIn(shape: string, ...parts: Part[]): Grammar {
  return new Grammar({ type: "bracketed", shape, pairs: "bracket_pairs" }, parts);
}

/** The parts, in round brackets or without. */
export function optionallyBracketed(...parts: Part[]): Grammar {
  const only = parts[0];
  return oneOf(
    bracketed(...parts),
    parts.length === 1 && only !== undefined ? only : seq(...parts),
  );
}

/** Another entry of the dialect, looked up when the dialect is compiled. */
export function ref(name: string): Grammar {
  return new Grammar({ type: "ref", name });
}

/** A keyword; a bare string means the same. */
export function keyword(word: string): Grammar {
  return new Grammar({ type: "keyword", word });
}

/** One token of that spelling, given a kind. */
export function symbol(text: string, name: string, ...parents: (Kind | string)[]): Grammar {
  return words([text], name, ...(parents.length === 0 ? ["symbol"] : parents));
}

/** One token that is any of the spellings, given a kind. */
export function words(
  spellings: readonly string[],
  name: string,
  ...parents: (Kind | string)[]
): Grammar {
  return new Grammar({ type: "words", words: spellings, kind: kind(name, ...parents) });
}

/** One token that the lexer called `of`, given a kind. */
export function token(of: string, name: string, ...parents: (Kind | string)[]): Grammar {
  const from = kind(of);
  const to = name === of ? kind(name, ...parents) : kind(name, ...parents, from);
  return new Grammar({ type: "token", of: from, kind: to });
}

/** What a pattern may be told besides its test. */
export interface PatternOptions {
  /** Words that do not count. */
  not?: readonly string[];
  /** The only token kind that can match, where there is one. */
  on?: string;
  parents?: (Kind | string)[];
}

/**
 * One token whose whole text passes a test, whatever its case, given a kind. The test is an
 * expression, or a function where one is faster.
 */
export function pattern(
  test: string | TextTest,
  name: string,
  options: PatternOptions = {},
): Grammar {
  return new Grammar({
    type: "pattern",
    test: typeof test === "string" ? expressionTest(test) : test,
    not: options.not ?? [],
    on: options.on === undefined ? null : kind(options.on),
    kind: kind(name, ...(options.parents ?? [])),
  });
}

function expressionTest(source: string): TextTest {
  const whole = new RegExp(`^(?:${source})$`, "iu");
  return (text, start, end) => whole.test(text.slice(start, end));
}

/** A node of that kind around what the grammar takes. */
export function segment(name: string, grammar: Part, ...parents: string[]): Grammar {
  return new Grammar({ type: "segment", kind: kind(name, ...parents) }, [grammar]);
}

/** Everything up to a terminator, brackets kept together. */
export function anything(): Grammar {
  return new Grammar({ type: "anything" });
}

/** Never matches: a place for a dialect to fill. */
export const nothing = new Grammar({ type: "nothing" });

/** Zero-width: what follows is one level deeper. */
export const indent = new Grammar({ type: "meta", kind: INDENT, when: null });
/** Zero-width: as `indent`, but a layout may leave it out. */
export const implicitIndent = new Grammar({ type: "meta", kind: IMPLICIT_INDENT, when: null });
/** Zero-width: closes an indent. */
export const dedent = new Grammar({ type: "meta", kind: DEDENT, when: null });

/** A meta that stands only while every named indentation setting has that value. */
export function conditional(meta: Grammar, when: Record<string, boolean>): Grammar {
  if (meta.form.type !== "meta") throw new TypeError("only an indent can be conditional");
  return new Grammar({ type: "meta", kind: meta.form.kind, when });
}

/** Matches where the code before is one of the keyword sequences; takes nothing. */
export function precededBy(...sequences: string[][]): Grammar {
  return new Grammar({ type: "preceded_by", sequences });
}
