import { nameOf } from "../../layout/mod.ts";
import { remove } from "../../edits.ts";
import { FILE, kind, type Tree, UNPARSABLE } from "../../tree/mod.ts";
import { flag, type Rule } from "../rule.ts";
import {
  endBefore,
  endsInSlash,
  hasLines,
  isBelow,
  isOutermost,
  lineComment,
  missingAt,
  openEnd,
  putTerminator,
  type StatementEnd,
} from "./terminator_place.ts";

const TERMINATOR = kind("statement_terminator");
const STATEMENT = kind("statement");

/** Whether a statement that parsed in part ends in what did not: nobody can say what goes there. */
function endsBroken(tree: Tree, code: number): boolean {
  const broken = tree.closest(code, UNPARSABLE);
  return broken >= 0 && tree.closest(broken, STATEMENT) >= 0;
}

export const rule: Rule = {
  code: "CV06",
  name: "convention.terminator",
  groups: ["all", "convention"],
  aliases: ["L052"],
  description: "A semicolon follows its statement at once, or on a new line, as configured.",
  rationale: "A semicolon that floats behind its statement is easily lost or doubled.",
  fixable: true,
  reads: "blanks",
  effects: { move: true, insert: [";"], remove: [";"] },
  options: [
    flag("multiline_newline", false, "Put the semicolon of a long statement on a new line."),
    flag("require_final_semicolon", false, "Want a semicolon behind the last statement too."),
  ],
  bad: "SELECT a FROM foo\n\n;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [FILE, TERMINATOR],
  message: "The semicolon of this statement is missing, or in the wrong place.",
  run(context) {
    const { tree } = context;
    const below = context.flag("multiline_newline");
    const required = context.flag("require_final_semicolon");
    /**
     * The last terminator that moves. One right behind it follows when the blanks between them go,
     * or, where lines are kept, waits for the next round.
     */
    let moving = -1;
    const move = (end: StatementEnd, anchor: number, last: number, text: string, said: string) => {
      const { code, gap } = end;
      const follows = code === moving;
      moving = end.terminator;
      if (endsBroken(tree, code)) {
        context.report(anchor, [], said);
        return;
      }
      const closes = text === ";" && gap.every((leaf) => tree.isWhitespace(leaf));
      const fixes = !follows ? putTerminator(tree, end, last, text) : closes ? gap.map(remove) : [];
      context.report(anchor, fixes, said);
    };
    /** A terminator with no code before it, but blanks or comments. */
    const checkLeading = (terminator: number) => {
      // What stands before a batch is not in it.
      if (!tree.is(tree.parent(terminator), FILE)) return;
      const gap: number[] = [];
      let leaf = tree.leafBefore(terminator);
      for (; leaf >= 0; leaf = tree.leafBefore(leaf)) if (!tree.isMeta(leaf)) gap.push(leaf);
      const first = gap.at(-1);
      if (first === undefined) return;
      const said = `Write ${nameOf(tree, terminator)} right behind its statement.`;
      context.report(
        first,
        gap.every((each) => tree.isWhitespace(each)) ? gap.map(remove) : [],
        said,
      );
    };
    const checkTerminator = (terminator: number) => {
      // A delimiter of a client may be anything, and stand anywhere.
      if (tree.text(terminator) !== ";") return;
      const end = endBefore(tree, terminator);
      if (end === null) {
        checkLeading(terminator);
        return;
      }
      const { code } = end;
      const name = nameOf(tree, terminator);
      if (below && hasLines(tree, code)) {
        const comment = lineComment(tree, end);
        const last = comment < 0 ? code : comment;
        if (isBelow(tree, last, terminator)) return;
        const anchor = comment < 0 ? tree.leafAfter(code) : comment;
        move(end, anchor, last, "\n;", `Write ${name} on a line of its own below its statement.`);
      } else if (end.gap.some((leaf) => !tree.isMeta(leaf))) {
        const said = `Write ${name} right behind its statement.`;
        move(end, tree.leafAfter(code), code, ";", said);
      }
    };
    const checkFinal = () => {
      const end = openEnd(tree);
      if (end === null) return;
      const { code } = end;
      const isBelow = below && hasLines(tree, code);
      const comment = isBelow ? lineComment(tree, end) : -1;
      // With a semicolon too, a slash would run a plain statement twice.
      const fixes = endsInSlash(tree)
        ? []
        : putTerminator(tree, end, comment < 0 ? code : comment, isBelow ? "\n;" : ";");
      context.report(missingAt(tree, code), fixes, "End the last statement with a semicolon.");
    };
    return (node) => {
      if (tree.is(node, FILE)) {
        if (required) checkFinal();
      } else if (isOutermost(tree, node)) checkTerminator(node);
    };
  },
};
