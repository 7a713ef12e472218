/** Reads the gaps and groups of a text without templates. */
import {
  COMMENT_BIT as COMMENTS,
  DEDENT,
  END_OF_FILE,
  META_BIT,
  NEWLINE,
  type Tree,
} from "../tree/mod.ts";
import {
  BREAK_BIT,
  CLOSES_BIT,
  COMMENT_BIT,
  continuesComment,
  type Gaps,
  keepsGaps,
  OPENS_BIT,
} from "./groups.ts";

/** How many gaps a text may have; of a large one they are counted, since columns cost memory. */
function roomForGaps(tree: Tree): number {
  if (keepsGaps(tree)) return tree.tokens.count;
  let count = 0;
  for (let leaf = 0; leaf < tree.size; leaf++) {
    if (tree.isLeaf(leaf) && (tree.isCode(leaf) || tree.kind(leaf) === END_OF_FILE)) count++;
  }
  return count;
}

/** Reads the gaps and groups of a text without templates, in one pass over its leaves. */
class GapReader {
  readonly #code: Int32Array;
  readonly #low: Uint16Array;
  readonly #after: Uint16Array;
  readonly #flags: Uint8Array;
  readonly #firstGroup: Int32Array;
  #closeGap: Int32Array;
  #level: Uint16Array;
  #isSoft: Uint8Array;
  #groups = 0;
  /** The groups that are open, outermost first. */
  readonly #open: number[] = [];

  constructor(readonly tree: Tree) {
    const { arena } = tree.tokens;
    const room = roomForGaps(tree);
    this.#code = arena.make(Int32Array, room);
    this.#low = arena.make(Uint16Array, room);
    this.#after = arena.make(Uint16Array, room);
    this.#flags = arena.make(Uint8Array, room);
    this.#firstGroup = arena.make(Int32Array, room + 1);
    const groups = (room >> 2) + 1;
    this.#closeGap = arena.make(Int32Array, groups);
    this.#level = arena.make(Uint16Array, groups);
    this.#isSoft = arena.make(Uint8Array, groups);
  }

  read(): Gaps {
    const { tree } = this;
    const { layout } = tree.table;
    const open = this.#open;
    // Fields would be read again for each leaf.
    const code = this.#code;
    const lows = this.#low;
    const afters = this.#after;
    const allFlags = this.#flags;
    const firstGroup = this.#firstGroup;
    let at = 0;
    let flags = BREAK_BIT;
    let low = 0;
    let inComment = false;
    for (let leaf = 0; leaf < tree.size; leaf++) {
      if (!tree.isLeaf(leaf)) continue;
      const kind = tree.kind(leaf);
      const bits = layout[kind]!;
      if (bits === 0 || kind === END_OF_FILE) {
        code[at] = leaf;
        lows[at] = low;
        afters[at] = low = open.length;
        allFlags[at++] = flags;
        firstGroup[at] = this.#groups;
        flags = 0;
      } else if (kind === NEWLINE) {
        if (!inComment) flags |= BREAK_BIT;
      } else if (bits === COMMENTS) {
        flags |= COMMENT_BIT;
        inComment = continuesComment(tree, leaf, inComment);
      } else if (bits === META_BIT) {
        if (kind !== DEDENT) {
          flags |= OPENS_BIT;
          this.#openGroup(leaf);
        } else {
          flags |= CLOSES_BIT;
          const closed = open.pop();
          if (closed !== undefined) this.#closeGap[closed] = at;
          if (open.length < low) low = open.length;
        }
      }
    }
    return this.#finish(at);
  }

  #openGroup(leaf: number): void {
    const group = this.#groups++;
    if (group === this.#level.length) this.#growGroups();
    this.#open.push(group);
    this.#level[group] = this.#open.length;
    this.#isSoft[group] = Number(this.tree.isImplicit(leaf));
  }

  #growGroups(): void {
    const { arena } = this.tree.tokens;
    const room = this.#groups * 2;
    this.#closeGap = arena.resize(this.#closeGap, Int32Array, room);
    this.#level = arena.resize(this.#level, Uint16Array, room);
    this.#isSoft = arena.resize(this.#isSoft, Uint8Array, room);
  }

  #finish(count: number): Gaps {
    const open = this.#open;
    for (let index = 0; index < open.length; index++) this.#closeGap[open[index]!] = count;
    return {
      count,
      code: this.#code,
      low: this.#low,
      after: this.#after,
      flags: this.#flags,
      firstGroup: this.#firstGroup,
      closeGap: this.#closeGap,
      level: this.#level,
      isSoft: this.#isSoft,
      tagDepth: null,
      endDepth: null,
      roundEnds: null,
      keptLines: null,
    };
  }
}

/** Reads the gaps and groups of a text without templates; linear in its leaves. */
export function readGaps(tree: Tree): Gaps {
  return new GapReader(tree).read();
}
