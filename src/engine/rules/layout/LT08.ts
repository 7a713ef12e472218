import { type Fix, insertAfter, insertBefore, replace } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { type Layout, nameOf } from "../../layout/mod.ts";
import {
  blanksAfter,
  hasComment,
  kind,
  lastCodeChild,
  NEWLINE,
  nextCode,
  type Tree,
} from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const COMMA = kind("comma");
const BRACKETED = kind("bracketed");

/** What lies behind a CTE, up to the code that comes next. */
interface Gap {
  /** Where it starts: the CTE, and where it ends: another CTE, or the query itself. */
  readonly cte: number;
  readonly next: number;
  /** The comma in it, or -1. */
  readonly comma: number;
  /** Its line breaks. */
  readonly breaks: readonly number[];
  /** Whether it has an empty line; a comma does not part two line breaks, a comment does. */
  readonly isOpen: boolean;
}

function readGap(tree: Tree, cte: number): Gap | null {
  const after = nextCode(tree, cte);
  const comma = after >= 0 && tree.is(after, COMMA) ? after : -1;
  const next = comma < 0 ? after : nextCode(tree, comma);
  if (next < 0) return null;
  const breaks: number[] = [];
  let [inRow, isOpen] = [0, false];
  for (let leaf = tree.leafAfter(cte); leaf < tree.firstLeaf(next); leaf = tree.leafAfter(leaf)) {
    if (tree.isComment(leaf)) inRow = 0;
    if (!tree.is(leaf, NEWLINE)) continue;
    breaks.push(leaf);
    isOpen ||= ++inRow > 1;
  }
  return { cte, next, comma, breaks, isOpen };
}

/** Puts line breaks before a node, in place of the blank that stands there. */
function breakBefore(tree: Tree, node: number, text: string): Fix {
  const blank = tree.leafBefore(node);
  return blank >= 0 && tree.isWhitespace(blank) && !tree.is(blank, NEWLINE)
    ? replace(blank, text)
    : insertBefore(node, text);
}

/** Makes an empty line where the CTE and what follows it are on one line. */
function openLine(tree: Tree, layout: Layout, { next, comma }: Gap): Fix {
  if (comma < 0) return breakBefore(tree, next, "\n\n");
  if (layout.of(COMMA).linePosition?.side === "leading") return insertBefore(comma, "\n\n");
  const [blank] = blanksAfter(tree, comma);
  return blank === undefined ? insertAfter(comma, "\n\n") : replace(blank, "\n\n");
}

/** Adds an empty line where there is a line break already. */
function addLine(tree: Tree, { cte, next, comma, breaks }: Gap): Fix {
  const first = breaks[0]!;
  if (!hasComment(tree, tree.end(cte), next)) {
    const isLeading = comma >= 0 && first < comma;
    return isLeading ? insertBefore(comma, "\n") : breakBefore(tree, next, "\n");
  }
  // Comments that start on the line of the CTE are about it, others about what follows.
  const isTrailing = hasComment(tree, tree.end(cte), first);
  return insertAfter(isTrailing ? breaks.at(-1)! : first, "\n");
}

export const rule: Rule = {
  code: "LT08",
  name: "layout.cte_newline",
  groups: ["all", "core", "layout"],
  aliases: ["L022"],
  description: "A blank line follows the closing bracket of each common table expression.",
  rationale: "Blank lines between its parts make a long WITH statement readable.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "WITH plop AS (\n    SELECT * FROM foo\n)\nSELECT a FROM plop\n",
  good: "WITH plop AS (\n    SELECT * FROM foo\n)\n\nSELECT a FROM plop\n",
  phase: "main",
  visits: [kind("common_table_expression")],
  message: "Leave an empty line behind each CTE.",
  run(context) {
    const { tree, file } = context;
    return (cte) => {
      // A clause behind the query, such as SEARCH, stands for the empty line.
      if (!tree.is(lastCodeChild(tree, cte), BRACKETED)) return;
      const gap = readGap(tree, cte);
      if (gap === null || gap.isOpen) return;
      const fix = gap.breaks.length === 0 ? openLine(tree, file.layout, gap) : addLine(tree, gap);
      const said = `Leave an empty line behind ${nameOf(tree, tree.firstCode(cte))}.`;
      // The name of the next CTE is at fault, whatever a template has written behind it.
      const anchor = gap.comma < 0 ? gap.next : tree.firstCode(gap.next);
      context.report(anchor, [fix], said);
    };
  },
};
