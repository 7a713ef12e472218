import type { ImplicitIndents } from "../layout/settings.ts";
import type { IndentStats, Sequence } from "./sequence.ts";
import { pruneUntaken, pushUntaken, type Untaken } from "./untaken.ts";

/** A point that breaks a line or opens or closes an indent. */
export interface IndentPoint {
  point: number;
  impulse: number;
  trough: number;
  /** Indent balance before the point. */
  balance: number;
  /** The last point before this one that breaks a line, or -1. */
  lastBreak: number;
  isBreak: boolean;
  /** Indents untaken before this point. */
  untaken: Untaken | null;
}

/** Indent balance after a point. */
export function closing(point: IndentPoint): number {
  return point.balance + point.impulse;
}

function combine(first: IndentStats | null, second: IndentStats): IndentStats {
  if (first === null) return second;
  return {
    impulse: first.impulse + second.impulse,
    trough: Math.min(first.trough, first.impulse + second.trough),
    implicit: second.implicit,
  };
}

/**
 * Depth of bracket nesting is not needed to find a bracket's end: it is the last leaf of the
 * segment that the start bracket begins.
 */
function breaksBeforeBracketEnd(sequence: Sequence, block: number): boolean {
  const { tree } = sequence;
  const end = tree.end(tree.parent(sequence.block(block)));
  for (let at = block; at < sequence.count && sequence.block(at) < end; at++) {
    if (at > block && sequence.newlines(at) > 0) return true;
  }
  return false;
}

/** Walks the points, keeping the balance and the untaken indents. */
class Walk {
  balance = 0;
  untaken: Untaken | null = null;
  lastBreak = -1;
  #held: { stats: IndentStats; point: IndentPoint } | null = null;

  constructor(
    readonly sequence: Sequence,
    readonly isStartBracket: (leaf: number) => boolean,
    readonly emit: (point: IndentPoint) => void,
  ) {}

  #advance(stats: IndentStats, isBreak: boolean): void {
    const { balance } = this;
    const { impulse, trough, implicit } = stats;
    const highest = balance + impulse + (trough < impulse ? trough : 0);
    this.untaken = pruneUntaken(this.untaken, highest);
    if (impulse > trough && !isBreak) {
      for (let step = trough; step < impulse; step++) {
        if (!implicit.includes(step + 1)) {
          this.untaken = pushUntaken(this.untaken, balance + step + 1);
        }
      }
    }
    this.balance = balance + impulse;
  }

  /** Without implicit indents, or before a bracket that stays open, they count as plain ones. */
  #effective(stats: IndentStats, point: number, mode: ImplicitIndents): IndentStats {
    if (stats.implicit.length === 0) return stats;
    const plain = mode === "forbid" || (this.isStartBracket(this.sequence.block(point)) &&
      breaksBeforeBracketEnd(this.sequence, point));
    return plain ? { ...stats, implicit: [] } : stats;
  }

  #make(point: number, stats: IndentStats, lastBreak: number, isBreak: boolean): IndentPoint {
    const { balance, untaken } = this;
    const { impulse, trough } = stats;
    return { point, impulse, trough, balance, lastBreak, isBreak, untaken };
  }

  /**
   * A point before a comment waits for the one behind it: a comment on a line of its own belongs
   * to what follows, so all indents go before it; behind code it belongs to that, and they go after.
   */
  #release(stats: IndentStats): IndentStats {
    const held = this.#held;
    if (held === null) return stats;
    const { point, lastBreak, isBreak } = held.point;
    if (!isBreak) {
      const none = { impulse: 0, trough: 0, implicit: [] };
      this.emit(this.#make(point, none, lastBreak, false));
      return stats;
    }
    this.emit(this.#make(point, stats, lastBreak, true));
    this.#advance(stats, true);
    return { impulse: 0, trough: 0, implicit: stats.implicit };
  }

  /** Whether a point only stands between two pieces of code on a line, as most do. */
  #isIdle(point: number): boolean {
    const { sequence } = this;
    return this.#held === null && point > 0 && sequence.impulse(point) === 0 &&
      sequence.trough(point) === 0 && !sequence.hadNewline(point) && sequence.isCode(point);
  }

  visit(point: number, mode: ImplicitIndents): void {
    const { sequence } = this;
    if (this.#isIdle(point)) {
      this.untaken = pruneUntaken(this.untaken, this.balance);
      return;
    }
    const combined = combine(this.#held?.stats ?? null, sequence.stats(point));
    const stats = this.#release(this.#effective(combined, point, mode));
    this.#held = null;
    const isBreak = sequence.hadNewline(point);
    const made = this.#make(point, stats, this.lastBreak, isBreak);
    if (isBreak) this.lastBreak = point;
    if (sequence.isComment(point)) {
      this.#held = { stats, point: made };
      return;
    }
    const matters = isBreak || stats.impulse !== 0 || stats.trough !== 0;
    if (matters || point === 0 || sequence.isEnd(point)) this.emit(made);
    this.#advance(stats, isBreak);
  }
}

/** Tells the points of a file that matter for its indentation, in order. */
export function walkIndentPoints(
  sequence: Sequence,
  isStartBracket: (leaf: number) => boolean,
  emit: (point: IndentPoint) => void,
): void {
  const walk = new Walk(sequence, isStartBracket, emit);
  for (let point = 0; point < sequence.count; point++) {
    walk.visit(point, sequence.layout.implicitIndents);
  }
}
