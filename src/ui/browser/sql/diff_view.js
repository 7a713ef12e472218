// @ts-check
/** The difference of two texts as lines with what left and what came, the long rest left out. */
import { fill, h, verbatim } from "../dom.js";
import { t } from "../i18n.js";
import { empty } from "../notices.js";
import { VirtualList } from "../virtual.js";
import { diffLines, hunks } from "./diff.js";
import { lexLine } from "./lexer.js";
import { Painter } from "./paint.js";

const SIGNS = { same: " ", old: "−", new: "+" };

/**
 * @param {HTMLElement} box what scrolls
 * @param {string} before
 * @param {string} after
 * @returns {{ added: number, removed: number }}
 */
export function showDiff(box, before, after) {
  const lines = diffLines(before, after);
  const added = lines.filter((l) => l.kind === "new").length;
  const removed = lines.filter((l) => l.kind === "old").length;
  if (added + removed === 0) {
    fill(box, empty(t("diff.none")));
    return { added, removed };
  }
  const shown = hunks(lines);
  const painter = new Painter();
  const list = new VirtualList(box, {
    row: (index) => {
      const line = shown[index];
      if (line === null || line === undefined) {
        return h("div", { class: "diff-line diff-gap" }, h("span", {}, "⋯"));
      }
      const label = line.kind === "same" ? null : t(`diff.${line.kind}`);
      return h(
        "div",
        { class: `diff-line diff-${line.kind}` },
        h("span", { class: "diff-number" }, line.old === 0 ? "" : String(line.old)),
        h("span", { class: "diff-number" }, line.new === 0 ? "" : String(line.new)),
        h("span", { class: "diff-sign", "aria-label": label }, SIGNS[line.kind]),
        h("code", {}, verbatim(line.text)),
      );
    },
    onrows: (_first, _last, rows) => {
      painter.clear();
      for (const [index, row] of rows) {
        const text = row.lastChild?.firstChild;
        const line = shown[index];
        if (!line || !(text instanceof Text)) continue;
        for (const { kind, from, to } of lexLine(line.text, "").tokens) {
          painter.add(kind, text, from, to);
        }
      }
    },
  });
  list.reset(shown.length);
  return { added, removed };
}
