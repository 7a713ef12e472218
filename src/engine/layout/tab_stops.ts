/**
 * Alignment as tab stops: within one node, the n-th aligned element of a line stands under the
 * n-th of each other line.
 */
import { findKind, type Kind, NEWLINE, nodesIn, type Tree } from "../tree/mod.ts";
import { columnIn } from "./columns.ts";
import type { Layout } from "./settings.ts";

/** What `align:<type>[:<within>[:<scope>]][:<space>]` asks for. */
interface Alignment {
  readonly type: Kind;
  readonly within: Kind;
  /** Elements in different nodes of this kind do not go together. */
  readonly scope: Kind | undefined;
  /** Whether columns are counted in the rendered text, not in the source. */
  readonly isRendered: boolean;
}

function readAlignment(base: string): Alignment | null {
  const parts = base.split(":").slice(1);
  const isRendered = parts.at(-1) === "templated";
  if (isRendered || parts.at(-1) === "source") parts.pop();
  const [type, within, scope] = parts.map((name) => findKind(name));
  return type === undefined || within === undefined ? null : { type, within, scope, isRendered };
}

/** The code before a node if both stand on one line, with only comments between; else -1. */
function neighbourBefore(tree: Tree, node: number): number {
  let leaf = tree.leafBefore(node);
  while (leaf >= 0 && !tree.isCode(leaf)) {
    if (tree.is(leaf, NEWLINE)) return -1;
    leaf = tree.leafBefore(leaf);
  }
  return leaf;
}

/** The node of a kind around `node` that is nearest to it, below `top`; -1 if there is none. */
function nearest(tree: Tree, node: number, kind: Kind | undefined, top: number): number {
  if (kind === undefined) return -1;
  const found = tree.closest(node, kind);
  return found > top ? found : -1;
}

/** Column at which the text in front of an aligned element ends. */
function endColumn(tree: Tree, leaf: number, isRendered: boolean, tabSize: number): number {
  const { origins, text } = tree.tokens;
  if (isRendered || origins === null) return columnIn(text, tree.stop(leaf), tabSize);
  return columnIn(origins.source, tree.sourceStop(leaf), tabSize);
}

/** The tab stops of one file, worked out once for each node that elements are aligned within. */
export class TabStops {
  readonly #tree: Tree;
  readonly #layout: Layout;
  readonly #alignments = new Map<string, Alignment | null>();
  readonly #known = new Map<string, Map<number, string>>();

  constructor(tree: Tree, layout: Layout) {
    this.#tree = tree;
    this.#layout = layout;
  }

  /**
   * The blanks that are to stand before an aligned node.
   *
   * @param base The spacing, such as `align:alias_expression:select_clause`.
   * @param node A node that asks for it.
   */
  blanksBefore(base: string, node: number): string {
    let alignment = this.#alignments.get(base);
    if (alignment === undefined) {
      alignment = readAlignment(base);
      this.#alignments.set(base, alignment);
    }
    if (alignment === null) return " ";
    const top = this.#tree.closest(node, alignment.within);
    if (top < 0) return " ";
    const scope = nearest(this.#tree, node, alignment.scope, top);
    const key = `${base} ${top} ${scope}`;
    let stops = this.#known.get(key);
    if (stops === undefined) {
      stops = this.#align(alignment, top, scope);
      this.#known.set(key, stops);
    }
    return stops.get(node) ?? " ";
  }

  /** The blanks before each aligned element of one group that does not stand alone. */
  #align(alignment: Alignment, top: number, scope: number): Map<number, string> {
    const tree = this.#tree;
    const { usesTabs, tabSize } = this.#layout;
    const countedTabs = usesTabs ? tabSize : 0;
    const columns: { node: number; end: number }[][] = [];
    let line = -2;
    let place = 0;
    const from = scope >= 0 ? scope : top;
    for (const node of nodesIn(tree, from, [alignment.type])) {
      if (tree.closest(node, alignment.within) !== top) continue;
      if (nearest(tree, node, alignment.scope, top) !== scope) continue;
      const neighbour = neighbourBefore(tree, node);
      if (neighbour < 0) continue;
      const start = tree.tokens.text.lastIndexOf("\n", tree.start(node) - 1);
      place = start === line ? place + 1 : 0;
      line = start;
      const end = endColumn(tree, neighbour, alignment.isRendered, countedTabs);
      (columns[place] ??= []).push({ node, end });
    }
    const blanks = new Map<number, string>();
    for (const column of columns) {
      if (column.length < 2) continue;
      const widest = Math.max(...column.map(({ end }) => end));
      const stop = usesTabs ? (Math.floor(widest / tabSize) + 1) * tabSize : widest + 1;
      for (const { node, end } of column) {
        const width = usesTabs ? Math.ceil((stop - end) / tabSize) : stop - end;
        blanks.set(node, (usesTabs ? "\t" : " ").repeat(width));
      }
    }
    return blanks;
  }
}
