/**
 * Compares the parser's trees with SQLFluff's.
 *
 *     deno run --allow-read scripts/conformance/trees.ts FOLDER [DIALECT] [FILE]
 *
 * FOLDER holds `goldens/<dialect>.jsonl` (texts) and `trees.jsonl.gz` (SQLFluff's tree of each).
 * Prints the first difference of each file, the most frequent place first, then the nodes that the
 * grammar can make and no tree of SQLFluff's holds, and how many files are alike. With FILE, only
 * that file, both trees whole.
 */
import "../../src/engine/dialects/all.ts";
import { gunzipSync } from "node:zlib";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { ParserTables } from "../../src/engine/parser/tables.ts";
import { type Kind, kindName, type Tree } from "../../src/engine/tree/mod.ts";

/** A tree as nested records: a node's children, or a leaf's text, under its kind. */
type Node = [kind: string, content: Node[] | string];

function fromRecord(kind: string, value: unknown): Node {
  if (typeof value === "string") return [kind, value];
  if (value === null || value === undefined) return [kind, []];
  const parts = Array.isArray(value) ? value : [value];
  const children = parts.flatMap((part) =>
    Object.entries(part as Record<string, unknown>).map(([name, inner]) => fromRecord(name, inner))
  );
  return [kind, children];
}

function fromTree(tree: Tree, node: number): Node {
  const name = kindName(tree.kind(node));
  if (tree.isLeaf(node)) return [name, tree.text(node)];
  const children = tree.children(node).filter((child) => tree.isCode(child));
  return [name, children.map((child) => fromTree(tree, child))];
}

function firstDifference(ours: Node, theirs: Node, path: string): string | null {
  const here = `${path}/${theirs[0]}`;
  if (ours[0] !== theirs[0]) {
    return `${here}: ours is ${ours[0]} ${show(ours)}, not ${show(theirs)}`;
  }
  if (typeof ours[1] === "string" || typeof theirs[1] === "string") {
    return ours[1] === theirs[1] || (ours[1].length === 0 && theirs[1].length === 0)
      ? null
      : `${here}: ours ${show(ours)}, theirs ${show(theirs)}`;
  }
  const length = Math.max(ours[1].length, theirs[1].length);
  for (let at = 0; at < length; at++) {
    const left = ours[1][at];
    const right = theirs[1][at];
    if (left === undefined) return `${here}: ours lacks ${show(right!)}`;
    if (right === undefined) return `${here}: ours has also ${show(left)}`;
    const found = firstDifference(left, right, here);
    if (found !== null) return found;
  }
  return null;
}

function show(node: Node): string {
  const text = JSON.stringify(node);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function outline(node: Node, depth = 0): string {
  const pad = "  ".repeat(depth);
  if (typeof node[1] === "string") return `${pad}${node[0]}: ${node[1]}\n`;
  return `${pad}${node[0]}\n${node[1].map((child) => outline(child, depth + 1)).join("")}`;
}

function main(args: string[]): number {
  const [folder, dialect = "ansi", only] = args;
  if (folder === undefined) {
    console.error("usage: trees.ts FOLDER [DIALECT] [FILE]");
    return 2;
  }
  const lines = (text: string) => text.split("\n").filter((line) => line !== "");
  const trees = new Map<string, unknown>();
  for (const line of lines(gunzipSync(Deno.readFileSync(`${folder}/trees.jsonl.gz`)).toString())) {
    const record = JSON.parse(line);
    if (record.dialect === dialect) trees.set(record.file, record.tree);
  }
  const differences: { place: string; told: string }[] = [];
  const observed = new Set<string>();
  let total = 0;
  for (const line of lines(Deno.readTextFileSync(`${folder}/goldens/${dialect}.jsonl`))) {
    const { file, sql } = JSON.parse(line) as { file: string; sql: string };
    const wanted = trees.get(file) as Record<string, unknown> | undefined;
    if (wanted === undefined || (only !== undefined && file !== only)) continue;
    total++;
    const { tree } = parse(sql, dialect);
    const ours = fromTree(tree, 0);
    const theirs = fromRecord("file", wanted.file);
    observe(theirs, observed);
    const difference = firstDifference(ours, theirs, "");
    if (tree.text(0) !== sql) console.log(`${file}: the tree does not print the text`);
    if (difference !== null) {
      differences.push({ place: difference.split(":")[0]!, told: `${file}: ${difference}` });
    }
    if (only !== undefined) console.log(outline(ours), "\n-- SQLFluff --\n", outline(theirs));
  }
  const byPlace = Object.entries(Object.groupBy(differences, ({ place }) => place))
    .map(([, group]) => group!)
    .sort((a, b) => b.length - a.length);
  for (const group of byPlace) for (const { told } of group) console.log(told);
  if (only === undefined) {
    const unseen = nodeKinds(dialect).filter((name) => !observed.has(name));
    console.log(`${unseen.length} kinds of node that no file has: ${unseen.join(" ")}`);
  }
  console.log(`${total - differences.length} of ${total} files alike`);
  return differences.length === 0 ? 0 : 1;
}

function observe([name, content]: Node, into: Set<string>): void {
  into.add(name);
  if (typeof content !== "string") { for (const child of content) observe(child, into); }
}

/** Names of the nodes that a dialect's grammar can make. */
function nodeKinds(dialect: string): string[] {
  const { kinds } = new ParserTables(findDialect(dialect));
  return [...new Set(kinds)].filter((kind) => kind !== 0).map((kind) => kindName(kind as Kind))
    .sort();
}

if (import.meta.main) Deno.exit(main(Deno.args));
