import { BATCH, END_OF_FILE, FILE, type Tree, TreeBuilder, UNPARSABLE } from "../tree/mod.ts";
import { Boundaries } from "./boundaries.ts";
import { type Earlier, EarlierStatements } from "./earlier.ts";
import { type Expectation, expectationAt } from "./expectations.ts";
import type { EarlierMatches } from "./earlier_matches.ts";
import { codeNumbers, type KeptMatches, type MatchRecorder } from "./kept_matches.ts";
import { FAIL } from "./frame.ts";
import { ALONE, type Unclosed } from "./input.ts";
import { ParseLimitError } from "./limit.ts";
import type { Machine } from "./machine.ts";

/** What a text comes to. */
export interface Written {
  tree: Tree;
  failure: { offset: number; message: string } | null;
  statements: { total: number; parsed: number };
  expectations: ReadonlyMap<number, Expectation>;
  steps: number;
  /** Whether the text is the earlier one but for blanks, and so is the tree. */
  respaced: boolean;
  /** Long matches for a later text, if they are asked for. */
  kept: KeptMatches | null;
}

/**
 * Writes a file node, statement by statement: strictly first, and leniently where that fails. What
 * is no statement is unparsable up to the next delimiter outside of brackets, in batches also up to
 * a line that a statement's keyword starts.
 */
export class StatementWriter {
  readonly #machine: Machine;
  readonly #boundaries: Boundaries;
  readonly #limit: number;
  readonly #stopsAtFault: boolean;
  readonly #earlier: EarlierStatements | null;
  readonly #matches: EarlierMatches | null;
  readonly #recorder: MatchRecorder | null;
  #tree: TreeBuilder;
  readonly #expectations = new Map<number, Expectation>();
  #total = 0;
  #parsed = 0;
  /** Whether a bracket that nothing closes makes nonsense of the text. */
  #isLost = false;
  /** The first token that is not in the tree yet. */
  #next = 0;

  /**
   * `limit` is the most nodes that the tree may have; 0 for no limit. One that stops at a fault makes
   * the rest of the text unparsable from the first statement on that is not matched strictly.
   * Statements of the `earlier` text are taken over.
   */
  constructor(
    machine: Machine,
    limit: number,
    stopsAtFault = false,
    earlier: Earlier | null = null,
    matches: EarlierMatches | null = null,
    recorder: MatchRecorder | null = null,
  ) {
    this.#matches = matches;
    this.#recorder = recorder;
    machine.watch(matches, recorder);
    this.#machine = machine;
    this.#boundaries = new Boundaries(machine);
    this.#limit = limit;
    this.#stopsAtFault = stopsAtFault;
    this.#earlier = earlier === null ? null : new EarlierStatements(earlier);
    this.#tree = new TreeBuilder(machine.input.tokens);
    this.#tree.open(FILE);
  }

  /** Writes the whole file. Throws ParseLimitError on a tree over the limit. */
  write(): Written {
    const { input } = this.#machine;
    if (this.#machine.tables.batchEnd >= 0) this.#writeBatches();
    else this.#writeStatements();
    const failure = this.#isLost ? this.#giveUp(input.unclosed!) : null;
    this.#fill(input.count);
    this.#tree.leaf(END_OF_FILE, input.count);
    this.#tree.close();
    this.#check();
    const tree = this.#tree.finish();
    return {
      tree,
      kept: failure === null ? this.#keep(tree) : null,
      failure,
      statements: { total: this.#total, parsed: this.#parsed },
      expectations: this.#expectations,
      steps: this.#machine.steps,
      respaced: failure === null && (this.#earlier?.isRespaced(input.tokens) ?? false),
    };
  }

  /** The long matches that stand in the tree, for a text that is made of this one. */
  #keep(tree: Tree): KeptMatches | null {
    if (this.#recorder === null) return null;
    const { input, indents } = this.#machine;
    const numbers = codeNumbers(tree.tokens);
    const kept = this.#recorder.finish(tree, numbers, input, indents);
    this.#matches?.keepOn(kept, numbers);
    return kept;
  }

  #writeStatements(): void {
    const { input } = this.#machine;
    const end = input.codeEnd(input.count, 0);
    let at = input.nextCode(0);
    const leads = at < end && this.#boundaries.isDelimiter(at);
    if (leads && !this.#machine.tables.emptyStatements) at = this.#writeLeadingDelimiters(at, end);
    while (at < end) {
      if (this.#boundaries.isDelimiter(at)) at = this.#writeOne(this.#machine.tables.delimiter, at);
      else if (this.#boundaries.isDirective(at)) {
        at = this.#writeOne(this.#machine.tables.directive, at);
      } else at = this.#writeStatement(at, end);
    }
  }

  #writeBatches(): void {
    const { input } = this.#machine;
    const end = input.codeEnd(input.count, 0);
    let at = input.nextCode(0);
    while (at < end) {
      if (this.#boundaries.isDirective(at)) {
        at = this.#writeDirective(at);
        continue;
      }
      this.#fill(at);
      this.#tree.open(BATCH);
      at = this.#writeBatch(at, end);
      this.#tree.close();
    }
  }

  /** Writes a directive between batches; what only starts like one is unparsable. */
  #writeDirective(at: number): number {
    const { tables, input } = this.#machine;
    this.#machine.run(tables.directive, at, tables.follow.statement, false);
    if (this.#machine.stop !== FAIL) return input.nextCode(this.#flush());
    this.#machine.forget();
    const stop = this.#boundaries.endOfStretch(at);
    this.#total++;
    this.#unparsable(at, stop);
    return input.nextCode(stop);
  }

  /** Writes statements up to a directive, and the batch's end if it has one. */
  #writeBatch(from: number, end: number): number {
    const { tables } = this.#machine;
    let at = from;
    while (at < end && !this.#boundaries.isDirective(at)) {
      if (this.#boundaries.isBatchEnd(at)) return this.#writeOne(tables.batchEnd, at);
      at = this.#boundaries.isDelimiter(at)
        ? this.#writeOne(tables.delimiter, at)
        : this.#writeStatement(at, end);
    }
    return at;
  }

  /** Writes a delimiter, a batch's end or a directive. */
  #writeOne(rule: number, at: number): number {
    this.#machine.run(rule, at, this.#machine.tables.follow.statement, false);
    return this.#machine.input.nextCode(this.#flush());
  }

  /** Delimiters in front belong to what follows: if that is no statement, they are unparsable too. */
  #writeLeadingDelimiters(from: number, end: number): number {
    const { input, tables } = this.#machine;
    let at = from;
    while (at < end && this.#boundaries.isDelimiter(at)) at = input.nextCode(at + 1);
    if (at < end) {
      this.#machine.run(tables.statement, at, tables.follow.statement, false);
      const isStatement = this.#machine.stop !== FAIL;
      this.#machine.forget();
      if (isStatement) return from;
      this.#total++;
    }
    const stop = at < end ? this.#boundaries.endOfStretch(at) : input.codeEnd(at, from);
    this.#unparsable(from, stop);
    return input.nextCode(stop);
  }

  #writeStatement(at: number, end: number): number {
    const { tables, input } = this.#machine;
    const { statement: follow } = tables.follow;
    this.#total++;
    const taken = this.#takeOver(at, end);
    if (taken >= 0) return taken;
    this.#machine.run(tables.statement, at, follow, false);
    if (this.#isWhole(end) || this.#isSeparate(at) || this.#isBeforeStatement()) {
      this.#parsed++;
      return input.nextCode(this.#flush());
    }
    if (this.#stopsAtFault) {
      this.#machine.forget();
      this.#unparsable(at, end);
      return end;
    }
    const wanted = expectationAt(this.#machine, at);
    const before = this.#tree.size;
    const isProgram = this.#boundaries.isProgram(at);
    this.#machine.metUnclosed = false;
    this.#machine.run(tables.statement, at, follow, true);
    if (this.#losesText(at)) return end;
    const stop = this.#machine.stop === FAIL ? at : this.#flush();
    this.#machine.forget();
    let next = input.nextCode(stop);
    if (
      next < end && !this.#boundaries.isDelimiter(next) &&
      (stop === at || !this.#boundaries.resumesAt(next))
    ) {
      const stretch = isProgram
        ? this.#boundaries.endOfProgram(at, next)
        : this.#boundaries.endOfStretch(next);
      this.#unparsable(next, stretch);
      next = input.nextCode(stretch);
    }
    this.#expect(before, wanted);
    return next;
  }

  /**
   * Whether the statement that starts at a token is committed to something that holds a bracket that
   * nothing closes: what follows may then belong to it, and what stands before may be meant
   * otherwise. Behind a statement that does not parse nothing more is lost.
   */
  #losesText(at: number): boolean {
    const { unclosed } = this.#machine.input;
    if (unclosed === null || at > unclosed.first || !this.#machine.metUnclosed) return false;
    this.#isLost = this.#tree.unparsable === 0;
    return this.#isLost;
  }

  /** Takes a statement over from the earlier text: the code token behind it; -1 where there is none. */
  #takeOver(at: number, end: number): number {
    const { input } = this.#machine;
    const found = this.#earlier?.at(input, at) ?? null;
    const next = found === null ? -1 : input.nextCode(found.stop);
    // Only what ends it for sure: behind anything else it might go on.
    if (found === null || (next < end && !this.#boundaries.isDelimiter(next))) {
      this.#earlier?.pass();
      return -1;
    }
    this.#fill(at);
    found.write(this.#tree);
    this.#matches?.taken(found.from, found.to, at);
    this.#next = found.stop;
    this.#check();
    this.#parsed++;
    return next;
  }

  /** Notes what was wanted at the unparsable node that holds or precedes it. */
  #expect(before: number, wanted: Expectation): void {
    const first = this.#tree.unparsableSince(before);
    if (first >= 0) this.#expectations.set(first, this.#orUnclosed(wanted));
  }

  /** A bracket that nothing closes is what is wrong, whatever else could have stood there. */
  #orUnclosed(wanted: Expectation): Expectation {
    const { input } = this.#machine;
    const { token } = wanted;
    const isUnclosed = input.opens(token) && input.partner(token) === ALONE;
    return isUnclosed ? { ...wanted, isUnclosed } : wanted;
  }

  /** Whether a strict match has reached the statement's end. */
  #isWhole(end: number): boolean {
    const { stop, input } = this.#machine;
    if (stop === FAIL) return false;
    const next = input.nextCode(stop);
    return next >= end || this.#boundaries.isDelimiter(next) || this.#boundaries.isDirective(next);
  }

  /** Whether a statement that needs no delimiter stands here, before another one. */
  #isSeparate(at: number): boolean {
    const { tables, input } = this.#machine;
    const { stop, piece, reach } = this.#machine;
    if (tables.separate >= 0 && this.#machine.canStart(tables.separate, at)) {
      this.#machine.run(tables.separate, at, tables.follow.statement, false);
      const next = this.#machine.stop === FAIL ? -1 : input.nextCode(this.#machine.stop);
      if (next >= 0 && this.#boundaries.startsStatement(next)) return true;
    }
    this.#machine.answer(stop, piece);
    this.#machine.reach = reach;
    return false;
  }

  /** Whether a batch goes on with another statement behind a strict match. */
  #isBeforeStatement(): boolean {
    const { tables, input } = this.#machine;
    const { stop, piece, reach } = this.#machine;
    if (tables.batchEnd < 0 || stop === FAIL) return false;
    const next = input.nextCode(stop);
    // A bracket in the same line is meant to go on with what stands before it.
    if (this.#boundaries.resumesAt(next)) {
      return !input.opens(next) || this.#boundaries.startsLine(next);
    }
    if (!this.#machine.canStart(tables.statement, next)) return false;
    // A name may start a statement, or be what does not belong to this one.
    this.#machine.run(tables.statement, next, tables.follow.statement, false);
    const isStatement = this.#machine.stop !== FAIL;
    this.#machine.answer(stop, piece);
    this.#machine.reach = reach;
    return isStatement;
  }

  /** Writes what has matched; answers where it stopped. */
  #flush(): number {
    const { matches, piece, stop, input } = this.#machine;
    this.#next = matches.write(piece, this.#next, input.tokens, this.#tree);
    this.#fill(stop);
    this.#check();
    this.#machine.forget();
    return stop;
  }

  #fill(to: number): void {
    const { matches, input } = this.#machine;
    this.#next = matches.fill(this.#next, to, input.tokens, this.#tree);
  }

  #unparsable(from: number, to: number): void {
    this.#fill(from);
    this.#tree.open(UNPARSABLE);
    this.#fill(to);
    this.#tree.close();
  }

  /** A bracket that nothing closes: the text is unparsable from where that shows. */
  #giveUp({ token, opening }: Unclosed): { offset: number; message: string } {
    const { input } = this.#machine;
    const { tokens } = input;
    this.#tree.drop();
    this.#tree = new TreeBuilder(tokens);
    this.#tree.open(FILE);
    this.#next = 0;
    this.#expectations.clear();
    this.#total = 1;
    this.#parsed = 0;
    this.#unparsable(token, input.codeEnd(input.count, token + 1));
    const bracket = tokens.textOf(opening);
    const message = token === opening
      ? `This ${bracket} is never closed.`
      : `This ${tokens.textOf(token)} does not close the ${bracket} that is open here.`;
    return { offset: tokens.start(token), message };
  }

  #check(): void {
    if (this.#limit > 0 && this.#tree.size > this.#limit) {
      throw new ParseLimitError("nodes", this.#limit);
    }
  }
}
