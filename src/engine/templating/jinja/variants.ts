/**
 * Renderings that reach code in branches that are not taken. For a literal piece that the first
 * rendering never shows, each `if` in front of it is made to go where it leads on to the piece: the
 * branch that holds it, or past it by its last way. A loop that does not hold the piece is left as
 * it is, and so is each `if` in it. What those choices show most of comes first.
 */
import type { Piece } from "../slices.ts";
import type { IfNode, Statement } from "./nodes.ts";
import { statementParts } from "./walk.ts";
import type { Visit } from "./visits.ts";

/** Which way each `if` goes, by the piece of its tag: a branch's number, from 0. */
export type Ways = ReadonlyMap<number, number>;

/** Most pieces that are tried to be reached. */
const MOST_TARGETS = 10;

const waysOf = ({ branches, otherwise }: IfNode) => [
  ...branches.map(([, body]) => body),
  otherwise,
];

/** Whether a target stands in a statement; pieces of a statement are in one stretch. */
function holds({ tags }: Statement, target: number): boolean {
  return tags.length > 1 && tags[0]! < target && target < tags.at(-1)!;
}

/** Leads the ways to a target; whether it was reached, or choosing ended. */
function lead(body: readonly Statement[], target: number, ways: Map<number, number>): boolean {
  for (const statement of body) {
    if (statement.tags[0]! >= target) return true;
    if (statement.type === "if") {
      const bodies = waysOf(statement);
      const isOnTheWay = holds(statement, target);
      const way = isOnTheWay
        ? statement.tags.findLastIndex((tag) => tag < target)
        : bodies.length - 1;
      const empty = bodies.findIndex((each, index) => index < way && each.length === 0);
      ways.set(statement.tags[0]!, empty < 0 ? way : empty);
      // Choosing ends where a branch with nothing in it stands before the one that is wanted.
      if (empty >= 0 && isOnTheWay) return true;
      if (empty >= 0) continue;
      if (lead(bodies[way]!, target, ways)) return true;
    } else if (
      statement.type === "with" || (statement.type === "for" && holds(statement, target))
    ) {
      for (const inside of statementParts(statement).bodies) {
        if (lead(inside, target, ways)) return true;
      }
    }
  }
  return false;
}

/** The choices that are worth a rendering, in source order. */
export function waysToUnseen(
  body: readonly Statement[],
  pieces: readonly Piece[],
  visits: readonly Visit[],
): Ways[] {
  const seen = shown(visits);
  const targets: number[] = [];
  const stripped = strippedIn(body);
  for (let piece = 0; piece < pieces.length && targets.length < MOST_TARGETS; piece++) {
    if (pieces[piece]!.kind === "literal" && !seen.has(piece) && !stripped.has(piece)) {
      targets.push(piece);
    }
  }
  const choices = new Map<string, Ways>();
  for (const target of targets) {
    const ways = new Map<number, number>();
    lead(body, target, ways);
    if (ways.size === 0) continue;
    const key = [...ways].join(";");
    if (!choices.has(key)) choices.set(key, ways);
  }
  return [...choices.values()];
}

/** Pieces of white space that tags strip. */
function strippedIn(body: readonly Statement[]): Set<number> {
  return new Set(body.flatMap((statement) => {
    if (statement.type === "passed") return statement.stripped ? statement.tags : [];
    return statementParts(statement).bodies.flatMap((each) => [...strippedIn(each)]);
  }));
}

function shown(visits: readonly Visit[]): Set<number> {
  return new Set(visits.flatMap(({ piece, from, to }) => to > from ? [piece] : []));
}

/** The tags that ways are chosen for: they test nothing any more, and strip nothing. */
export function loosenedBy(body: readonly Statement[], ways: Ways = new Map()): number[] {
  return ways.size === 0 ? [] : body.flatMap((statement) => {
    const inside = statementParts(statement).bodies.flatMap((each) => loosenedBy(each, ways));
    const way = statement.type === "if" ? ways.get(statement.tags[0]!) : undefined;
    if (way === undefined || statement.type !== "if") return inside;
    const tests = Math.min(way + 1, statement.branches.length);
    return [...statement.tags.slice(0, tests), ...inside];
  });
}

/** How much literal source some visits show that others do not. */
export function newlyShown(
  visits: readonly Visit[],
  before: readonly Visit[],
  pieces: readonly Piece[],
): number {
  const known = shown(before);
  let length = 0;
  for (const piece of shown(visits)) {
    const { kind, start, end } = pieces[piece]!;
    if (kind === "literal" && !known.has(piece)) length += end - start;
  }
  return length;
}
