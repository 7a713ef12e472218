/** Reads columns and stars, and finds the sources that they plainly name. */
import { kind, type Tree } from "../tree/mod.ts";
import type { Frame } from "./frame.ts";
import type { Clause, Join, Name, Output, Reading, Reference, Select, Source } from "./model.ts";
import { nameAt, namesIn, namesOf } from "./names.ts";

const METHOD = kind("datatype_method");

/** A reference whose names are made when they are asked for: of most only their places matter. */
class WrittenReference implements Reference {
  readonly clause: Clause | null;
  readonly output: Output | null;
  readonly join: Join | null;
  named: Source | null = null;
  readings: readonly Reading[] | null = null;
  #parts: readonly Name[] | null = null;

  constructor(
    readonly tree: Tree,
    readonly node: number,
    readonly star: boolean,
    readonly count: number,
    readonly leaf: number,
    readonly qualifier: number,
    { clause, output, outputEnd, join }: Frame,
  ) {
    this.clause = clause;
    this.output = node < outputEnd ? output : null;
    this.join = join;
  }

  get parts(): readonly Name[] {
    return this.#parts ??= this.#read();
  }

  #read(): readonly Name[] {
    const names = namesIn(this.tree, this.node);
    // One whose method is called, `@doc.value('/a', 'int')`, is taken for a column's name.
    return names.length === this.count
      ? names
      : [nameAt(this.tree, this.tree.firstCode(this.node))];
  }
}

/**
 * The reference at a node; null where what stands for a name, such as a client's variable, could be
 * any, unless a method of it is called.
 */
export function readReference(
  tree: Tree,
  node: number,
  star: boolean,
  frame: Frame,
): Reference | null {
  const names = namesOf(tree);
  let count = 0;
  let last = -1;
  let before = -1;
  for (let child = node + 1, end = tree.end(node); child < end; child = tree.end(child)) {
    if (names.bits(child) === 0) continue;
    count++;
    before = last;
    last = child;
  }
  if (count === 0 && !star) {
    if (tree.childOf(node, METHOD) < 0) return null;
    count = 1;
    last = tree.firstCode(node);
  }
  return new WrittenReference(tree, node, star, count, last, star ? last : before, frame);
}

/** So many sources of a query are compared with a qualifier: more are looked up by who needs them. */
const FEW = 16;

/** The leaf that plainly names a source; -1 where a qualifier may have to say more, or otherwise. */
function plainNameOf({ alias, path, grouped, elements }: Source): number {
  if (grouped || elements.length > 0) return -1;
  if (alias !== null) return alias.leaf;
  // In quotes may stand a whole path, of which only the last part is the table.
  return path.length === 1 && !path[0]!.quoted ? path[0]!.leaf : -1;
}

/** Where the names of the sources at hand stand in the text, and how long they are; kept for all. */
const starts = new Int32Array(FEW);
const lengths = new Int32Array(FEW);

/** Tells the references of a query which of its sources they plainly name. */
export function nameSources(tree: Tree, { references, sources }: Select): void {
  if (references.length === 0) return;
  const { tokens } = tree;
  const count = Math.min(sources.length, FEW);
  for (let place = 0; place < count; place++) {
    const name = plainNameOf(sources[place]!);
    const token = name < 0 ? -1 : tree.token(name);
    starts[place] = token < 0 ? -1 : tokens.start(token);
    lengths[place] = token < 0 ? -1 : tokens.end(token) - tokens.start(token);
  }
  if (count === 0) return;
  const { text } = tokens;
  for (let at = 0; at < references.length; at++) {
    const reference = references[at]!;
    const token = reference.qualifier < 0 ? -1 : tree.token(reference.qualifier);
    if (token < 0) continue;
    const start = tokens.start(token);
    const length = tokens.end(token) - start;
    for (let place = 0; place < count; place++) {
      if (lengths[place] !== length || !isSameText(text, starts[place]!, start, length)) continue;
      reference.named = sources[place]!;
      sources[place]!.isNamed = true;
      break;
    }
  }
}

/** Whether two stretches of a text are the same; no string is made of them. */
function isSameText(text: string, one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at++) {
    if (text.charCodeAt(one + at) !== text.charCodeAt(other + at)) return false;
  }
  return true;
}
