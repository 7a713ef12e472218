/**
 * Blocks of a template that indent nothing because of where they end.
 *
 * A line of tags alone stands as its outermost tag does. Where that is the end of a block behind
 * other tags, as in `{% do log(a) %}{% endif %}`, the line stands as the block's start does, and as in
 * SQLFluff so do all lines between the two.
 */
import type { CodeGap, Tag } from "./code_view.ts";

/** A block that is open while tags are read. */
interface Open {
  readonly start: Tag;
  /** Whether text that is not rendered follows its first tag in the line. */
  goesOnWithText: boolean;
  /** The last line that begins with a tag that divides it. */
  midLine: number;
  /** The blocks in it; a loop may go through one in every round. */
  readonly inside: Set<number>;
}

/** Whether a block of several lines ends behind another tag than its own, on a line of tags. */
function endsBehindTag({ start, goesOnWithText, midLine }: Open, end: Tag): boolean {
  // What starts on the first line of a file keeps its indent.
  return start.line > 0 && start.isAlone && !goesOnWithText &&
    end.isAlone && !end.isFirst && midLine < end.line;
}

/** Notes text behind the first tags of the blocks that start on a line. */
function noteText(open: readonly Open[], line: number): void {
  for (let at = open.length - 1; at >= 0; at--) {
    const block = open[at]!;
    if (block.start.line < line || block.goesOnWithText) return;
    block.goesOnWithText = true;
  }
}

/**
 * The blocks that end behind another tag on a line of tags. One that holds a block which indents, or
 * which is all on one line, is not among them, and none is where two blocks of several lines end on
 * one line (see `shared_ends.ts`).
 */
export function flatBlocks(gaps: readonly CodeGap[]): Set<number> {
  const flat = new Set<number>();
  const open: Open[] = [];
  /** The block of several lines that ended last. */
  let ended = { block: -1, line: -1 };
  for (const { tags } of gaps) {
    for (const tag of tags) {
      const { role, block, line } = tag;
      const around = open.at(-1);
      // The line is not only that block's end.
      if (role !== "other" && ended.line === line) flat.delete(ended.block);
      if (role === "start") {
        around?.inside.add(block);
        open.push({ start: tag, goesOnWithText: false, midLine: -1, inside: new Set() });
      }
      if (tag.isText) noteText(open, line);
      if (role === "mid" && tag.isFirst && around?.start.block === block) around.midLine = line;
      if (role !== "end" || around?.start.block !== block) continue;
      open.pop();
      if (around.start.line === line) continue;
      const isFlat = endsBehindTag(around, tag) &&
        [...around.inside].every((each) => flat.has(each));
      if (isFlat) flat.add(block);
      ended = { block, line };
    }
  }
  return flat;
}
