/** AS between what is named and its alias, for tables (AL01) and for columns (AL02). */
import { type Fix, insertBefore, remove } from "../../edits.ts";
import { blanksAfter, kind, type Tree, WHITESPACE, word } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice } from "../rule.ts";

const OPERATOR = kind("alias_operator");
const AS = word("AS");

export const ALIASING = choice(
  "aliasing",
  ["implicit", "explicit"],
  "explicit",
  "Whether an alias has AS in front of it.",
);

/** Writes AS before an alias, with a space where no blank stands before it. */
function addAs(tree: Tree, alias: number): Fix {
  const before = tree.leafBefore(alias);
  const touches = before >= 0 && !tree.is(before, WHITESPACE);
  return insertBefore(alias, `${touches ? " " : ""}AS `);
}

/** The AS of an alias, or what stands in its place; -1 where there is none. */
function operatorOf(tree: Tree, alias: number): number {
  const end = tree.end(alias);
  // Mostly the first child that is code: what else it may be called need not be asked then.
  for (let child = alias + 1; child < end; child = tree.end(child)) {
    if (tree.kind(child) === OPERATOR) return child;
    if (tree.isCode(child)) break;
  }
  return tree.childOf(alias, OPERATOR);
}

/** Judges each alias that stands where `isMine` says. */
export function judgeAs(
  context: RuleContext,
  isMine: (tree: Tree, alias: number) => boolean,
): (alias: number) => void {
  const { tree } = context;
  const wantsAs = context.text("aliasing") === "explicit";
  return (alias) => {
    const operator = operatorOf(tree, alias);
    if (operator >= 0 === wantsAs || !isMine(tree, alias)) return;
    // `alias = value` has no AS that it could do without.
    if (!wantsAs && tree.word(tree.firstCode(operator)) !== AS) return;
    const fixes = wantsAs
      ? [addAs(tree, alias)]
      : [operator, ...blanksAfter(tree, operator)].map(remove);
    // An AS too many is at fault itself, whatever a template writes behind it.
    context.report(wantsAs ? alias : operator, fixes);
  };
}
