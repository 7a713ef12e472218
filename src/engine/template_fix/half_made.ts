/**
 * Whether a fix was made by half. What moves code needs two patches of the source, and one of them
 * may be where the source is no literal; the code would then be there twice or not at all.
 */
import type { TemplatedText } from "../templating/mod.ts";

const TOKEN = /\w+|[^\s\w]/g;

function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [token] of text.toLowerCase().matchAll(TOKEN)) {
    found.set(token, (found.get(token) ?? 0) + 1);
  }
  return found;
}

/** Whether a part of the source is rendered more than once. */
function repeats({ slices }: TemplatedText): boolean {
  return slices.some(({ sourceStart }, at) => at > 0 && sourceStart < slices[at - 1]!.sourceStart);
}

/**
 * Whether the source, patched and rendered again, has a word more or less often than both the
 * first rendering and the one that the rules made of it. In a loop one patch stands for all
 * rounds, so there nothing can be told from numbers.
 */
export function isHalfMade(
  first: TemplatedText,
  wanted: TemplatedText,
  rendered: TemplatedText,
): boolean {
  if (repeats(first)) return false;
  const before = counts(first.text);
  const after = counts(wanted.text);
  const now = counts(rendered.text);
  return [...new Set([...before.keys(), ...after.keys(), ...now.keys()])].some((word) => {
    const [from, to, is] = [before, after, now].map((each) => each.get(word) ?? 0);
    return is! < Math.min(from!, to!) || is! > Math.max(from!, to!);
  });
}
