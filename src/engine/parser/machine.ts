import { Lenience, Op, type Rule, UNSOLVED } from "../grammar/mod.ts";
import { Arena, type Kind, TokenColumns } from "../tree/mod.ts";
import {
  FAIL,
  FOLLOW,
  FRAME,
  LENIENT,
  OUTER_LOOK,
  OUTER_REACH,
  PIECE,
  REACHED,
  RULE,
  START,
  STEP,
} from "./frame.ts";
import { Input } from "./input.ts";
import type { EarlierMatches } from "./earlier_matches.ts";
import type { MatchRecorder } from "./kept_matches.ts";
import { Matches } from "./matches.ts";
import { Memo } from "./memo.ts";
import { RecurringMatches } from "./recurring.ts";
import type { ParserTables } from "./tables.ts";

const FIRST_FRAMES = 64;
/** A stack of up to so many integers is kept for the next text. */
const MOST_KEPT = 1 << 20;
/** A match that looked at so few tokens is made again as fast as it is looked up. */
const WORTH_KEEPING = 3;
/** Settings of indents whose recurring matches are kept apart, at most. */
const MOST_RECURRING = 4;

/** How rules are matched, by their operation: see `operations.ts`. */
export interface Operations {
  /** Starts the frame on top, or hands it the answer that it has waited for. */
  advance(machine: Machine, frame: number, rule: Rule, isNew: boolean): void;
  /** Takes whatever stands at a token, up to what may follow; it needs no frame. */
  takeAnything(machine: Machine, at: number, follow: number): true;
}

/**
 * Runs a dialect's rules over tokens with an explicit stack, so that nesting in the text costs
 * memory and never the call stack.
 *
 * A rule that is called either answers at once, in `stop` and `piece`, or gets a frame. The frame on
 * top is advanced until it has an answer, which its caller's frame is resumed with. A strict match
 * is all or nothing; a lenient one recovers inside of what is committed to (see `sequences.ts`).
 * It is one file, since calling, answering and remembering share the stack and the last answer.
 */
export class Machine {
  readonly tables: ParserTables;
  readonly operations: Operations;
  readonly rules: readonly Rule[];
  readonly matches = new Matches();
  input: Input;
  /** By rule 1 for each indent that the settings ask for. */
  indents: Uint8Array;
  stack = new Int32Array(FIRST_FRAMES * FRAME);
  /** Offset just past the top frame. */
  top = 0;
  /** The last answer: where the match stopped (`FAIL`: none), and what it made. */
  stop = FAIL;
  piece = 0;
  /** The furthest token at which something that was tried could not go on. */
  reach = 0;
  /** The furthest token that was looked at; the code token behind it may have been too. */
  look = 0;
  /** Whether what is committed to has met a bracket that nothing closes. */
  metUnclosed = false;
  /** Frames so far: the work that a text has taken. */
  steps = 0;
  /** Collects what could have stood at a token; null while nobody asks. */
  expected: Set<number> | null = null;
  expectedAt = -1;
  /** What stands as it was matched in an earlier text; null where there is none. */
  #earlier: EarlierMatches | null = null;
  /** Collects matches for a later text; null where none is to come. */
  #recorder: MatchRecorder | null = null;
  readonly #memo = new Memo();
  readonly #nothing: Input;
  readonly #ops: Uint8Array;
  readonly #kinds: Uint16Array;
  readonly #remembered: Uint8Array;
  readonly #first: Uint32Array;
  readonly #second: Uint32Array;
  readonly #short: Uint8Array;
  readonly #nullable: Uint8Array;
  readonly #stride: number;
  #keys: Uint16Array;
  #pushed = false;
  /** Null where every token is to be matched anew. */
  #recurring: RecurringMatches | null = null;
  /** By which indents there are. */
  readonly #byIndents = new Map<string, RecurringMatches>();

  constructor(tables: ParserTables, operations: Operations) {
    this.tables = tables;
    this.operations = operations;
    this.rules = tables.rules;
    this.input = this.#nothing = new Input(new TokenColumns(0, new Arena()).finish(""), tables);
    this.indents = tables.indents(undefined);
    this.#ops = tables.ops;
    this.#kinds = tables.kinds;
    this.#remembered = tables.remembered;
    this.#first = tables.starts.first;
    this.#second = tables.starts.second;
    this.#short = tables.starts.short;
    this.#nullable = tables.starts.nullable;
    this.#stride = tables.keys.stride;
    this.#keys = this.input.keys;
  }

  /**
   * Takes other tokens; `settings` is the `indentation` section of the configuration. What `recurs` is
   * matched as it was before, in this text or an earlier one.
   */
  reset(
    input: Input,
    settings: Readonly<Record<string, unknown>> | undefined,
    recurs = true,
  ): void {
    this.input = input;
    this.matches.arena = input.tokens.arena;
    this.#keys = input.keys;
    this.indents = this.tables.indents(settings);
    // An open bracket looks to a recurring match as one that is closed.
    const mayRecur = recurs && input.unclosed === null;
    this.#recurring = mayRecur ? this.#recurringWith(this.indents) : null;
    this.matches.recurring = this.#recurring;
    this.matches.input = input;
    this.watch(null, null);
    this.top = 0;
    this.steps = 0;
    this.#pushed = false;
    this.forget();
  }

  /** Takes matches over from an earlier text, and has them collected for a later one. */
  watch(earlier: EarlierMatches | null, recorder: MatchRecorder | null): void {
    this.matches.earlier = this.#earlier = earlier;
    this.matches.recorder = this.#recorder = recorder;
  }

  #recurringWith(indents: Uint8Array): RecurringMatches {
    const key = this.tables.indentsKey(indents);
    let found = this.#byIndents.get(key);
    if (found === undefined) {
      if (this.#byIndents.size === MOST_RECURRING) this.#byIndents.clear();
      this.#byIndents.set(key, found = new RecurringMatches());
    }
    return found;
  }

  /** Forgets all matches: a statement is done. */
  forget(): void {
    this.#recorder?.settle();
    this.matches.clear();
    this.#memo.clear();
    this.#recurring?.makeRoom();
  }

  /** Lets go of the tokens and of unusually large columns. */
  release(): void {
    this.matches.release();
    if (this.stack.length > MOST_KEPT) {
      this.input.tokens.arena.forget(this.stack);
      this.stack = new Int32Array(FIRST_FRAMES * FRAME);
    }
    if (this.input !== this.#nothing) this.input.release();
    this.reset(this.#nothing, undefined);
  }

  /** Matches a rule at a code token; the answer is in `stop` and `piece`. */
  run(rule: number, at: number, follow: number, lenient: boolean): void {
    this.reach = at;
    this.look = at;
    if (this.call(rule, at, follow, lenient ? Lenience.whole : Lenience.none)) return;
    const base = this.top - FRAME;
    for (;;) {
      const isNew = this.#pushed;
      this.#pushed = false;
      const frame = this.top - FRAME;
      this.operations.advance(this, frame, this.rules[this.stack[frame + RULE]!]!, isNew);
      if (!this.#pushed && this.top === base) return;
    }
  }

  /** Forgets strict matches, so that what is tried again can be watched. */
  forgetMatches(): void {
    this.#memo.clear();
  }

  /**
   * Matches a rule. True if it answered at once; else its frame is on top, and its answer will
   * resume the frame that is on top now. A choice that the next two tokens leave one candidate is
   * followed without a frame.
   */
  call(rule: number, at: number, follow: number, lenience: number): boolean {
    if (at > this.look) this.look = at;
    const isInside = lenience === Lenience.whole && rule === this.tables.statement && this.top > 0;
    const lenient = isInside ? Lenience.inside : lenience;
    let id = rule;
    for (;;) {
      const op = this.#ops[id]!;
      if (op === Op.leaf) {
        return this.leafTakes(id, at)
          ? this.answer(at + 1, this.matches.leaf(this.rules[id]!.kind as Kind, at))
          : this.fail(at);
      }
      if (op !== Op.longest && op !== Op.first) {
        if (this.#nullable[id] === 0 && !this.canStart(id, at)) return this.fail(at);
        break;
      }
      const only = this.#onlyCandidate(id, at, lenient);
      if (only === FAIL) return this.fail(at);
      if (only < 0 || this.#kinds[id] !== 0) break;
      id = only;
    }
    if (this.#remembered[id] === 1 && lenient === 0 && this.#recall(id, at, follow)) return true;
    if (this.#ops[id] === Op.anything) return this.operations.takeAnything(this, at, follow);
    this.#push(id, at, follow, lenient);
    return false;
  }

  /** Answers with a match that is remembered from here, or with one of tokens like these. */
  #recall(rule: number, at: number, follow: number): boolean {
    const memo = this.#memo;
    if (memo.find(rule, at, follow)) {
      if (memo.reach > this.reach) this.reach = memo.reach;
      if (memo.look > this.look) this.look = memo.look;
      return this.answer(memo.stop, memo.piece);
    }
    const recurring = this.#recurring;
    if (recurring === null || this.expected !== null) return false;
    if (this.#earlier !== null && this.#takeOver(this.#earlier, rule, at, follow)) return true;
    const run = recurring.find(rule, follow, at, this.input);
    if (run < 0) return false;
    if (recurring.reach > this.reach) this.reach = recurring.reach;
    if (recurring.look > this.look) this.look = recurring.look;
    return this.answer(recurring.stop, this.matches.run(run, at));
  }

  /** Answers with a match of the earlier text that stands as it was. */
  #takeOver(earlier: EarlierMatches, rule: number, at: number, follow: number): boolean {
    const number = earlier.find(rule, follow, at);
    if (number < 0) return false;
    const { stop, reach, look } = earlier.at(number);
    if (reach > this.reach) this.reach = reach;
    if (look > this.look) this.look = look;
    return this.answer(stop, this.matches.earlierOne(number));
  }

  /** The one part of a choice that can match here; `FAIL` if none can, -2 if several can. */
  #onlyCandidate(choice: number, at: number, lenient: number): number {
    let only = FAIL;
    for (const part of this.tables.candidates(choice, this.#keys[at]!)) {
      if (lenient === 0 && !this.canGoOn(part, at)) continue;
      if (only !== FAIL) return -2;
      only = part;
    }
    return only;
  }

  /** Whether a token is one that a rule can start with. */
  canStart(rule: number, at: number): boolean {
    const key = this.#keys[at]!;
    return (this.#first[rule * this.#stride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  }

  /** Whether a rule that needs two tokens can have the one after this as its second. */
  canGoOn(rule: number, at: number): boolean {
    if (this.#short[rule] === UNSOLVED) this.tables.starts.solveSecond(rule);
    if (this.#short[rule] === 1 || at >= this.input.count) return true;
    const key = this.#keys[this.input.nextCode(at + 1)]!;
    if ((this.#second[rule * this.#stride + (key >>> 5)]! & (1 << (key & 31))) !== 0) return true;
    const second = this.input.nextCode(at + 1);
    if (second > this.reach) this.reach = second;
    // Whoever asks what was expected is told by the part that fails there.
    return this.expected !== null;
  }

  /** Whether a rule may match without a token. */
  isNullable(rule: number): boolean {
    return this.#nullable[rule] === 1;
  }

  /** Whether a rule of one token takes this one. */
  leafTakes(rule: number, at: number): boolean {
    if (!this.canStart(rule, at)) return false;
    const compiled = this.rules[rule]!;
    return compiled.leaf!.pattern === null || this.#keys[at]! < this.tables.keys.firstKind ||
      this.input.matchesPattern(compiled, at);
  }

  /**
   * Whether an optional part gives way: the token is a keyword that starts what follows, and the
   * part does not name it.
   */
  givesWay(part: number, at: number, follow: number): boolean {
    const key = this.#keys[at]!;
    const { follow: sets, starts } = this.tables;
    if (key >= this.tables.keys.firstKind) return false;
    if (!sets.startsNext(follow, key, this.keyAfter(at))) return false;
    return !starts.leads(part).has(key);
  }

  /**
   * Whether an operand gives way, as an optional part does. It has to stand where it is asked for,
   * so that it stays where the token behind it is a keyword that goes on behind the operand as well:
   * in `ORDER BY offset DESC` and `SELECT offset FROM t` OFFSET is a name.
   */
  operandGivesWay(part: number, at: number, follow: number): boolean {
    if (!this.givesWay(part, at, follow)) return false;
    const next = this.input.nextCode(at + 1);
    if (next >= this.input.count) return true;
    return !this.tables.follow.startsNext(follow, this.#keys[next]!, this.keyAfter(next));
  }

  /** Key of the code token behind one; at the end that of the end. */
  keyAfter(at: number): number {
    const { count } = this.input;
    return at >= count ? this.#keys[count]! : this.#keys[this.input.nextCode(at + 1)]!;
  }

  /** Whether what stands at a token may follow. */
  mayFollow(follow: number, at: number): boolean {
    return this.tables.follow.has(follow, this.#keys[at]!, this.keyAfter(at));
  }

  /** Answers; true, for a caller that says whether it has. */
  answer(stop: number, piece: number): true {
    if (stop > this.look) this.look = stop;
    this.stop = stop;
    this.piece = piece;
    return true;
  }

  /** Answers that there is no match, since a token did not go on. */
  fail(at: number): true {
    if (at > this.reach) this.reach = at;
    if (at > this.look) this.look = at;
    this.stop = FAIL;
    this.piece = 0;
    return true;
  }

  /** Notes what a rule could have started with at a token, if somebody asks. */
  note(rule: number, at: number): void {
    if (this.expected !== null && at === this.expectedAt) this.expected.add(rule);
  }

  /**
   * Ends the frame on top with an answer for the one below. The rule's own node, if it makes one,
   * goes up to `end`; what is `behind` it is no part of it.
   */
  done(stop: number, piece: number, end = stop, behind = 0): void {
    const { stack } = this;
    const frame = this.top - FRAME;
    const rule = stack[frame + RULE]!;
    const start = stack[frame + START]!;
    const kind = this.#kinds[rule]!;
    if (stop > this.look) this.look = stop;
    this.stop = stop;
    const made = kind !== 0 && end > start
      ? this.matches.node(kind as Kind, start, end, piece)
      : piece;
    this.piece = this.matches.join(made, behind);
    if (this.#remembered[rule] === 1 && stack[frame + LENIENT] === 0) {
      const isNode = made !== piece && behind === 0 && end === stop;
      if (isNode && this.expected === null) {
        this.#recorder?.note(rule, stack[frame + FOLLOW]!, start, this);
      }
      this.#remember(frame);
    }
    this.top = frame;
  }

  #remember(frame: number): void {
    const { stack, stop } = this;
    const start = stack[frame + START]!;
    const rule = stack[frame + RULE]!;
    const follow = stack[frame + FOLLOW]!;
    if (this.reach - start >= WORTH_KEEPING) this.#memo.put(rule, start, follow, this);
    // Where nothing was taken, a caller may move what was made.
    if (this.#recurring !== null && this.expected === null && stop !== start) {
      this.#keep(this.#recurring, rule, follow, start);
    }
    const outer = stack[frame + OUTER_REACH]!;
    if (outer > this.reach) this.reach = outer;
    const look = stack[frame + OUTER_LOOK]!;
    if (look > this.look) this.look = look;
  }

  #keep(recurring: RecurringMatches, rule: number, follow: number, start: number): void {
    if (!recurring.begin(rule, follow, start, this, this.input)) return;
    this.matches.transcribe(this.piece, recurring);
    recurring.finish(rule, follow, this, this.input);
  }

  #push(rule: number, at: number, follow: number, lenient: number): void {
    const frame = this.top;
    if (frame + FRAME > this.stack.length) this.#growStack();
    const { stack } = this;
    stack[frame + RULE] = rule;
    stack[frame + START] = at;
    stack[frame + FOLLOW] = follow;
    stack[frame + LENIENT] = lenient;
    stack[frame + REACHED] = at;
    stack[frame + PIECE] = 0;
    stack[frame + STEP] = 0;
    if (this.#remembered[rule] === 1 && lenient === 0) {
      stack[frame + OUTER_REACH] = this.reach;
      stack[frame + OUTER_LOOK] = this.look;
      this.reach = at;
      this.look = at;
    }
    this.top = frame + FRAME;
    this.steps++;
    this.#pushed = true;
  }

  #growStack(): void {
    const old = this.stack;
    const { arena } = this.input.tokens;
    this.stack = old.length < MOST_KEPT
      ? new Int32Array(old.length * 2)
      : arena.make(Int32Array, old.length * 2);
    this.stack.set(old);
    if (old.length > MOST_KEPT) arena.forget(old);
  }
}
