import { insertBefore, remove } from "../../edits.ts";
import { isAny } from "../../analysis/nodes.ts";
import { type Kind, kind, WHITESPACE } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice } from "../rule.ts";

const ALIAS_OPERATOR = kind("alias_operator");

/** Whether AS is to be written or left out. */
export const ALIASING = choice(
  "aliasing",
  ["implicit", "explicit"],
  "explicit",
  "Whether an alias has AS in front of it.",
);

/** A check of aliases below some kinds of parent for the AS that they should (not) have. */
export function asChecker(context: RuleContext, parents: readonly Kind[]): (node: number) => void {
  const { tree } = context;
  const implicit = context.text("aliasing") === "implicit";
  return (alias) => {
    if (!isAny(tree, tree.parent(alias), parents)) return;
    const operator = tree.childOf(alias, ALIAS_OPERATOR);
    if (operator >= 0) {
      if (!implicit) return;
      const space = tree.childOf(alias, WHITESPACE);
      context.report(operator, [...(space >= 0 ? [remove(space)] : []), remove(operator)]);
      return;
    }
    if (implicit) return;
    const name = tree.children(alias).find((child) => tree.isCode(child));
    if (name === undefined) return;
    const before = tree.prevSibling(alias);
    const spaced = before >= 0 && tree.is(before, WHITESPACE);
    context.report(alias, [insertBefore(name, spaced ? "AS " : " AS ")]);
  };
}
