/**
 * Numbers as a template writes them, from the manual of Jinja's templates ("Literals") and that of
 * Python's integers: digits that `_` may group, a fraction behind a point, an exponent behind `e`,
 * and integers to the bases 2, 8 and 16 behind `0b`, `0o` and `0x`.
 */

/** A number that starts at an offset, and where it ends. */
export interface NumberLiteral {
  readonly type: "integer" | "float";
  readonly end: number;
}

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

function isDigit(char: string | undefined, base = 10): boolean {
  return char !== undefined && /^[\da-f]$/i.test(char) && parseInt(char, 16) < base;
}

/** Where a group of digits ends that starts at an offset; the offset itself where none does. */
function digitsEnd(source: string, at: number, base = 10): number {
  if (!isDigit(source[at], base)) return at;
  let end = at + 1;
  for (;;) {
    const next = source[end] === "_" ? end + 1 : end;
    if (!isDigit(source[next], base)) return end;
    end = next + 1;
  }
}

/** Where an exponent ends that starts at an offset; the offset itself where none does. */
function exponentEnd(source: string, at: number): number {
  if (source[at] !== "e" && source[at] !== "E") return at;
  const digits = source[at + 1] === "+" || source[at + 1] === "-" ? at + 2 : at + 1;
  const end = digitsEnd(source, digits);
  return end === digits ? at : end;
}

/** The end of an integer to another base than 10; the offset itself where there is none. */
function basedEnd(source: string, at: number): number {
  const base = source[at] === "0" ? BASES[source[at + 1]?.toLowerCase() ?? ""] : undefined;
  if (base === undefined) return at;
  const digits = source[at + 2] === "_" ? at + 3 : at + 2;
  const end = digitsEnd(source, digits, base);
  return end === digits ? at : end;
}

/** The end of an integer to the base 10, which begins with a zero only if it has nothing else. */
function plainEnd(source: string, at: number, end: number): number {
  if (source[at] !== "0") return end;
  const zeros = /^0(?:_?0)*/.exec(source.slice(at, end))![0];
  return at + zeros.length;
}

/**
 * The number that starts at an offset of a template; null if none does. Behind a point there are
 * whole numbers only, since they are places in a list there: `rows.0.1`.
 */
export function numberAt(source: string, at: number): NumberLiteral | null {
  const whole = digitsEnd(source, at);
  if (whole === at) return null;
  const based = basedEnd(source, at);
  if (based > at) return { type: "integer", end: based };
  if (source[at - 1] !== ".") {
    const fraction = source[whole] === "." ? digitsEnd(source, whole + 1) : whole;
    const mantissa = fraction > whole + 1 ? fraction : whole;
    const end = exponentEnd(source, mantissa);
    if (end > whole) return { type: "float", end };
  }
  return { type: "integer", end: plainEnd(source, at, whole) };
}
