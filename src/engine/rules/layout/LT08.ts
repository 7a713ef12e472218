import { RESPACES } from "../../fixes/effects.ts";
import { type Fix, insertBefore, replace } from "../../edits.ts";
import { COMMENT, KEYWORD, kind, NEWLINE, type Tree, WHITESPACE } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const WITH = kind("with_compound_statement");
const CTE = kind("common_table_expression");
const BRACKETED = kind("bracketed");
const COMMA = kind("comma");

/** What follows a CTE's closing bracket, up to the next code that is no comma. */
interface Gap {
  /** Nodes from the bracket (index 0) to the next code (last). */
  nodes: number[];
  /** Number of line breaks. */
  lines: number;
  blankLines: number;
  /** Index of the comma and the line it is on, counted from the bracket's; -1 without one. */
  comma: number;
  commaLine: number;
  commentLines: number[];
  /** Index of the first node of each line. */
  lineStarts: number[];
}

/** The children of a WITH statement, those of its CTEs in their place. */
function flatChildren(tree: Tree, statement: number): number[] {
  return tree.children(statement)
    .flatMap((child) => tree.is(child, CTE) ? tree.children(child) : [child]);
}

function readGap(tree: Tree, nodes: number[], from: number): Gap | null {
  const gap: Gap = {
    nodes: [nodes[from]!],
    lines: 0,
    blankLines: 0,
    comma: -1,
    commaLine: -1,
    commentLines: [],
    lineStarts: [0],
  };
  let blank = false;
  for (const node of nodes.slice(from + 1)) {
    gap.nodes.push(node);
    const index = gap.nodes.length - 1;
    if (tree.is(node, COMMA)) {
      gap.comma = index;
      gap.commaLine = gap.lines;
    } else if (tree.is(node, NEWLINE)) {
      if (blank) gap.blankLines++;
      blank = true;
      gap.lineStarts[++gap.lines] = index + 1;
    } else if (tree.is(node, COMMENT)) {
      blank = false;
      gap.commentLines.push(gap.lines);
    } else if (tree.isCode(node)) return gap;
  }
  return null;
}

function newlineAt(tree: Tree, node: number, count: number): Fix {
  const newlines = "\n".repeat(count);
  return tree.is(node, WHITESPACE) ? replace(node, newlines) : insertBefore(node, newlines);
}

/** The place right in front of the comments that belong to what follows. */
function beforeComments({ nodes, lines, commentLines, lineStarts }: Gap): number {
  let offset = 1;
  while (commentLines.includes(lines - offset)) offset++;
  return nodes[lineStarts[lines - (offset - 1) || lines]!]!;
}

function fixGap(tree: Tree, gap: Gap, position: string): Fix {
  const { nodes, lines, comma, commaLine, commentLines } = gap;
  if (comma >= 0 && lines === 0) {
    if (position === "leading") return insertBefore(nodes[comma]!, "\n\n");
    return newlineAt(tree, nodes[comma + 1]!, 2);
  }
  if (commentLines.includes(lines - 1)) return insertBefore(beforeComments(gap), "\n");
  const leading = comma >= 0 && commaLine !== 0 && commaLine === lines;
  if (leading) return insertBefore(nodes[comma]!, "\n");
  const before = nodes.at(-2)!;
  return tree.is(before, WHITESPACE) ? replace(before, "\n") : insertBefore(nodes.at(-1)!, "\n");
}

export const rule: Rule = {
  code: "LT08",
  name: "layout.cte_newline",
  groups: ["all", "core", "layout"],
  aliases: ["L022"],
  description: "A blank line follows the closing bracket of each common table expression.",
  rationale: "Blank lines between its parts make a long WITH statement readable.",
  fixable: true,
  effects: RESPACES,
  options: [],
  bad: "WITH plop AS (\n    SELECT * FROM foo\n)\nSELECT a FROM plop\n",
  good: "WITH plop AS (\n    SELECT * FROM foo\n)\n\nSELECT a FROM plop\n",
  phase: "main",
  visits: [WITH],
  message: "Leave an empty line behind each CTE.",
  run(context) {
    const { tree, file } = context;
    const position = file.layout.linePosition(COMMA).split(":")[0]!;
    return (statement) => {
      const nodes = flatChildren(tree, statement);
      for (const [index, node] of nodes.entries()) {
        if (!tree.is(node, BRACKETED)) continue;
        const gap = readGap(tree, nodes, index);
        if (gap === null || gap.blankLines > 0) continue;
        const next = gap.nodes.at(-1)!;
        if (tree.is(next, KEYWORD) && ["CYCLE", "SEARCH"].includes(tree.upper(next))) continue;
        context.report(next, [fixGap(tree, gap, position)]);
      }
    };
  },
};
