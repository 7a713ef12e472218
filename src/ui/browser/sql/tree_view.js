// @ts-check
/** The tree that the engine makes of a text, a line a node; a node selects what it spans. */
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { empty } from "../notices.js";
import { VirtualList } from "../virtual.js";

/** @typedef {{ kind: string, depth: number, text: string | null }} TreeNode */
/** @typedef {{ rendered: string | null, tree: TreeNode[] }} Parsed */

/**
 * Where each node begins and ends in the text that was parsed: the leaves are all of that text.
 * @param {readonly TreeNode[]} tree in preorder
 */
function spans(tree) {
  const from = new Uint32Array(tree.length);
  const to = new Uint32Array(tree.length);
  /** @type {number[]} nodes that are open */
  const open = [];
  let at = 0;
  tree.forEach(({ depth, text }, i) => {
    for (; open.length > depth; open.pop()) to[open.at(-1) ?? 0] = at;
    from[i] = at;
    open.push(i);
    if (text !== null) at += text.length;
  });
  for (const i of open) to[i] = at;
  return { from, to };
}

/**
 * @param {HTMLElement} element
 * @param {Parsed} parsed
 * @param {(from: number, to: number) => void} onchoose with a stretch of the source
 */
export function showTree(element, { tree, rendered }, onchoose) {
  if (tree.length === 0) {
    fill(element, empty(t("try.tree.none")));
    return;
  }
  const { from, to } = spans(tree);
  // White space says nothing here, and is half of the lines.
  const shown = tree.map((_, i) => i).filter((i) => /\S/.test(tree[i]?.text ?? "x"));
  const box = h("div", {
    class: "tree",
    tabindex: "0",
    role: "group",
    "aria-label": t("try.tree"),
  });
  fill(element, box);
  const list = new VirtualList(box, {
    row: (index) => {
      const i = shown[index] ?? 0;
      const node = /** @type {TreeNode} */ (tree[i]);
      const row = h(
        rendered === null ? "button" : "div",
        {
          type: rendered === null ? "button" : null,
          class: `tree-row${/^unparsable/i.test(node.kind) ? " tree-bad" : ""}`,
          onclick: rendered === null ? () => onchoose(from[i] ?? 0, to[i] ?? 0) : null,
        },
        h("span", { class: "tree-kind" }, node.kind),
        node.text === null ? null : h("code", {}, node.text),
      );
      row.style.paddingLeft = `${0.75 + Math.min(node.depth, 30) * 0.9}rem`;
      return row;
    },
  });
  list.reset(shown.length);
}
