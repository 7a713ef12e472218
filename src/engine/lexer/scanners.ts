/**
 * Hand-written scanners. A scanner is given the text and an offset, and answers the offset just
 * past its token, or the same offset if its token does not start there. Unlike a sticky regular
 * expression it allocates nothing.
 */
export type Scanner = (text: string, at: number) => number;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE_ESCAPE = 92;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const STAR = 42;

/** Whether a unit is an ASCII digit. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

const WORD_UNITS = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  if (/[0-9A-Za-z_]/.test(String.fromCharCode(unit))) WORD_UNITS[unit] = 1;
}

/** Whether a unit is an ASCII letter, a digit or an underscore. */
export function isWordUnit(unit: number): boolean {
  return unit < 128 && WORD_UNITS[unit] === 1;
}

function isUnicodeWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (Number.isNaN(unit)) return false;
  return unit < 128 ? WORD_UNITS[unit] === 1 : /[\p{L}\p{N}_]/u.test(text[at]!);
}

/** Whitespace that ends no line: spaces, tabs, and Unicode's kind. */
export const whitespace: Scanner = (text, at) => {
  let end = at;
  for (;;) {
    const unit = text.charCodeAt(end);
    if (unit === 32 || unit === 9) end++;
    else if (unit === NEWLINE || unit === RETURN || Number.isNaN(unit)) return end;
    else if (unit < 128 ? isControlSpace(unit) : /\s|\u0085/.test(text[end]!)) end++;
    else return end;
  }
};

function isControlSpace(unit: number): boolean {
  return unit === 11 || unit === 12 || (unit >= 28 && unit <= 31);
}

/** One line end, with or without a carriage return. */
export const newline: Scanner = (text, at) => {
  const unit = text.charCodeAt(at);
  if (unit === NEWLINE) return at + 1;
  return unit === RETURN && text.charCodeAt(at + 1) === NEWLINE ? at + 2 : at;
};

/** To the end of the line, the line end (with its carriage return) not included. */
export function restOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end === -1) return text.length;
  return end > at && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
}

/** A comment that `--` or `#` opens. */
export const dashOrHashComment: Scanner = (text, at) => {
  const unit = text.charCodeAt(at);
  const opens = unit === HASH || (unit === DASH && text.charCodeAt(at + 1) === DASH);
  return opens ? restOfLine(text, at) : at;
};

/** A comment that only `--` opens. */
export const dashComment: Scanner = (text, at) =>
  text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === DASH ? restOfLine(text, at) : at;

/** A block comment that does not nest; none if it is never closed. */
export const blockComment: Scanner = (text, at) => {
  if (text.charCodeAt(at) !== SLASH || text.charCodeAt(at + 1) !== STAR) return at;
  const close = text.indexOf("*/", at + 2);
  return close === -1 ? at : close + 2;
};

/** A block comment that may hold others; none if one of them is never closed. */
export const nestedBlockComment: Scanner = (text, at) => {
  if (text.charCodeAt(at) !== SLASH || text.charCodeAt(at + 1) !== STAR) return at;
  let depth = 1;
  let end = at + 2;
  while (depth > 0) {
    const close = text.indexOf("*/", end);
    if (close === -1) return at;
    const open = text.indexOf("/*", end);
    const opens = open !== -1 && open < close;
    depth += opens ? 1 : -1;
    end = (opens ? open : close) + 2;
  }
  return end;
};

/**
 * A scanner for text between a quote and the next one. A backslash takes the character after it
 * along (if `escapes`), a doubled quote is part of the text (if `doubles`).
 */
export function quoted(quote: string, escapes: boolean, doubles: boolean): Scanner {
  const mark = quote.charCodeAt(0);
  return (text, at) => {
    if (text.charCodeAt(at) !== mark) return at;
    let end = at + 1;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (unit === mark) {
        if (!doubles || text.charCodeAt(end + 1) !== mark) return end + 1;
        end += 2;
      } else if (escapes && unit === QUOTE_ESCAPE) end += 2;
      else end++;
    }
    return at;
  };
}

/** Text between two equal `$tag$` marks. */
export const dollarQuoted: Scanner = (text, at) => {
  if (text.charCodeAt(at) !== 36) return at;
  let end = at + 1;
  while (isUnicodeWord(text, end)) end++;
  if (text.charCodeAt(end) !== 36) return at;
  const tag = text.slice(at, end + 1);
  const close = text.indexOf(tag, end + 1);
  return close === -1 ? at : close + tag.length;
};

function digits(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function exponent(text: string, at: number): number {
  let end = at;
  if (text.charCodeAt(end) === DOT) end++;
  if ((text.charCodeAt(end) | 32) !== 101) return at;
  end++;
  const sign = text.charCodeAt(end);
  if (sign === 43 || sign === DASH) end++;
  const stop = digits(text, end);
  return stop === end ? at : stop;
}

function endsNumber(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === DOT || !isUnicodeWord(text, at);
}

/**
 * A number: `1`, `1.5`, `1.`, `.5`, with an exponent or not. It must not run into a word (`1a` is a
 * word), nor take the first dot of a `..`.
 */
export const number: Scanner = (text, at) => {
  let end = digits(text, at);
  if (text.charCodeAt(end) === DOT) {
    const fraction = digits(text, end + 1);
    if (fraction > end + 1) end = fraction;
    else if (end === at) return at;
    else if (text.charCodeAt(end + 1) !== DOT && !isUnicodeWord(text, end + 1)) end++;
  }
  if (end === at) return at;
  const stop = exponent(text, end);
  if (stop > end && endsNumber(text, stop)) return stop;
  return endsNumber(text, end) ? end : at;
};

/** ASCII letters, digits and underscores. */
export const word: Scanner = (text, at) => {
  let end = at;
  while (isWordUnit(text.charCodeAt(end))) end++;
  return end;
};

/** `~`, `~~`, `!~`, `~*` and so on. */
export const tildeOperator: Scanner = (text, at) => {
  let end = text.charCodeAt(at) === 33 ? at + 1 : at;
  if (text.charCodeAt(end) !== 126) return at;
  end++;
  if (text.charCodeAt(end) === 126) end++;
  return text.charCodeAt(end) === STAR ? end + 1 : end;
};

/** A scanner for one fixed text. */
export function literal(expected: string): Scanner {
  const first = expected.charCodeAt(0);
  const length = expected.length;
  if (length === 1) return (text, at) => text.charCodeAt(at) === first ? at + 1 : at;
  return (text, at) => text.startsWith(expected, at) ? at + length : at;
}

/** A scanner for an expression, for shapes too rare to write out; the flags gain `y`. */
export function expression(regex: RegExp): Scanner {
  const sticky = new RegExp(
    regex.source,
    regex.flags.includes("y") ? regex.flags : regex.flags + "y",
  );
  return (text, at) => {
    sticky.lastIndex = at;
    const found = sticky.exec(text);
    return found === null ? at : at + found[0].length;
  };
}
