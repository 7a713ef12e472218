import { elementAliases } from "../../analysis/aliases.ts";
import { folded } from "../../analysis/identifiers.ts";
import { isAny } from "../../analysis/nodes.ts";
import { referenceParts } from "../../analysis/references.ts";
import { selectInfoWithTables } from "../../analysis/select.ts";
import { type Fix, insertAfter, insertBefore, remove } from "../../edits.ts";
import { KEYWORD, kind, type Tree } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const JOIN = kind("join_clause");
const ELEMENT = kind("from_expression_element");
const BRACKETED = kind("bracketed");
const IDENTIFIER = kind("identifier");

/** The columns that USING names. */
function usingColumns(tree: Tree, join: number, using: number): number[] {
  const bracketed = tree.childrenOf(join, BRACKETED).find((each) => each > using);
  return bracketed === undefined ? [] : tree.childrenOf(bracketed, IDENTIFIER);
}

/** What takes the place of USING and its columns. */
function writeOn(tree: Tree, join: number, using: number, condition: string): Fix[] {
  const children = tree.children(join);
  const from = children.indexOf(using);
  const to = children.findIndex((child) => child > using && tree.is(child, BRACKETED));
  const gone = children.slice(from, to + 1);
  const next = children[to + 1];
  const fix = next === undefined
    ? insertAfter(gone.at(-1)!, condition)
    : insertBefore(next, condition);
  return [fix, ...gone.filter((node) => !tree.isMeta(node)).map(remove)];
}

/** The change to ON; none where more than the first two tables take part. */
function fixUsing(context: RuleContext, join: number, using: number): Fix[] {
  const { tree, file } = context;
  const tables = tree.children(tree.parent(join)).filter((each) =>
    isAny(tree, each, [JOIN, ELEMENT])
  );
  const statement = tree.closest(join, SELECT);
  if (tables[1] !== join || statement < 0) return [];
  const info = selectInfoWithTables(file, statement);
  const named = (info?.tables ?? []).filter(({ name }) => name !== "");
  if (info === null || named.length < 2) return [];
  const columns = usingColumns(tree, join, using);
  const fold = (leaf: number) => folded(tree, leaf, (text) => text.toUpperCase());
  const shared = new Set(columns.map(fold));
  for (const reference of info.references) {
    const first = referenceParts(file, reference)[0];
    if (first !== undefined && shared.has(fold(first.leaf))) return [];
  }
  const right = tree.childOf(join, ELEMENT);
  const [a, b] = [tables[0]!, right].map((element) =>
    element < 0 || !tree.is(element, ELEMENT)
      ? undefined
      : elementAliases(file, element).findLast(({ name }) => name !== "")
  );
  if (a === undefined || b === undefined) return [];
  if ([a, b].some(({ leaf }) => leaf >= 0 && tree.isTemplated(leaf))) return [];
  const conditions = columns.map((column) => {
    const name = tree.text(column);
    return `${a.name}.${name} = ${b.name}.${name}`;
  });
  return writeOn(tree, join, using, `ON ${conditions.join(" AND ")}`);
}

export const rule: Rule = {
  code: "ST07",
  name: "structure.using",
  groups: ["all", "structure"],
  aliases: ["L032"],
  description: "Joins have their condition in ON, not in USING.",
  rationale: "USING makes columns that belong to neither table and works differently in " +
    "different databases.",
  fixable: true,
  options: [],
  bad: "SELECT foo.a FROM foo INNER JOIN bar USING (id)\n",
  good: "SELECT foo.a FROM foo INNER JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [JOIN],
  message: "Write this join's condition with ON in place of USING.",
  run(context) {
    const { tree, dialect } = context;
    if (dialect.name === "clickhouse") return () => {};
    return (join) => {
      const using = tree.childrenOf(join, KEYWORD).find((word) => tree.upper(word) === "USING");
      if (using !== undefined) context.report(using, fixUsing(context, join, using));
    };
  },
};
