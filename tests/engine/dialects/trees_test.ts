/**
 * The trees of each dialect's own SQL: `<dialect>/<subject>.sql` beside its `<subject>.tree`. After
 * a change that is meant, `deno run -R -W tests/engine/dialects/trees_test.ts --update` writes the
 * trees again; read the difference before it is committed.
 */
import "../../../src/engine/dialects/all.ts";
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "../../../src/engine/parser/mod.ts";
import { kindName, type Tree } from "../../../src/engine/tree/mod.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** One node a line: an inner node's kind, a leaf's kind and text; blanks are left out. */
function outline(tree: Tree, node: number, depth: number): string {
  const pad = "  ".repeat(depth);
  const name = kindName(tree.kind(node));
  if (tree.isLeaf(node)) {
    const isShown = tree.isCode(node) || tree.isComment(node);
    if (isShown) return `${pad}${name} ${tree.text(node)}\n`;
    return tree.isMeta(node) && name !== "end_of_file" ? `${pad}${name}\n` : "";
  }
  const inside = tree.children(node).map((child) => outline(tree, child, depth + 1));
  return `${pad}${name}\n${inside.join("")}`;
}

function* files(): Generator<{ dialect: string; path: string }> {
  for (const dialect of readdirSync(FOLDER).sort()) {
    const folder = join(FOLDER, dialect);
    if (!statSync(folder).isDirectory()) continue;
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".sql")) yield { dialect, path: join(folder, name) };
    }
  }
}

function treeOf(dialect: string, path: string): string {
  const sql = readFileSync(path, "utf8");
  const { tree } = parse(sql, dialect);
  assert.equal(tree.text(0), sql);
  return outline(tree, 0, 0);
}

if (import.meta.main) {
  const update = Deno.args.includes("--update");
  for (const { dialect, path } of files()) {
    const tree = treeOf(dialect, path);
    if (update) writeFileSync(path.replace(/\.sql$/, ".tree"), tree);
    else console.log(tree);
  }
} else {
  for (const { dialect, path } of files()) {
    Deno.test(`the tree of ${path.slice(FOLDER.length)}`, () => {
      assert.equal(treeOf(dialect, path), readFileSync(path.replace(/\.sql$/, ".tree"), "utf8"));
    });
  }
}
