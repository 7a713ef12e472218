import { checkText } from "../limits.ts";
import type { ArgumentReader } from "./arguments.ts";
import { characters, splitLines, textLength } from "./text.ts";
import { str, type Value } from "./values.ts";

/** What a line may be broken between: words, the parts of words with hyphens, white space. */
function chunksOf(line: string, hyphens: boolean): string[] {
  const words = line.match(/\s+|\S+/gu) ?? [];
  if (!hyphens) return words;
  return words.flatMap((word) => word.split(/(?<=[\p{L}\p{N}_]-)(?=[\p{L}_])/u));
}

/** One paragraph in lines of no more than `width` characters. */
function wrap(line: string, width: number, breaks: boolean, hyphens: boolean): string[] {
  const lines: string[] = [];
  const chunks = chunksOf(line, hyphens).reverse();
  while (chunks.length > 0) {
    if (lines.length > 0 && chunks.at(-1)!.trim() === "") chunks.pop();
    const taken: string[] = [];
    let length = 0;
    while (chunks.length > 0 && length + textLength(chunks.at(-1)!) <= width) {
      length += textLength(chunks.at(-1)!);
      taken.push(chunks.pop()!);
    }
    const next = chunks.at(-1);
    if (next !== undefined && textLength(next) > width) {
      if (breaks) {
        const chars = characters(chunks.pop()!);
        const room = Math.max(1, width - length);
        taken.push(chars.slice(0, room).join(""));
        const rest: string[] = [];
        for (let at = room; at < chars.length; at += width) {
          rest.push(chars.slice(at, at + width).join(""));
        }
        for (const piece of rest.reverse()) chunks.push(piece);
      } else if (taken.length === 0) taken.push(chunks.pop()!);
    }
    if (taken.at(-1)?.trim() === "") taken.pop();
    if (taken.length > 0) lines.push(taken.join(""));
  }
  return lines;
}

/** Jinja's `wordwrap`: each line of a text is a paragraph of its own. */
export function wordWrap(value: Value, args: ArgumentReader): string {
  const width = Math.max(1, args.integer("width", 79));
  const separator = args.textOrNull("wrapstring") ?? "\n";
  const breaks = args.flag("break_long_words", true);
  const hyphens = args.flag("break_on_hyphens", true);
  const text = splitLines(str(value))
    .map((line) => wrap(line, width, breaks, hyphens).join(separator))
    .join(separator);
  checkText(text.length);
  return text;
}
