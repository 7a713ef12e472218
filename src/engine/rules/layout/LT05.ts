import { RESPACES } from "../effects.ts";
import { checkLongLines, columnOf } from "../../layout/mod.ts";
import { COMMENT, FILE, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const COMMENT_CLAUSES = kinds("comment_clause", "comment_equals_clause");

/** The leaves from a node to the end of its line. */
function* leavesOfLine(tree: Tree, from: number): Generator<number> {
  const { text } = tree.tokens;
  const newline = text.indexOf("\n", tree.start(from));
  const end = newline < 0 ? text.length : newline;
  for (let leaf = from; leaf >= 0 && tree.start(leaf) <= end; leaf = tree.leafAfter(leaf)) {
    yield leaf;
  }
}

function hasComment(tree: Tree, from: number): boolean {
  for (const leaf of leavesOfLine(tree, from)) {
    if (tree.is(leaf, COMMENT) || tree.mark(leaf)?.type === "comment") return true;
  }
  return false;
}

/** Whether a comment clause starts before the limit, so that only its text makes the line long. */
function hasCommentClause(tree: Tree, from: number, limit: number): boolean {
  for (const leaf of leavesOfLine(tree, from)) {
    for (const kind of COMMENT_CLAUSES) {
      const clause = tree.closest(leaf, kind);
      if (clause >= 0 && columnOf(tree, tree.start(clause)) + 1 < limit) return true;
    }
  }
  return false;
}

export const rule: Rule = {
  code: "LT05",
  name: "layout.long_lines",
  groups: ["all", "core", "layout"],
  aliases: ["L016"],
  description: "No line is longer than the core setting max_line_length.",
  rationale: "Lines that fit the window need no scrolling, and two versions fit side by side.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [
    flag("ignore_comment_lines", false, "Let lines with a comment be as long as they like."),
    flag(
      "ignore_comment_clauses",
      false,
      "Let lines with a COMMENT clause be as long as they like.",
    ),
  ],
  bad:
    "SELECT my_first_column, my_second_column, my_third_column, my_fourth_column FROM my_table\n",
  good: "SELECT\n    my_first_column,\n    my_second_column\nFROM my_table\n",
  phase: "main",
  targetsTemplated: true,
  templateSafeFixes: true,
  visits: [FILE],
  message: "Line is too long.",
  run(context) {
    const { tree, file } = context;
    const ignoreLines = context.flag("ignore_comment_lines");
    const ignoreClauses = context.flag("ignore_comment_clauses");
    return () => {
      checkLongLines(tree, file.layout, (found) => {
        const { anchor } = found;
        if (ignoreLines && hasComment(tree, anchor)) return;
        if (ignoreClauses && hasCommentClause(tree, anchor, file.layout.maxLineLength)) return;
        context.reportResult(found);
      });
    };
  },
};
