/** Between the lines and columns of findings and the offsets of a text's UTF-16 code units. */

/** A place as findings have it: 1-based, the column in code points. */
export interface Place {
  line: number;
  column: number;
}

const LINE_END = /\r\n|\n|\r/g;
const SURROGATE = /[\ud800-\udfff]/;

/** The offset at which each line begins. A lone carriage return ends a line, as the engine has it. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(LINE_END)) starts.push(index + end.length);
  return starts;
}

/**
 * The offset of each place, in the order of `places`. A place behind the end of its line is put at
 * the end, so that whatever an engine says an offset of the text comes of it. Time is linear in the
 * text and the places, but for sorting them.
 */
export function offsetsOf(
  text: string,
  places: readonly Place[],
  starts: readonly number[] = lineStarts(text),
): number[] {
  const end = (line: number) => starts[line] ?? text.length;
  const start = (line: number) => starts[line - 1] ?? text.length;
  if (!SURROGATE.test(text)) {
    return places.map(({ line, column }) => Math.min(start(line) + column - 1, end(line)));
  }
  // From each place to the next one of the same line, so that a long line is walked once.
  const order = places.map((_, index) => index);
  order.sort((i, j) => {
    const [a, b] = [places[i]!, places[j]!];
    return a.line - b.line || a.column - b.column;
  });
  const offsets = new Array<number>(places.length);
  let [line, column, at] = [0, 1, 0];
  for (const index of order) {
    const place = places[index]!;
    if (place.line !== line) [line, column, at] = [place.line, 1, start(place.line)];
    for (; column < place.column && at < end(line); column++) {
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    }
    offsets[index] = at;
  }
  return offsets;
}
