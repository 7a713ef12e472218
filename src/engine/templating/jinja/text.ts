/** Texts as Python sees them: by code points, and as it shows them. */

const SHOWN: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** `repr` of a str. */
export function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = quote;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (char === quote) shown += `\\${char}`;
    else if (SHOWN[char] !== undefined) shown += SHOWN[char];
    else if (code < 32 || code === 127) shown += `\\x${code.toString(16).padStart(2, "0")}`;
    else shown += char;
  }
  return shown + quote;
}

/** The code points of a text, one text each. */
export function characters(text: string): string[] {
  return [...text];
}

/** The number of code points. */
export function textLength(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** `str.title` of Python: each run of letters starts upper-cased. */
export function titleCase(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => capitalize(word));
}

/** The first letter upper-cased, the others lower-cased. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  const [upper = "", ...more] = first.toUpperCase();
  return upper + (more.join("") + text.slice(first.length)).toLowerCase();
}

/** Takes characters off both ends, or one; white space where none are named. */
export function strip(
  text: string,
  set: string | null,
  left: boolean,
  right: boolean,
): string {
  const gone = (char: string) => set === null ? /\s/u.test(char) : set.includes(char);
  const chars = [...text];
  let from = 0;
  let to = chars.length;
  while (left && from < to && gone(chars[from]!)) from++;
  while (right && to > from && gone(chars[to - 1]!)) to--;
  return chars.slice(from, to).join("");
}

/** `str.splitlines` of Python. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines = text.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$/g) ?? [];
  return keepEnds ? lines : lines.map((line) => line.replace(/(?:\r\n|\n|\r)$/, ""));
}
