import { LAST_LEAF_OP, Op, type Rule } from "../grammar/mod.ts";
import { Arena, type Kind, TokenColumns } from "../tree/mod.ts";
import { advanceChoice, choiceResult, startChoice } from "./choice.ts";
import { advanceDelimited, delimitedResult, startDelimited } from "./delimited.ts";
import { greedyEnd, matchAnything } from "./greedy.ts";
import type { GrammarTables } from "./grammar_tables.ts";
import { Input } from "./input.ts";
import { Memo } from "./memo.ts";
import { ParseFailure } from "./failure.ts";
import { Ropes } from "./ropes.ts";
import { advanceSequence, sequenceResult, startSequence } from "./sequence.ts";

/** Integers of one frame. */
export const FRAME = 16;
/** Slots that every frame has: its rule, where it started, its limit, its terminators. */
export const RULE = 0;
export const START = 1;
export const LIMIT = 2;
export const TERMS = 3;
/** Slots of frames that collect: how far they got, and what they have. */
export const REACHED = 4;
export const ROPE = 5;

const SEGMENT_FRAMES = 64;
/** A stack of up to so many integers, a power of two, is kept for the next text. */
const MOST_KEPT = 1 << 20;
/** How deep a terminator may be matched while a terminator is matched. */
const MAX_NESTING = 48;
/** No match. */
export const FAIL = -1;

/**
 * The parser's machine: an explicit stack of integer frames, so that nesting in the text costs
 * memory and never the call stack. A rule that is called either answers at once or pushes a frame
 * and names the next call; a frame is resumed with each answer.
 */
export class Machine {
  readonly tables: GrammarTables;
  input: Input;
  readonly rules: readonly Rule[];
  readonly ropes = new Ropes();
  readonly memo = new Memo();
  /** Whether each conditional meta's settings hold, by rule. */
  enabled: Uint8Array;
  stack = new Int32Array(SEGMENT_FRAMES * FRAME);
  /** Offset just past the top frame. */
  top = 0;
  /** The last answer: where the match stopped (`FAIL`: none) and what it made. */
  stop = FAIL;
  rope = 0;
  readonly #nothing: Input;
  readonly #ops: Uint8Array;
  readonly #singles: Uint8Array;
  readonly #shared: Uint8Array;
  readonly #firstBits: Uint32Array;
  readonly #firstStride: number;
  readonly #secondBits: Uint32Array;
  readonly #secondDecides: Uint8Array;
  #keys: Uint16Array;
  #calling = false;
  #rule = 0;
  #at = 0;
  #limit = 0;
  #terms = 0;
  #nesting = 0;

  constructor(tables: GrammarTables) {
    this.tables = tables;
    this.rules = tables.rules;
    this.input = this.#nothing = new Input(new TokenColumns(0, new Arena()).finish(""), tables);
    this.enabled = tables.enabledMetas(undefined);
    this.#ops = tables.ops;
    this.#singles = tables.singles;
    this.#shared = tables.shared;
    this.#firstBits = tables.first.bits;
    this.#firstStride = tables.first.stride;
    this.#secondBits = tables.second.bits;
    this.#secondDecides = tables.second.decides;
    this.#keys = this.input.keys;
  }

  /** Takes other tokens; `settings` is the `indentation` section of the configuration. */
  reset(input: Input, settings: Readonly<Record<string, unknown>> | undefined): void {
    this.input = input;
    this.ropes.arena = input.tokens.arena;
    this.#keys = input.keys;
    this.enabled = this.tables.enabledMetas(settings);
    this.top = 0;
    this.#nesting = 0;
    this.#calling = false;
    this.ropes.clear();
    this.memo.clear();
  }

  /** Lets go of the tokens and of unusually large arenas. */
  release(): void {
    this.ropes.release();
    if (this.stack.length > MOST_KEPT) {
      this.input.tokens.arena.forget(this.stack);
      this.stack = new Int32Array(SEGMENT_FRAMES * FRAME);
    }
    if (this.input !== this.#nothing) this.input.release();
    this.reset(this.#nothing, undefined);
  }

  /**
   * Matches a rule at a token, below `limit`, with a set of terminators in force. The answer is in
   * `stop` and `rope`. Throws ParseFailure where SQLFluff gives the whole text up.
   */
  run(rule: number, at: number, limit: number, terms: number): void {
    const base = this.top;
    if (this.#cannotStart(rule, at, limit)) {
      this.answer(FAIL, 0);
      return;
    }
    this.enter(rule, at, limit, terms);
    for (;;) {
      if (this.#calling) {
        this.#calling = false;
        this.#start(this.#rule, this.#at, this.#limit, this.#terms);
      } else if (this.top === base) {
        return;
      } else {
        this.#resume();
      }
    }
  }

  /**
   * Matches a rule that its caller has found able to start here. True if it answered at once; else
   * a call is under way, and its answer resumes the frame on top. Choices of which a single option
   * can start here are followed down without a frame.
   */
  enter(rule: number, at: number, limit: number, terms: number): boolean {
    let id = rule;
    let set = terms;
    while (this.#singles[id] === 1) {
      const options = this.options(id, at);
      const only = options[0];
      if (only === undefined) return this.answer(FAIL, 0);
      if (options.length > 1 || this.rules[only]!.nullable) break;
      if (!this.canGoOn(only, at, limit)) return this.answer(FAIL, 0);
      set = this.addTerminators(set, this.rules[id]!);
      id = only;
    }
    if (this.#ops[id]! <= LAST_LEAF_OP) {
      const compiled = this.rules[id]!;
      if (!this.leafMatches(id, compiled, at)) return this.answer(FAIL, 0);
      return this.answer(at + 1, this.ropes.leaf(compiled.kind as Kind, at));
    }
    this.#calling = true;
    this.#rule = id;
    this.#at = at;
    this.#limit = limit;
    this.#terms = set;
    return false;
  }

  /** The parts of a rule that the token can start, in order. */
  options(rule: number, token: number): readonly number[] {
    return this.tables.candidates(rule, this.#keys[token]!);
  }

  /** The terminators in force inside a rule. */
  addTerminators(terms: number, rule: Rule): number {
    if (rule.terminators === 0 && !rule.reset) return terms;
    return this.tables.terminators.add(terms, rule.terminators, rule.reset);
  }

  /** Answers the frame below; true, for a caller that says whether it has. */
  answer(stop: number, rope: number): true {
    this.stop = stop;
    this.rope = rope;
    return true;
  }

  /** Pushes a frame and answers its offset; slots from `REACHED` on are not initialised. */
  push(rule: number, at: number, limit: number, terms: number): number {
    const frame = this.top;
    if (frame + FRAME > this.stack.length) this.#growStack();
    const stack = this.stack;
    stack[frame + RULE] = rule;
    stack[frame + START] = at;
    stack[frame + LIMIT] = limit;
    stack[frame + TERMS] = terms;
    this.top = frame + FRAME;
    return frame;
  }

  /** The old stack is left to the collector: a caller may still be reading its frame in it. */
  #growStack(): void {
    const old = this.stack;
    const { arena } = this.input.tokens;
    this.stack = old.length < MOST_KEPT
      ? new Int32Array(old.length * 2)
      : arena.make(Int32Array, old.length * 2);
    this.stack.set(old);
    if (old.length > MOST_KEPT) arena.forget(old);
  }

  /** Drops the top frame and answers the one below. */
  finish(stop: number, rope: number): void {
    this.top -= FRAME;
    this.stop = stop;
    this.rope = rope;
  }

  /** Whether a token, given its key, is one that the rule can start with. */
  canStart(rule: number, token: number): boolean {
    const key = this.#keys[token]!;
    return (this.#firstBits[rule * this.#firstStride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  }

  /**
   * Whether the token after a rule's first is one that can stand second in it. True of a rule that
   * can match a single token.
   */
  canGoOn(rule: number, token: number, limit: number): boolean {
    if (this.#secondDecides[rule] === 0) return true;
    const next = this.input.nextCode(token + 1);
    if (next >= limit) return false;
    const key = this.#keys[next]!;
    return (this.#secondBits[rule * this.#firstStride + (key >>> 5)]! & (1 << (key & 31))) !== 0;
  }

  /**
   * Whether a one-token rule takes a token that it can start with. For words and kinds being able
   * to start is the whole test.
   */
  leafMatches(id: number, rule: Rule, token: number): boolean {
    if (rule.op !== Op.pattern) return rule.op !== Op.nothing;
    return this.input.keys[token]! < this.tables.first.firstKindKey ||
      this.input.matchesPattern(id, rule, token);
  }

  /** Matches a rule aside, and answers whether it matched; `stop` says where it stopped. */
  probe(rule: number, at: number, limit: number, terms: number): boolean {
    if (at >= limit) return false;
    const compiled = this.rules[rule]!;
    if (compiled.op === Op.precededBy) {
      this.stop = at + 1;
      return this.#isPrecededBy(compiled, at);
    }
    if (!this.canStart(rule, at)) return false;
    if (this.tables.isLeaf(rule)) {
      this.stop = at + 1;
      return this.leafMatches(rule, compiled, at);
    }
    if (this.#nesting >= MAX_NESTING) return false;
    this.#nesting++;
    this.run(rule, at, limit, terms);
    this.#nesting--;
    return this.stop !== FAIL;
  }

  /** Whether any terminator of the set stands at a token; `terms` is in force while it matches. */
  terminatorAt(set: number, token: number, limit: number, terms: number): boolean {
    if (set === 0 || token >= limit) return false;
    const candidates = this.tables.terminators.candidates(set, this.input.keys[token]!);
    for (const rule of candidates) if (this.probe(rule, token, limit, terms)) return true;
    return false;
  }

  #cannotStart(rule: number, at: number, limit: number): boolean {
    return this.tables.gated[rule] === 1 && (at >= limit || !this.canStart(rule, at));
  }

  /** Starts a rule that its caller has found able to start here, or that takes anything. */
  #start(id: number, at: number, limit: number, terms: number): void {
    const rule = this.rules[id]!;
    switch (rule.op) {
      case Op.sequence:
        return startSequence(this, id, rule, at, limit, terms);
      case Op.choice:
        return startChoice(this, id, rule, at, limit, terms);
      case Op.delimited:
        return startDelimited(this, id, at, limit, terms);
      case Op.segment:
        if (this.#shared[id] === 1 && this.memo.find(this.#sharedKey(id, terms), at, limit)) {
          this.answer(this.memo.stop, this.memo.rope);
          return;
        }
        this.push(id, at, limit, terms);
        this.enter(rule.parts[0]!, at, limit, terms);
        return;
      case Op.bracketed:
        return this.#startBracketed(id, rule, at, limit);
      case Op.guard: {
        const inner = this.addTerminators(terms, rule);
        if (rule.exclude >= 0 && this.probe(rule.exclude, at, limit, inner)) {
          this.answer(FAIL, 0);
        } else {
          this.enter(rule.parts[0]!, at, limit, inner);
        }
        return;
      }
      case Op.anything:
        return matchAnything(this, rule, at, limit, terms);
      default:
        this.answer(FAIL, 0);
    }
  }

  #resume(): void {
    const frame = this.top - FRAME;
    const rule = this.rules[this.stack[frame + RULE]!]!;
    switch (rule.op) {
      case Op.sequence:
        sequenceResult(this, frame, rule);
        return advanceSequence(this, frame, rule);
      case Op.choice:
        choiceResult(this, frame);
        return advanceChoice(this, frame, rule);
      case Op.delimited:
        delimitedResult(this, frame, rule);
        return advanceDelimited(this, frame, rule);
      case Op.segment:
        return this.#closeSegment(frame, rule);
      default:
        return this.#closeBracketed(frame, rule);
    }
  }

  #closeSegment(frame: number, rule: Rule): void {
    const { stack, stop } = this;
    const start = stack[frame + START]!;
    const rope = stop > start
      ? this.ropes.node(rule.kind as Kind, start, stop, this.rope)
      : this.rope;
    const id = stack[frame + RULE]!;
    if (this.#shared[id] === 1) {
      const key = this.#sharedKey(id, stack[frame + TERMS]!);
      this.memo.put(key, start, stack[frame + LIMIT]!, stop, rope);
    }
    this.finish(stop, rope);
  }

  /** Key of a shared segment in the memo: unlike an option's it tells the terminators apart. */
  #sharedKey(id: number, terms: number): number {
    return id + (terms + 1) * this.rules.length;
  }

  #startBracketed(id: number, rule: Rule, at: number, limit: number): void {
    const frame = this.push(id, at, limit, 0);
    const content = rule.gaps ? Math.min(this.input.nextCode(at + 1), limit) : at + 1;
    this.stack[frame + REACHED] = content;
    if (this.#cannotStart(rule.parts[0]!, content, limit)) this.answer(FAIL, 0);
    else this.enter(rule.parts[0]!, content, limit, this.tables.terminators.only(rule.close));
  }

  #closeBracketed(frame: number, rule: Rule): void {
    const start = this.stack[frame + START]!;
    const limit = this.stack[frame + LIMIT]!;
    const content = this.stack[frame + REACHED]!;
    const reached = this.stop === FAIL ? content : this.stop;
    const inside = reached > content ? this.ropes.bare(this.rope) : 0;
    const end = rule.gaps ? Math.min(this.input.nextCode(reached), limit) : reached;
    if (end >= limit || !this.canStart(rule.close, end)) {
      if (rule.mode === 0) return this.finish(FAIL, 0);
      throw new ParseFailure("Couldn't find closing bracket for opening bracket.", start);
    }
    const open = this.rules[rule.open]!.kind as Kind;
    const close = this.rules[rule.close]!.kind as Kind;
    this.finish(end + 1, this.ropes.brackets(open, close, start, end, inside, rule.persists));
  }

  #isPrecededBy(rule: Rule, at: number): boolean {
    const { tokens, keys } = this.input;
    return rule.behind.some((sequence) => {
      let token = at - 1;
      for (let word = sequence.length - 1; word >= 0; word--) {
        while (token >= 0 && keys[token] === 0) token--;
        if (token < 0 || tokens.words[token] !== sequence[word]) return false;
        token--;
      }
      return true;
    });
  }

  /** Where a greedy rule that starts at a token must end; see `greedyEnd`. */
  trim(at: number, limit: number, set: number, terms: number): number {
    return greedyEnd(this, at, limit, set, terms);
  }
}
