/**
 * A text that a template rendered, by its elements of code: which groups of the grammar and which
 * blocks of the template open and close in front of each, and the tags that stand there.
 */
import {
  BRACKETED,
  END_OF_FILE,
  INDENT,
  PLACEHOLDER,
  TEMPLATE_LOOP,
  type Tree,
} from "../tree/mod.ts";
import { endsLine, takenBlanks } from "./groups.ts";

/** A tag, or a jump back in a loop. */
export interface Tag {
  readonly leaf: number;
  readonly role: "start" | "mid" | "end" | "jump" | "other";
  readonly block: number;
  /** Whether it is text that is not rendered, as where a macro is defined. */
  readonly isText: boolean;
  /** The run of code between two tags of the block that starts with this tag; -1 for none. */
  part: number;
  /** Whether it is the first on its line, and whether there are only tags on that. */
  isFirst: boolean;
  isAlone: boolean;
  /** The last comment, or expression that renders nothing, before it in its gap; -1 for none. */
  behind: number;
  /** The number of its line among those that are not blank. */
  line: number;
  /** Whether it has taken the blanks before it. */
  hasTakenBlanks: boolean;
  /** Whether it starts a block, and a soft group ends between it and the code behind it. */
  splitsGroup: boolean;
}

/** A group of the grammar, by the elements of code in front of which it opens and closes. */
interface CodeGroup {
  readonly isSoft: boolean;
  /** Whether it is what stands in brackets. */
  readonly isBracket: boolean;
  readonly opens: number;
  closes: number;
  /** The leaves of its indent and of its dedent. */
  readonly openLeaf: number;
  closeLeaf: number;
}

/** What lies between two tags of a block, by elements of code. */
interface Part {
  readonly opens: number;
  closes: number;
  /** Where the last part of the block ends, and what its end tag is behind (see `Tag`). */
  blockEnd: number;
  lastInBlock: number;
  /** The tag that ends the block; -1 for none. */
  endLeaf: number;
}

/** What stands in front of one element of code. */
export interface CodeGap {
  readonly tags: Tag[];
  readonly opening: number[];
  low: number;
  /** Where the last group of the grammar that closes in it has opened; -1 for none. */
  closes: number;
  /** The last comment, or expression that renders nothing, so far; -1 for none. */
  last: number;
  /** Whether blanks that a tag has taken stand behind the last tag. */
  hasTakenBlanks: boolean;
}

/** A block that is open while tags are read, with its parts so far. */
interface OpenBlock {
  readonly block: number;
  readonly parts: number[];
}

const ROLES: Readonly<Record<string, Tag["role"]>> = {
  block_start: "start",
  block_mid: "mid",
  block_end: "end",
  templated: "other",
  comment: "other",
};

/** Whether blocks of the template are indented: they are not where that is off, or some do not end. */
function indentsBlocks({ tokens }: Tree): boolean {
  for (const { type } of tokens.origins?.marks.values() ?? []) if (type === "indent") return true;
  return false;
}

/** The tag that a leaf is; null for code, blanks, marks and source that is jumped over. */
function readTag(tree: Tree, leaf: number): Tag | null {
  const mark = tree.mark(leaf);
  if (mark === null) return null;
  if (tree.is(leaf, TEMPLATE_LOOP)) {
    return { leaf, role: "jump", block: mark.block, ...NO_TAG };
  }
  // Text of a macro, where it is defined, stands in its line as an empty expression does.
  const isText = mark.type === "literal" && mark.text.trim() !== "";
  const role = tree.is(leaf, PLACEHOLDER) ? ROLES[isText ? "templated" : mark.type] : undefined;
  return role === undefined ? null : { leaf, role, block: mark.block, ...NO_TAG, isText };
}

const NO_GAP = { low: 0, closes: -1, last: -1, hasTakenBlanks: false };
const NO_TAG = {
  isText: false,
  part: -1,
  isFirst: false,
  isAlone: false,
  line: 0,
  behind: -1,
  hasTakenBlanks: false,
  splitsGroup: false,
};

/** Groups, blocks and tags of a text by its elements of code. */
export class CodeView {
  readonly code: number[] = [];
  readonly gaps: CodeGap[] = [];
  readonly groups: CodeGroup[] = [];
  readonly parts: Part[] = [];
  /** Blocks whose tags are crossed by a group. */
  readonly crossed = new Set<number>();
  /** Blocks that start on a line of tags: groups are nested into them. */
  readonly nesting = new Set<number>();
  /** Blocks that are gone through more than once. */
  readonly repeated = new Set<number>();
  /** Blocks that hold code, be it in one round of a loop. */
  readonly filled = new Set<number>();
  readonly indentsBlocks: boolean;

  constructor(tree: Tree) {
    this.indentsBlocks = indentsBlocks(tree);
    this.#read(tree);
    this.#findCrossed();
  }

  #read(tree: Tree): void {
    const open: number[] = [];
    const blocks: OpenBlock[] = [];
    let gap: CodeGap = { ...NO_GAP, tags: [], opening: [] };
    let line: Tag[] = [];
    let lineNumber = 0;
    let hasCode = false;
    let hasComment = false;
    const endLine = () => {
      if (!hasCode) { for (const tag of line) tag.isAlone = true; }
      if (hasCode || hasComment || line.length > 0) lineNumber++;
      line = [];
      hasCode = hasComment = false;
    };
    for (let leaf = 0; leaf < tree.size; leaf++) {
      if (!tree.isLeaf(leaf)) continue;
      if (endsLine(tree, leaf)) endLine();
      if (tree.isCode(leaf) || tree.is(leaf, END_OF_FILE)) {
        hasCode ||= tree.isCode(leaf);
        this.code.push(leaf);
        this.gaps.push(gap);
        gap = { ...NO_GAP, tags: [], opening: [], low: open.length };
        continue;
      }
      if (tree.isComment(leaf)) {
        gap.last = leaf;
        hasComment = true;
      }
      if (!tree.isMeta(leaf)) continue;
      const tag = readTag(tree, leaf);
      if (tag !== null) {
        tag.isFirst = line.length === 0 && !hasCode;
        tag.line = lineNumber;
        line.push(tag);
        this.#readTag(tag, gap, blocks);
      } else if (tree.mark(leaf) !== null) gap.hasTakenBlanks ||= takenBlanks(tree, leaf) !== "";
      else if (tree.is(leaf, INDENT)) {
        open.push(this.groups.length);
        gap.opening.push(this.groups.length);
        const opens = this.code.length;
        this.groups.push({
          isSoft: tree.isImplicit(leaf),
          isBracket: tree.is(tree.parent(leaf), BRACKETED),
          opens,
          openLeaf: leaf,
          closes: Infinity,
          closeLeaf: Infinity,
        });
      } else {
        const closed = open.pop();
        if (closed !== undefined) {
          this.groups[closed]!.closes = this.code.length;
          this.groups[closed]!.closeLeaf = leaf;
          gap.closes = Math.max(gap.closes, this.groups[closed]!.openLeaf);
        }
        gap.low = Math.min(gap.low, open.length);
      }
    }
    endLine();
  }

  #readTag(tag: Tag, gap: CodeGap, blocks: OpenBlock[]): void {
    gap.tags.push(tag);
    tag.behind = gap.last;
    tag.hasTakenBlanks = gap.hasTakenBlanks;
    gap.hasTakenBlanks = false;
    if (tag.role === "other") gap.last = tag.leaf;
    if (tag.role === "other") return;
    const here = this.code.length;
    if (tag.role === "jump") this.repeated.add(tag.block);
    if (tag.role === "start") blocks.push({ block: tag.block, parts: [] });
    const block = blocks.at(-1);
    if (block?.block !== tag.block) return;
    const ended = block.parts.at(-1);
    if (ended !== undefined) this.parts[ended]!.closes = here;
    if (tag.role === "end") {
      const { parts } = blocks.pop()!;
      if (parts.some((part) => this.parts[part]!.opens < here)) this.filled.add(tag.block);
      for (const part of parts) {
        this.parts[part]!.blockEnd = here;
        this.parts[part]!.lastInBlock = tag.behind;
        this.parts[part]!.endLeaf = tag.leaf;
      }
      return;
    }
    tag.part = this.parts.length;
    block.parts.push(tag.part);
    this.parts.push({ opens: here, closes: here, blockEnd: here, lastInBlock: -1, endLeaf: -1 });
  }

  #findCrossed(): void {
    for (const { tags } of this.gaps) {
      for (const { role, block, isAlone } of tags) {
        if (role === "start" && isAlone) this.nesting.add(block);
      }
    }
    this.#findSplits();
    for (const { tags } of this.gaps) {
      for (const { part, block, leaf } of tags) {
        if (part < 0 || !this.nesting.has(block)) continue;
        if (this.#isCrossed(this.parts[part]!, leaf)) this.crossed.add(block);
      }
    }
  }

  /**
   * Finds the blocks whose first tag has taken the line break behind `FROM t`: as in SQLFluff the
   * soft group of FROM ends behind that tag, in front of the first join, and so crosses the block.
   */
  #findSplits(): void {
    for (const { isSoft, opens, closes, closeLeaf } of this.groups) {
      if (!isSoft || closes === Infinity || opens === closes) continue;
      for (const tag of this.gaps[closes]?.tags ?? []) {
        if (tag.role !== "start" || !tag.hasTakenBlanks || tag.leaf > closeLeaf) continue;
        if (!this.nesting.has(tag.block)) continue;
        tag.splitsGroup = true;
        this.crossed.add(tag.block);
      }
    }
  }

  /** Whether a group crosses the tag in front of a part, or the one that ends it. */
  #isCrossed({ opens, closes }: Part, tag: number): boolean {
    const outside = this.gaps[opens]?.low ?? 0;
    // A group that has opened right before the tag, as that of a WHERE, may end inside of the part.
    for (const each of this.gaps[opens]?.opening ?? []) {
      const group = this.groups[each]!;
      if (group.openLeaf < tag && group.closes > opens && group.closes < closes) return true;
    }
    for (let at = opens + 1; at < closes; at++) {
      const { opening, low } = this.gaps[at]!;
      if (low < outside || opening.some((group) => this.groups[group]!.closes > closes)) {
        return true;
      }
    }
    return false;
  }
}
