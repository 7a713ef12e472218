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

/** Judges each alias that stands where `isMine` says. */
export function judgeAs(
  context: RuleContext,
  isMine: (tree: Tree, alias: number) => boolean,
): (alias: number) => void {
  const { tree } = context;
  const wantsAs = context.text("aliasing") === "explicit";
  return (alias) => {
    const operator = tree.childOf(alias, OPERATOR);
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
