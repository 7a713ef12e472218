import { type Fix, insertAfter, insertBefore, remove, replace } from "../../edits.ts";
import { FILE, isAny, kind, META, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import type { Rule } from "../rule.ts";

const STATEMENT = kind("statement");
const BATCH = kind("batch");
const BRACKETED = kind("bracketed");
const FRAME = [...kinds("start_bracket", "end_bracket"), META];
const LIFTED = kinds("whitespace", "newline", "inline_comment");

/** Takes the brackets away; space and comments at their inner sides go outside. */
function unwrap(tree: Tree, statement: number, bracketed: number): Fix[] {
  const inner = tree.children(bracketed).filter((child) => !isAny(tree, child, FRAME));
  const isLifted = (node: number) => isAny(tree, node, LIFTED);
  const first = inner.findIndex((node) => !isLifted(node));
  const last = inner.findLastIndex((node) => !isLifted(node));
  const textOf = (nodes: number[]) => nodes.map((node) => tree.text(node)).join("");
  const lead = inner.slice(0, first);
  const trail = inner.slice(last + 1);
  const fixes: Fix[] = [replace(bracketed, textOf(inner.slice(first, last + 1)))];
  if (lead.length > 0) fixes.push(insertBefore(statement, textOf(lead)));
  if (trail.length > 0) fixes.push(insertAfter(statement, textOf(trail)));
  return [...fixes, ...[...lead, ...trail].map(remove)];
}

export const rule: Rule = {
  code: "CV07",
  name: "convention.statement_brackets",
  groups: ["all", "convention"],
  aliases: ["L053"],
  description: "A whole statement is not put in brackets.",
  rationale: "Brackets around everything group nothing.",
  fixable: true,
  effects: { remove: ["(", ")"] },
  options: [],
  bad: "(SELECT a FROM foo)\n",
  good: "SELECT a FROM foo\n",
  phase: "main",
  visits: [FILE],
  message: "This whole statement stands in brackets, which do nothing: remove them.",
  run(context) {
    const { tree } = context;
    return (file) => {
      const statements = tree.children(file).flatMap((child) =>
        tree.is(child, BATCH)
          ? tree.childrenOf(child, STATEMENT)
          : tree.is(child, STATEMENT)
          ? [child]
          : []
      );
      for (const statement of statements) {
        for (const bracketed of tree.childrenOf(statement, BRACKETED)) {
          context.report(bracketed, unwrap(tree, statement, bracketed));
        }
      }
    };
  },
};
