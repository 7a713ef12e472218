import { type Dialect, findDialect } from "../dialects/mod.ts";
import { Source } from "../source/mod.ts";
import {
  type Arena,
  END_OF_FILE,
  FILE,
  type Tokens,
  type Tree,
  TreeBuilder,
  UNPARSABLE,
} from "../tree/mod.ts";
import { ParseFailure, ParseLimitError } from "./failure.ts";
import { GrammarTables } from "./grammar_tables.ts";
import { Input } from "./input.ts";
import { FAIL, Machine } from "./machine.ts";

/** A text taken apart. */
export interface Parsed {
  source: Source;
  tokens: Tokens;
  tree: Tree;
  /** Where SQLFluff would give up the whole text (an offset), and why; null where it would not. */
  failure: { offset: number; message: string } | null;
  /** Statements in the text, and those of them without an unparsable part. */
  statements: { total: number; parsed: number };
}

/** Settings of a parse. */
export interface ParseOptions {
  /** The `indentation` section of the configuration; SQLFluff's defaults where not named. */
  indentation?: Record<string, unknown>;
  /** Most nodes that the tree may have; 0 for no limit. */
  maxNodes?: number;
  /** Puts into the tokens what a template has left between them. */
  weave?: (tokens: Tokens) => Tokens;
  /** Where the columns come from; without one they are counted and not bounded. */
  arena?: Arena;
}

const DEFAULT_MAX_NODES = 50_000_000;

/** One machine a dialect, kept with its arenas: a parse is never under way inside another. */
const machines = new Map<Dialect, Machine>();

function machineOf(dialect: Dialect): Machine {
  let machine = machines.get(dialect);
  if (machine === undefined) {
    machine = new Machine(new GrammarTables(dialect));
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
  const lexed = dialect.lexer.lex(text, options.arena);
  const tokens = options.weave === undefined ? lexed : options.weave(lexed);
  const limit = options.maxNodes ?? DEFAULT_MAX_NODES;
  if (limit > 0 && tokens.count > limit) throw new ParseLimitError("tokens", limit);
  machine.reset(new Input(tokens, machine.tables), options.indentation);
  try {
    const { tree, statements, failure } = new StatementWriter(machine, limit).write();
    return { source: new Source(text), tokens, tree, failure, statements };
  } finally {
    machine.release();
  }
}

/** Writes a file node, statement by statement. */
class StatementWriter {
  readonly #statements = { total: 0, parsed: 0 };
  readonly #machine: Machine;
  readonly #limit: number;
  #tree: TreeBuilder;
  #next = 0;

  constructor(machine: Machine, limit: number) {
    this.#machine = machine;
    this.#limit = limit;
    this.#tree = this.#begin();
  }

  /** Writes the whole file. */
  write(): Pick<Parsed, "tree" | "statements" | "failure"> {
    let failure: Parsed["failure"] = null;
    try {
      this.#writeAll();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      const offset = this.#machine.input.tokens.start(error.token);
      failure = { offset, message: error.message };
      this.#giveUp(error.token);
    }
    return { tree: this.#finish(), statements: this.#statements, failure };
  }

  /** Matches and writes every statement; a stretch that is none is unparsable to its delimiter. */
  #writeAll(): void {
    const { input, tables } = this.#machine;
    const end = input.codeEnd(input.count, 0);
    const terms = tables.terminators.statement;
    let at = this.#writeLooseDelimiters(input.nextCode(0), end);
    while (at < end) {
      if (this.#match(tables.delimiter, at, end, terms)) {
        at = input.nextCode(this.#machine.stop);
        continue;
      }
      const before = this.#tree.unparsable;
      const found = this.#match(tables.statement, at, end, terms);
      this.#statements.total++;
      let stop = found ? input.nextCode(this.#machine.stop) : at;
      if (stop < end && !this.#isDelimiter(stop, end)) {
        const stretch = Math.max(this.#endOfStretch(stop, end), stop + 1);
        this.#writeUnparsable(stop, stretch);
        stop = input.nextCode(stretch);
      }
      if (this.#tree.unparsable === before) this.#statements.parsed++;
      at = stop;
    }
  }

  /**
   * Delimiters that open the text belong to what follows them: if no statement does, they are
   * unparsable with it. Answers where to go on.
   */
  #writeLooseDelimiters(from: number, end: number): number {
    const { input, tables } = this.#machine;
    let at = from;
    while (at < end && this.#isDelimiter(at, end)) at = input.nextCode(this.#machine.stop);
    if (at === from) return from;
    if (this.#machine.probe(tables.statement, at, end, tables.terminators.statement)) return from;
    const stretch = at < end ? Math.max(this.#endOfStretch(at, end), at + 1) : end;
    if (at < end) this.#statements.total++;
    this.#writeUnparsable(from, stretch);
    return input.nextCode(stretch);
  }

  /** The whole text as it was lexed, unparsable from a token on. */
  #giveUp(token: number): void {
    this.#tree.drop();
    this.#tree = this.#begin();
    this.#next = 0;
    this.#statements.total = Math.max(this.#statements.total, 1);
    this.#statements.parsed = 0;
    const { input, ropes } = this.#machine;
    this.#next = ropes.fill(this.#next, token, input.tokens, this.#tree);
    this.#writeUnparsable(token, input.codeEnd(input.count, token + 1));
  }

  /** Writes the rest of the tokens and ends the file. */
  #finish(): Tree {
    const { input, ropes } = this.#machine;
    ropes.fill(this.#next, input.count, input.tokens, this.#tree);
    this.#tree.leaf(END_OF_FILE, input.count);
    this.#tree.close();
    this.#check();
    return this.#tree.finish();
  }

  #begin(): TreeBuilder {
    const tree = new TreeBuilder(this.#machine.input.tokens);
    tree.open(FILE);
    return tree;
  }

  /** Where text that no statement takes ends: at the next delimiter outside brackets. */
  #endOfStretch(at: number, end: number): number {
    try {
      const set = this.#machine.tables.terminators.statement;
      return this.#machine.trim(at, end, set, set);
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      return end;
    }
  }

  #isDelimiter(at: number, end: number): boolean {
    const { tables } = this.#machine;
    return this.#machine.probe(tables.delimiter, at, end, tables.terminators.statement);
  }

  #match(rule: number, at: number, end: number, terms: number): boolean {
    const { input, ropes, memo } = this.#machine;
    this.#machine.run(rule, at, end, terms);
    const { stop, rope } = this.#machine;
    if (stop !== FAIL) {
      this.#next = ropes.write(rope, this.#next, input.tokens, this.#tree);
      this.#next = ropes.fill(this.#next, stop, input.tokens, this.#tree);
      this.#check();
    }
    ropes.clear();
    memo.clear();
    return stop !== FAIL;
  }

  #writeUnparsable(from: number, to: number): void {
    const { input, ropes } = this.#machine;
    this.#next = ropes.fill(this.#next, from, input.tokens, this.#tree);
    this.#tree.open(UNPARSABLE);
    this.#next = ropes.fill(this.#next, to, input.tokens, this.#tree);
    this.#tree.close();
  }

  #check(): void {
    if (this.#limit > 0 && this.#tree.size > this.#limit) {
      throw new ParseLimitError("nodes", this.#limit);
    }
  }
}
