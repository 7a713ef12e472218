/** Where statements begin and end, whether they parse or not. */
import { NEWLINE } from "../tree/mod.ts";
import { FAIL } from "./frame.ts";
import { ALONE } from "./input.ts";
import type { Machine } from "./machine.ts";
import { resumesAt } from "./recovery.ts";

/** The bounds of statements in the text that a machine has at hand, which has no match under way. */
export class Boundaries {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Whether a keyword that starts a statement, or the end of a batch, stands at a token. */
  resumesAt(at: number): boolean {
    const { tables } = this.#machine;
    return tables.batchEnd >= 0 && resumesAt(this.#machine, tables.follow.statement, at);
  }

  /** Whether a token may start a statement or a directive. */
  startsStatement(at: number): boolean {
    const { tables } = this.#machine;
    return this.isDirective(at) || this.#machine.canStart(tables.statement, at);
  }

  /** Whether a token starts a directive, as of a client. */
  isDirective(at: number): boolean {
    const { directive } = this.#machine.tables;
    return directive >= 0 && this.#machine.canStart(directive, at);
  }

  /** Whether what stands at a token begins like a statement with delimiters inside. */
  isProgram(at: number): boolean {
    return this.#begins(this.#machine.tables.program, at);
  }

  /** Whether a rule, if there is one, matches at a token. */
  #begins(rule: number, at: number): boolean {
    if (rule < 0 || !this.#machine.canStart(rule, at)) return false;
    this.#machine.run(rule, at, this.#machine.tables.follow.statement, false);
    const begins = this.#machine.stop !== FAIL;
    this.#machine.forget();
    return begins;
  }

  /**
   * Where a program that does not parse ends, which starts at one token and is unparsable from
   * another on: with the batch, or before the first delimiter outside of its blocks. A block that
   * nothing closes before the next program ends nothing.
   */
  endOfProgram(start: number, from: number): number {
    const { input, tables } = this.#machine;
    if (tables.batchEnd >= 0) return this.endOfStretch(from, (at) => this.#endsProgram(at));
    let depth = 0;
    let stop = from;
    for (let at = start; at < input.count; at = input.nextCode(stop)) {
      if (depth === 0 && at > from && this.isDelimiter(at)) return stop;
      if (at > from && this.isProgram(at)) break;
      if (this.#begins(tables.blockOpens, at)) depth++;
      else if (depth > 0 && this.#begins(tables.blockCloses, at)) depth--;
      stop = at + 1;
    }
    return depth === 0 ? stop : this.endOfStretch(from);
  }

  /** Where text that is no statement ends: before the next token outside of brackets that says so. */
  endOfStretch(from: number, ends = (at: number) => this.#endsStretch(at)): number {
    const { input } = this.#machine;
    let at = from;
    let stop = from;
    do {
      const partner = input.opens(at) ? input.partner(at) : ALONE;
      stop = (partner === ALONE ? at : partner) + 1;
      at = input.nextCode(stop);
    } while (at < input.count && !ends(at));
    return stop;
  }

  #endsStretch(at: number): boolean {
    if (this.isDelimiter(at) || this.isBatchEnd(at)) return true;
    return this.resumesAt(at) && this.startsLine(at);
  }

  /** Whether a batch's end stands at a token; in the middle of a line it can be an operator. */
  #endsProgram(at: number): boolean {
    return this.isBatchEnd(at) && this.startsLine(at);
  }

  /** Whether a token is the first code of its line, and not of the text. */
  startsLine(at: number): boolean {
    const { input: { tokens, keys } } = this.#machine;
    let before = at - 1;
    while (before >= 0 && keys[before] === 0) {
      if (tokens.kinds[before] === NEWLINE) return true;
      before--;
    }
    return false;
  }

  /** Whether a token may end a batch. */
  isBatchEnd(at: number): boolean {
    const { batchEnd } = this.#machine.tables;
    return batchEnd >= 0 && this.#machine.canStart(batchEnd, at);
  }

  /** Whether a token divides statements. */
  isDelimiter(at: number): boolean {
    return this.#machine.canStart(this.#machine.tables.delimiter, at);
  }
}
