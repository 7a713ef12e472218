/**
 * A frame of the parser's stack: integers in a row, one frame for each rule under way. Every slot of
 * every rule is named here.
 */

/** Integers of one frame. */
export const FRAME = 15;

/** Its rule, the token where it started, what may follow it, and how lenient it is. */
export const RULE = 0;
export const START = 1;
export const FOLLOW = 2;
export const LENIENT = 3;
/** Just past the last token taken (the start if none is), and the piece made so far. */
export const REACHED = 4;
export const PIECE = 5;
/** What is under way: a part, a candidate, a state. */
export const STEP = 6;
/** The reach that the caller had seen, of a rule that is remembered. */
export const OUTER_REACH = 7;
/** The same of how far the parser had looked. */
export const OUTER_LOOK = 14;

/** Choice: the best match so far, where it stops; the candidate that looked furthest, and how far. */
export const BEST_STOP = 8;
export const BEST_PIECE = 9;
export const FURTHEST = 10;
export const FURTHEST_REACH = 11;

/** Set in any order: the parts that it has, as bits. */
export const TAKEN = 8;
/** List: where it stopped before the delimiter under way, and what it had then. */
export const GOOD_STOP = 8;
export const GOOD_PIECE = 9;

/** Bracket: the closing token. */
export const CLOSING = 8;

/** Table: the operand at hand, where it started. */
export const OPERAND = 8;
export const OPERAND_START = 9;
/** Table: operator and prefixes that still lack their operand, and where they stop. */
export const PENDING = 10;
export const PENDING_STOP = 11;
/** Table: which of the operators that can start here is being tried. */
export const CANDIDATE = 12;
/** Table: 1 while the operand before is one that a suffix may go on. */
export const HAS_OPERAND = 13;

/** No match. */
export const FAIL = -1;
