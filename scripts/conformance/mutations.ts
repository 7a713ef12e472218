/** Seeded changes of a text's layout alone: its line breaks, its indents, its blanks. */

import { randomStream } from "./generator/random.ts";

/** Choices that a seed decides. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomStream(seed);
  }

  /** An integer from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** What stands between two words of a text: blanks and line ends outside of quotes and comments. */
interface Blanks {
  readonly from: number;
  readonly to: number;
}

/**
 * Everything in which blanks are not layout: line and block comments, quotes of all kinds, dollar
 * quotes. What is left of an unclosed one counts too.
 */
const SOLID = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?(?:\*/|$)`,
    String.raw`'(?:[^']|'')*(?:'|$)`,
    String.raw`"(?:[^"]|"")*(?:"|$)`,
    "`[^`]*(?:`|$)",
    String.raw`\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`,
    String.raw`\s+`,
  ].join("|"),
  "g",
);

function blanksOf(sql: string): Blanks[] {
  const found: Blanks[] = [];
  for (const { 0: text, index } of sql.matchAll(SOLID)) {
    if (text.trim() === "") found.push({ from: index, to: index + text.length });
  }
  return found;
}

function put(sql: string, { from, to }: Blanks, text: string): string {
  return sql.slice(0, from) + text + sql.slice(to);
}

/** Whether a line comment stands before an offset on its line, which no line may join. */
function endsComment(sql: string, offset: number): boolean {
  const line = sql.slice(sql.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.includes("--") || line.includes("#");
}

/** The kinds of change; each gives null where a text has no place for it. */
const CHANGES: Record<string, (sql: string, random: Random) => string | null> = {
  joinLines(sql, random) {
    const places = blanksOf(sql).filter(({ from, to }) =>
      sql.slice(from, to).includes("\n") && to < sql.length && !endsComment(sql, from)
    );
    return places.length === 0 ? null : put(sql, random.pick(places), " ");
  },
  splitLine(sql, random) {
    const places = blanksOf(sql).filter(({ from, to }) => !sql.slice(from, to).includes("\n"));
    if (places.length === 0) return null;
    return put(sql, random.pick(places), `\n${" ".repeat(random.pick([0, 0, 1, 4, 8]))}`);
  },
  changeIndent(sql, random) {
    const places = blanksOf(sql).filter(({ from, to }) =>
      sql.slice(from, to).includes("\n") && to < sql.length
    );
    if (places.length === 0) return null;
    const place = random.pick(places);
    const text = sql.slice(place.from, place.to);
    const breaks = text.slice(0, text.lastIndexOf("\n") + 1);
    return put(sql, place, breaks + " ".repeat(random.below(13)));
  },
  changeBlanks(sql, random) {
    const places = blanksOf(sql).filter(({ from, to }) => !sql.slice(from, to).includes("\n"));
    if (places.length === 0) return null;
    return put(sql, random.pick(places), random.pick(["  ", "   ", "\t"]));
  },
  addBlanks(sql, random) {
    const places = [...sql.matchAll(/[(),;]/g)].map(({ index }) => index + random.below(2));
    const solid = [...sql.matchAll(SOLID)].filter(({ 0: text }) => text.trim() !== "");
    const free = places.filter((at) =>
      !solid.some(({ 0: text, index }) => index < at && at < index + text.length)
    );
    if (free.length === 0) return null;
    const at = random.pick(free);
    return put(sql, { from: at, to: at }, random.pick([" ", " ", "\n"]));
  },
  dropBlanks(sql, random) {
    const places = blanksOf(sql).filter(({ from, to }) =>
      !sql.slice(from, to).includes("\n") && /[^\w"'$]/.test(sql[from - 1] ?? "a") !==
        /[^\w"'$]/.test(sql[to] ?? "a")
    );
    return places.length === 0 ? null : put(sql, random.pick(places), "");
  },
};

/** A text with one to four changes of its layout. */
export function mutateLayout(sql: string, random: Random): string {
  let changed = sql;
  const names = Object.keys(CHANGES);
  for (let left = 1 + random.below(4); left > 0; left--) {
    changed = CHANGES[random.pick(names)]!(changed, random) ?? changed;
  }
  return changed;
}
