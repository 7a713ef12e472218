/**
 * Writes what became of a file as a unified diff, as `git diff` does, so that `git apply` and
 * `patch -p1` take it. Lines are compared and written as the bytes that they are: a patch must not
 * change the encoding of what it does not touch.
 */
import { Buffer } from "node:buffer";
import { commonLines } from "../text/common_lines.ts";

/** Lines that stay and are shown around each change. */
const CONTEXT = 3;
/**
 * Lines of both texts together that are compared. More of them would hold up the process, which
 * answers others too, for half a second and longer: then all between the ends is one change.
 */
const MOST_COMPARED = 100_000;
const NO_LINE_FEED = "\\ No newline at end of file\n";

/** Lines of the old text, and those of the new one that come in their place. */
interface Change {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
}

/** The bytes as a string with a character each, which is how lines are compared here. */
function charactersOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Each with its line feed, which the last one may lack. */
function linesOf(characters: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < characters.length;) {
    const end = characters.indexOf("\n", start) + 1 || characters.length;
    lines.push(characters.slice(start, end));
    start = end;
  }
  return lines;
}

/** All between the lines that are the same at both ends, as one change. */
function betweenEnds(before: readonly string[], after: readonly string[]): Change {
  let [a0, a1, b1] = [0, before.length, after.length];
  while (a0 < a1 && a0 < b1 && before[a0] === after[a0]) a0++;
  while (a1 > a0 && b1 > a0 && before[a1 - 1] === after[b1 - 1]) [a1, b1] = [a1 - 1, b1 - 1];
  return { a0, a1, b0: a0, b1 };
}

function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  if (before.length + after.length > MOST_COMPARED) return [betweenEnds(before, after)];
  const stays = commonLines(before, after);
  const changes: Change[] = [];
  let [a0, b0] = [0, 0];
  for (let a = 0; a <= stays.length; a++) {
    const b = a < stays.length ? stays[a]! : after.length;
    if (b < 0) continue;
    if (a > a0 || b > b0) changes.push({ a0, a1: a, b0, b1: b });
    [a0, b0] = [a + 1, b + 1];
  }
  return changes;
}

/** Changes whose surroundings touch, in one list each. */
function groupsOf(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group !== undefined && change.a0 - group.at(-1)!.a1 <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** Where a hunk begins and how many lines it has; one without lines names the line before it. */
function rangeOf(from: number, to: number): string {
  return `${to === from ? from : from + 1},${to - from}`;
}

function written(sign: string, lines: readonly string[], from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) {
    const line = lines[at]!;
    text += sign + line;
    if (!line.endsWith("\n")) text += `\n${NO_LINE_FEED}`;
  }
  return text;
}

function hunkOf(
  group: readonly Change[],
  before: readonly string[],
  after: readonly string[],
): string {
  const [first, last] = [group[0]!, group.at(-1)!];
  const head = Math.min(CONTEXT, first.a0);
  const tail = Math.min(CONTEXT, before.length - last.a1);
  const old = rangeOf(first.a0 - head, last.a1 + tail);
  const fresh = rangeOf(first.b0 - head, last.b1 + tail);
  let text = `@@ -${old} +${fresh} @@\n`;
  let at = first.a0 - head;
  for (const { a0, a1, b0, b1 } of group) {
    text += written(" ", before, at, a0) + written("-", before, a0, a1) +
      written("+", after, b0, b1);
    at = a1;
  }
  return text + written(" ", before, at, last.a1 + tail);
}

// deno-lint-ignore no-control-regex -- these are what is quoted
const QUOTED = /[\0-\x1f\x7f"\\]/g;

/** A name as Git writes it in a diff: quoted as in C where it would not be read as one name. */
function quotedName(name: string): string {
  const plain = name.replace(QUOTED, (c) => {
    if (c === '"' || c === "\\") return `\\${c}`;
    return `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
  return plain === name ? name : `"${plain}"`;
}

/** The two lines that name a file; a tab ends a name with blanks, which it would end at else. */
function namesOf(name: string): string {
  const [old, fresh] = [quotedName(`a/${name}`), quotedName(`b/${name}`)];
  const end = name.includes(" ") ? "\t" : "";
  return `diff --git ${old} ${fresh}\n--- ${old}${end}\n+++ ${fresh}${end}\n`;
}

/** What became of one file; empty where it stayed as it was. */
export function unifiedDiff(name: string, before: Uint8Array, after: Uint8Array): Uint8Array {
  const [old, fresh] = [charactersOf(before), charactersOf(after)];
  if (old === fresh) return new Uint8Array();
  const [a, b] = [linesOf(old), linesOf(fresh)];
  const hunks = groupsOf(changesOf(a, b)).map((group) => hunkOf(group, a, b));
  const names = charactersOf(new TextEncoder().encode(namesOf(name)));
  return Buffer.from(names + hunks.join(""), "latin1");
}
