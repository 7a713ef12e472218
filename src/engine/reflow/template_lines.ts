/**
 * Lines that are nothing but template tags. A tag has no place of its own in the tree, so the tags
 * of one block are given one indent: their own where they agree, else one that all of them can
 * have without crossing code, else the lowest.
 */
import type { TemplateMark } from "../tree/mod.ts";
import { DEDENT, INDENT, PLACEHOLDER, TEMPLATE_LOOP } from "../tree/mod.ts";
import { type IndentLine, lineBlocks } from "./indent_lines.ts";
import { closing, type IndentPoint } from "./indent_points.ts";
import type { Sequence } from "./sequence.ts";
import { hasUntaken } from "./untaken.ts";

const SHUFFLED = new Set(["block_start", "block_end", "skipped_source", "block_mid"]);

/** Whether a block is a tag or a loop marker: nothing of it is in the rendered text. */
function isUnrendered(sequence: Sequence, block: number): boolean {
  const { tree } = sequence;
  const leaf = sequence.block(block);
  return tree.is(leaf, PLACEHOLDER) || tree.is(leaf, TEMPLATE_LOOP);
}

function isAllTemplates(sequence: Sequence, line: IndentLine): boolean {
  const [from, to] = lineBlocks(line);
  for (let block = from; block < to; block++) if (!isUnrendered(sequence, block)) return false;
  return true;
}

function markOf(sequence: Sequence, block: number): TemplateMark | null {
  return sequence.tree.mark(sequence.block(block));
}

/** What a block's tag is; null where it is no placeholder. */
function tagOf(sequence: Sequence, block: number): string | null {
  const isPlaceholder = sequence.tree.is(sequence.block(block), PLACEHOLDER);
  return isPlaceholder ? markOf(sequence, block)?.type ?? null : null;
}

/** The indents and dedents of a point but for those of template blocks, as 1 and -1. */
function codeIndents(sequence: Sequence, point: number): number[] {
  const { tree } = sequence;
  const found: number[] = [];
  for (let leaf = sequence.pointStart(point); leaf < sequence.pointEnd(point); leaf++) {
    if (!tree.isLeaf(leaf)) continue;
    const value = tree.is(leaf, INDENT) ? 1 : tree.is(leaf, DEDENT) ? -1 : 0;
    if (value !== 0 && (tree.mark(leaf)?.block ?? 0) === 0) found.push(value);
  }
  return found;
}

/** The lines of each template block that are nothing but tags, the most indented block first. */
function groupLines(sequence: Sequence, lines: readonly IndentLine[]): number[][] {
  const groups = new Map<number, number[]>();
  lines.forEach((line, index) => {
    if (!isAllTemplates(sequence, line)) return;
    const [from, to] = lineBlocks(line);
    for (let block = from; block < to; block++) {
      const id = markOf(sequence, block)?.block ?? 0;
      if (id > 0) groups.set(id, [...groups.get(id) ?? [], index]);
    }
  });
  const depth = (group: number[]) => Math.max(...group.map((index) => lines[index]!.balance));
  return [...groups.values()].sort((a, b) => depth(b) - depth(a));
}

/** Indents that a line of tags can have: those that code beside it opens or closes. */
class LineOptions {
  readonly steps: Set<number>;

  constructor(
    readonly sequence: Sequence,
    readonly lines: readonly IndentLine[],
    readonly index: number,
  ) {
    const { balance, points } = lines[index]!;
    this.steps = new Set([balance]);
    const first = points[0]!.point;
    this.#backward(balance, first);
    this.#along(balance, points.at(-1)!.point);
    const tag = tagOf(sequence, first);
    if (tag === "block_start" || tag === "block_mid") this.#precedes(balance, first);
    if (tag === "block_end" || tag === "block_mid") this.#follows(balance, first);
  }

  #backward(balance: number, first: number): void {
    let at = balance;
    for (let point = first; point > 0; point--) {
      for (const value of codeIndents(this.sequence, point).reverse()) this.steps.add(at -= value);
      const tag = tagOf(this.sequence, point - 1);
      if (tag === null || !SHUFFLED.has(tag)) return;
    }
  }

  #along(balance: number, point: number): number {
    let at = balance;
    for (const value of codeIndents(this.sequence, point)) this.steps.add(at += value);
    return at;
  }

  /** A tag that opens may go where the code behind it goes. */
  #precedes(balance: number, first: number): void {
    const { sequence } = this;
    let at = balance;
    for (let point = first; point < sequence.count; point++) {
      at = this.#along(at, point);
      if (!isUnrendered(sequence, point)) return;
    }
  }

  /** A tag right behind a line that only ends a block may go as deep as that one. */
  #follows(balance: number, first: number): void {
    const before = this.lines[this.index - 1];
    if (before === undefined || first - 1 !== before.points[0]!.point) return;
    if (tagOf(this.sequence, first - 1) !== "block_end") return;
    for (let step = balance; step < before.balance; step++) this.steps.add(step);
  }
}

/** Looks at the lines between those of a group. */
class Between {
  readonly inner: number[] = [];
  /** How far the code between the tags goes below them; null when it does not. */
  trough: number | null = null;
  #pending: number | null = null;
  #net = 0;

  constructor(
    readonly sequence: Sequence,
    readonly lines: readonly IndentLine[],
    readonly group: readonly number[],
    readonly deeper: readonly (readonly number[])[],
    outer: readonly (readonly number[])[],
  ) {
    let last: number | null = group[0]!;
    for (let index = group[0]! + 1; index <= group.at(-1)!; index++) {
      if (outer.some((each) => each.includes(index))) {
        last = null;
        this.#net = 0;
        this.#pending = null;
      }
      if (group.includes(index)) {
        if (last) { for (let each = last + 1; each < index; each++) this.inner.push(each); }
        if (this.#pending !== null) this.trough = Math.min(this.trough ?? Infinity, this.#pending);
        this.#pending = null;
        last = index;
        this.#net = 0;
      } else if (last) this.#line(index);
    }
  }

  #line(index: number): void {
    const within = this.deeper.some((each) => each.includes(index));
    for (const at of this.lines[index]!.points.slice(0, -1)) {
      const tag = tagOf(this.sequence, at.point);
      if (tag === "block_end" || tag === "block_mid") continue;
      if (at.trough < 0 && !within) {
        if (!this.#rendersUntilNext(at.point, index)) continue;
        const trough = this.#net + at.trough;
        if (trough === 0 && closesUntaken(at)) {
          this.#net += at.impulse;
          continue;
        }
        this.#pending = Math.min(this.#pending ?? Infinity, trough);
      }
      this.#net += at.impulse;
    }
  }

  #rendersUntilNext(point: number, index: number): boolean {
    const next = Math.min(...this.group.filter((each) => each > index));
    const until = this.lines[next]!.points[0]!.point;
    for (let block = point; block < until; block++) {
      if (!isUnrendered(this.sequence, block)) return true;
    }
    return false;
  }
}

/** Whether a dedent closes an indent that no line break had taken. */
function closesUntaken(at: IndentPoint): boolean {
  for (let balance = at.balance; balance > closing(at); balance--) {
    if (hasUntaken(at.untaken, balance)) return true;
  }
  return false;
}

/** The indents that all of a group's lines can have. */
function overlapOf(sequence: Sequence, lines: readonly IndentLine[], group: number[]): Set<number> {
  const options = group
    .filter((index) => {
      const leaf = sequence.block(lines[index]!.points[0]!.point);
      return !sequence.tree.is(leaf, TEMPLATE_LOOP);
    })
    .map((index) => new LineOptions(sequence, lines, index).steps);
  const [first = new Set<number>(), ...others] = options;
  return new Set([...first].filter((step) => others.every((each) => each.has(step))));
}

function bestOverlap(lines: readonly IndentLine[], group: number[], overlap: Set<number>): number {
  if (overlap.size === 1) return Math.max(...overlap);
  const inside = [lines[group[0]! + 1], lines[group.at(-1)! - 1]]
    .filter((line) => line !== undefined)
    .map((line) => line.balance);
  for (const balance of inside) overlap.delete(balance);
  return overlap.size === 0 ? Math.max(...inside) : Math.max(...overlap);
}

function reviseGroups(sequence: Sequence, lines: readonly IndentLine[]): void {
  const groups = groupLines(sequence, lines);
  groups.forEach((group, at) => {
    const balances = group.map((index) => lines[index]!.balance);
    if (new Set(balances).size === 1) return;
    const overlap = overlapOf(sequence, lines, group);
    const between = new Between(
      sequence,
      lines,
      group,
      groups.slice(0, at),
      groups.slice(at + 1),
    );
    let best: number;
    if (overlap.size === 0 || (between.trough !== null && between.trough <= 0)) {
      best = Math.min(...balances);
      for (const index of between.inner) lines[index]!.balance--;
    } else best = bestOverlap(lines, group, overlap);
    for (const index of group) lines[index]!.balance = best;
  });
}

/** Whether a line starts with a piece of template over several lines, which is left as it is. */
function startsWithMultiline(sequence: Sequence, source: string, line: IndentLine): boolean {
  const { tree } = sequence;
  const leaf = sequence.block(line.points[0]!.point);
  const written = source.slice(tree.sourceStart(leaf), tree.sourceStop(leaf));
  return written.includes("\n") && (tree.isMeta(leaf) || written !== tree.text(leaf));
}

/** Where a line of tags starts that shows nothing of a block. */
interface Place {
  readonly source: number;
  readonly line: IndentLine;
}

/** Lines without those that show nothing of a block which another round of a loop does show. */
function withoutSkipped(sequence: Sequence, lines: IndentLine[]): IndentLine[] {
  const { tree } = sequence;
  const starts: Place[] = [];
  const skipped: Place[] = [];
  for (const line of lines) {
    const [from, to] = lineBlocks(line);
    if (from >= to || tagOf(sequence, from) !== "block_start") continue;
    const place = { source: tree.sourceStart(sequence.block(from)), line };
    starts.push(place);
    let passesOver = false;
    for (let block = from + 1; block < to; block++) {
      const tag = tagOf(sequence, block);
      if (tag === null) break;
      if (tag === "skipped_source") passesOver = true;
      else if (tag === "block_end" && passesOver) skipped.push(place);
    }
  }
  const gone = new Set(
    skipped
      .filter(({ source }) =>
        starts.some((each) => each.source === source && !skipped.includes(each))
      )
      .map(({ line }) => line),
  );
  return lines.filter((line) => !gone.has(line));
}

/** Lines of a loop that show nothing on one of its rounds follow those that show something. */
function reviseRepeated(sequence: Sequence, lines: readonly IndentLine[]): void {
  const { tree } = sequence;
  const groups = new Map<string, IndentLine[]>();
  for (const line of lines) {
    const [from, to] = lineBlocks(line);
    if (from >= to) continue;
    const leaf = sequence.block(from);
    const key = `${tree.sourceStart(leaf)} ${tree.sourceStop(leaf)}`;
    groups.set(key, [...groups.get(key) ?? [], line]);
  }
  for (const group of groups.values()) {
    const shown = group.filter((line) => !isAllTemplates(sequence, line));
    if (group.length < 2 || shown.length === 0 || shown.length === group.length) continue;
    const counts = new Map<number, number>();
    for (const { balance } of shown) counts.set(balance, (counts.get(balance) ?? 0) + 1);
    const [[best]] = [...counts].sort(([a, many], [b, more]) => more - many || b - a) as [
      [number, number],
    ];
    for (const line of group) if (!shown.includes(line)) line.balance = best;
  }
}

/** The lines of a file with those of its template's tags revised; `source` is the template. */
export function reviseTemplateLines(
  sequence: Sequence,
  source: string,
  lines: IndentLine[],
): IndentLine[] {
  const kept = withoutSkipped(sequence, lines);
  reviseGroups(sequence, kept);
  const single = kept.filter((line) => !startsWithMultiline(sequence, source, line));
  reviseRepeated(sequence, single);
  return single;
}
