import { type Dialect, findDialect } from "../dialects/mod.ts";
import type { Lexer, TextEdit } from "../lexer/mod.ts";
import { Source } from "../source/mod.ts";
import type { Arena, Tokens, Tree } from "../tree/mod.ts";
import type { Earlier } from "./earlier.ts";
import { EarlierMatches } from "./earlier_matches.ts";
import { type KeptMatches, MatchRecorder } from "./kept_matches.ts";
import { type Hunk, hunksOf } from "./hunks.ts";
import { Input } from "./input.ts";
import { ParseLimitError } from "./limit.ts";
import { Machine } from "./machine.ts";
import { OPERATIONS } from "./operations.ts";
import { respacedFile } from "./respaced_file.ts";
import { StatementWriter } from "./statements.ts";
import { ParserTables } from "./tables.ts";
import type { Expectation } from "./expectations.ts";

/** A text taken apart. */
export interface Parsed {
  source: Source;
  tokens: Tokens;
  tree: Tree;
  /** Where a bracket makes nonsense of the whole text (an offset), and why; null if none does. */
  failure: { offset: number; message: string } | null;
  /** Rules that were matched with a frame of their own: the work that parsing took. */
  steps: number;
  /** Whether the text is the earlier one but for blanks, and so is the tree. */
  respaced: boolean;
  /** Long matches that a changed text may take over; null if they were not asked for. */
  kept: KeptMatches | null;
  /** By unparsable node, what the grammar wanted where it could not go on. */
  expectations: ReadonlyMap<number, Expectation>;
  /** Statements in the text, and those of them without an unparsable part. */
  statements: { total: number; parsed: number };
}

/** Settings of a parse. */
export interface ParseOptions {
  /** The `indentation` section of the configuration; SQLFluff's defaults where not named. */
  indentation?: Record<string, unknown>;
  /** Most nodes that the tree may have; 0 for no limit. */
  maxNodes?: number;
  /** Attaches to the tokens where a template has them from, and puts its marks between them. */
  attach?: (tokens: Tokens) => Tokens;
  /** Makes all unparsable from the first fault on, for who only asks whether there is one. */
  stopsAtFault?: boolean;
  /** False matches every token anew, whatever tokens like these have come to; for comparing. */
  recurs?: boolean;
  /** The text before a change, with its tree in the same dialect and by the same settings. */
  earlier?: EarlierText;
  /** Whether changed texts are to be parsed that may take matches over. */
  keepsMatches?: boolean;
  /** Where the columns come from; without one they are counted and not bounded. */
  arena?: Arena;
}

/** A text before a change. */
export interface EarlierText extends Earlier, Pick<Parsed, "failure" | "statements" | "kept"> {
  /** What has been changed in it since, where that is known: in order, and apart from each other. */
  readonly edits?: readonly TextEdit[];
}

const DEFAULT_MAX_NODES = 50_000_000;

/** One machine a dialect, kept with its arenas: a parse is never under way inside another. */
const machines = new Map<Dialect, Machine>();

function machineOf(dialect: Dialect): Machine {
  let machine = machines.get(dialect);
  if (machine === undefined) {
    machine = new Machine(new ParserTables(dialect), OPERATIONS);
    machines.set(dialect, machine);
  }
  return machine;
}

/**
 * Lexes and parses a text in a dialect or the one of that name. Never fails on bad SQL: what no rule
 * takes is in `unparsable` nodes.
 * Throws RangeError on a dialect that is not built, ParseLimitError on a tree over the limit,
 * EngineError `memory_limit` when the arena has no room.
 */
export function parse(text: string, of: string | Dialect, options: ParseOptions = {}): Parsed {
  const dialect = typeof of === "string" ? findDialect(of) : of;
  // The tables come first: they intern the words that the lexer then recognises.
  const machine = machineOf(dialect);
  const tokens = tokensOf(text, dialect.lexer, options);
  const limit = options.maxNodes ?? DEFAULT_MAX_NODES;
  if (limit > 0 && tokens.count > limit) throw new ParseLimitError("tokens", limit);
  const { earlier, stopsAtFault } = options;
  const hunks = hunksIn(tokens, earlier);
  const respaced = respacedOnly(tokens, hunks, earlier, machine.tables);
  if (respaced !== null) {
    if (limit > 0 && respaced.tree.size > limit) throw new ParseLimitError("nodes", limit);
    return respaced;
  }
  machine.reset(new Input(tokens, machine.tables), options.indentation, options.recurs);
  try {
    const matches = earlierMatches(tokens, hunks, earlier, machine);
    const recorder = options.keepsMatches === true ? new MatchRecorder() : null;
    const writer = new StatementWriter(machine, limit, stopsAtFault, earlier, matches, recorder);
    return { source: new Source(text), tokens, ...writer.write() };
  } finally {
    machine.release();
  }
}

/** The matches of the text before a change that stand; null where none are known. */
function earlierMatches(
  tokens: Tokens,
  hunks: readonly Hunk[] | null,
  earlier: EarlierText | undefined,
  { input, indents }: Machine,
): EarlierMatches | null {
  if (hunks === null || earlier === undefined || input.unclosed !== null) return null;
  const { kept, tree } = earlier;
  if (kept === null || kept.count === 0 || kept.indents !== indents) return null;
  return new EarlierMatches(kept, tree, tokens, hunks);
}

/** Where the tokens differ from those before a change; null where that is not known. */
function hunksIn(tokens: Tokens, earlier: EarlierText | undefined): Hunk[] | null {
  if (earlier?.edits === undefined || earlier.failure !== null) return null;
  return earlier.tokens.origins === null ? hunksOf(earlier.tokens, tokens, earlier.edits) : null;
}

/** The tokens of a text, lexed or, where it is known what has changed, taken from the text before. */
function tokensOf(text: string, lexer: Lexer, { earlier, attach, arena }: ParseOptions): Tokens {
  if (attach !== undefined) return attach(lexer.lex(text, arena));
  return earlier?.edits === undefined || earlier.tokens.origins !== null
    ? lexer.lex(text, arena)
    : lexer.relex(text, earlier.tokens, earlier.edits, arena);
}

/** A text that is an earlier one but for blanks inside of its statements; null where it is not. */
function respacedOnly(
  tokens: Tokens,
  hunks: readonly Hunk[] | null,
  earlier: EarlierText | undefined,
  { keys, tightPlaces }: ParserTables,
): Parsed | null {
  if (hunks === null || earlier === undefined) return null;
  const { tree, statements, kept } = earlier;
  const keyOf = (token: number) => keys.of(tokens.word(token), tokens.kind(token));
  const respaced = respacedFile({
    tree,
    tokens,
    hunks,
    mayTouch: (one, other) => tightPlaces.between(keyOf(one), keyOf(other)),
  });
  if (respaced === null) return null;
  return {
    source: new Source(tokens.text),
    tokens,
    tree: respaced,
    failure: null,
    steps: 0,
    respaced: true,
    expectations: new Map(),
    kept,
    statements,
  };
}
