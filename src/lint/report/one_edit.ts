/** The edits of a finding as one: for those who show or apply a fix as a single replacement. */
import { lineStarts, offsetsOf } from "../positions.ts";
import type { Edit } from "../result.ts";

/** A replacement, and where it is in offsets of the text's UTF-16 code units. */
export interface OneEdit extends Edit {
  start: number;
  end: number;
}

/** Offsets between the first and the last edit: a fix that is spread further is not one edit. */
const WIDEST = 4000;

/** One replacement that does what all edits do; null where they overlap or lie far apart. */
export function oneEdit(
  text: string,
  edits: readonly Edit[],
  starts: readonly number[] = lineStarts(text),
): OneEdit | null {
  if (edits.length === 0) return null;
  const places = edits.flatMap((e) => [e, { line: e.end_line, column: e.end_column }]);
  const offsets = offsetsOf(text, places, starts);
  const spans = edits.map((e, i) => ({
    start: offsets[2 * i]!,
    end: offsets[2 * i + 1]!,
    edit: e,
  })).sort((a, b) => a.start - b.start || a.end - b.end);
  const start = spans[0]!.start;
  const end = spans.at(-1)!.end;
  if (end - start > WIDEST) return null;
  let whole = "";
  let at = start;
  for (const span of spans) {
    if (span.start < at || span.end < span.start) return null;
    whole += text.slice(at, span.start) + span.edit.text;
    at = span.end;
  }
  const { line, column } = spans[0]!.edit;
  const { end_line, end_column } = spans.at(-1)!.edit;
  return { line, column, end_line, end_column, text: whole, start, end };
}
