/**
 * Gives a fixed text the line ends of its original in the lines of `lint --jsonl`. Neither a request
 * nor an answer is kept for it, and of an answer only the fixed text is read: a long one is written
 * in pieces because it may not fit into memory.
 */
import { endsInCrLf, withCrLf } from "../lint/line_ends.ts";

const CARRIAGE_RETURN = /\\(r|u000[dD])/;
/** In an answer this is the field and nothing else: within its texts a quote has a backslash. */
const FIELD = '"fixed":';

/** Whether this request asks for fixes of a text whose lines all end in CR LF. */
export function fixesCrLf(line: string): boolean {
  if (!line.includes('"fix"') || !CARRIAGE_RETURN.test(line)) return false;
  try {
    const { sql, fix } = JSON.parse(line);
    return fix === true && typeof sql === "string" && endsInCrLf(sql);
  } catch {
    // The answer says what is wrong with the line.
    return false;
  }
}

/** A piece of an answer, with CR LF in the fixed text where that is in it; it is there whole. */
export function withFixedInCrLf(piece: string): string {
  const start = piece.indexOf(FIELD) + FIELD.length;
  if (start < FIELD.length || piece[start] !== '"') return piece;
  const end = endOfText(piece, start);
  const fixed: string = JSON.parse(piece.slice(start, end));
  return piece.slice(0, start) + JSON.stringify(withCrLf(fixed)) + piece.slice(end);
}

/** Where the JSON text that begins at `start` ends, behind its quote. */
function endOfText(json: string, start: number): number {
  let at = start;
  let escaped: boolean;
  do {
    at = json.indexOf('"', at + 1);
    let backslashes = 0;
    while (json[at - 1 - backslashes] === "\\") backslashes++;
    escaped = backslashes % 2 === 1;
  } while (escaped);
  return at + 1;
}
