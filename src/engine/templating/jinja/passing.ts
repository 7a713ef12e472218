/**
 * How what puts nothing out is passed over: a macro where it is defined, the body of a `set` or
 * `call` block, a branch that is not taken.
 *
 * SQLFluff does not read that statement by statement. From the tag of an `if` or `for`, and from those
 * that divide it, it goes on to the tag that divides or ends it next where it knows one, else to the
 * next piece. Inside of a macro, `set` or `call` it does not know the ends of blocks, up to where
 * the first of these three ends. So a divider there belongs to the block that was opened last, even
 * if that has ended; and behind a `set` block within a macro the content of an `if` is not visited.
 */
import type { SliceKind } from "../slices.ts";
import type { Statement } from "./nodes.ts";
import type { Output } from "./visits.ts";

const OPAQUE = new Set(["macro", "set", "call"]);
const OPAQUE_ENDS = new Set(["endmacro", "endset", "endcall"]);

/** Learns from the tags of a template, in order, where each leads when it is passed over. */
export class Leads {
  /** The piece that a tag leads to, where that is not the next one. */
  readonly leads = new Map<number, number>();
  /** Tags that are still to lead somewhere, the innermost last. */
  readonly #open: number[] = [];
  #isOpaque = false;

  /** Takes in the next tag by its name. */
  add(piece: number, kind: SliceKind, name: string): void {
    if (kind === "block_start" && OPAQUE.has(name)) this.#isOpaque = true;
    else if (OPAQUE_ENDS.has(name)) this.#isOpaque = false;
    else if (name === "if" || name === "for") this.#open.push(piece);
    else if (kind === "block_mid") {
      this.#close(piece);
      this.#open.push(piece);
    } else if ((name === "endif" || name === "endfor") && !this.#isOpaque) this.#close(piece);
  }

  #close(piece: number): void {
    const tag = this.#open.pop();
    if (tag !== undefined) this.leads.set(tag, piece);
  }
}

/** The piece behind one that is passed over, on the way to another one. */
function behind(piece: number, to: number, { leads }: Output): number {
  const lead = leads.get(piece) ?? Infinity;
  return lead > to ? piece + 1 : lead;
}

/** Visits what is passed over between two tags. */
export function passBetween(tag: number, to: number, output: Output): void {
  if (!output.records) return;
  for (let piece = behind(tag, to, output); piece < to; piece = behind(piece, to, output)) {
    output.pass(piece);
  }
}

/** Visits the pieces of a statement that puts nothing out; `isInside`: those behind its first tag. */
export function passOver({ tags }: Statement, output: Output, isInside = false): void {
  const [first, last] = [tags[0]!, tags.at(-1)!];
  if (!isInside) output.pass(first);
  passBetween(first, last, output);
  output.pass(last);
}
