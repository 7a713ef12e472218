import { type Fix, remove, replace } from "../../edits.ts";
import {
  alike,
  isUnqualified,
  type Join,
  ownName,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { BRACKETED, hasComment, KEYWORD, kind, type Tree, word } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const FROM_EXPRESSION = kind("from_expression");
const JOIN = kind("join_clause");
const SELECT = kind("select_statement");
const USING = word("USING");

/** The two sides of a join whose left side is one table and no earlier join's result; or null. */
function sides(tree: Tree, select: Select, join: Join): [Source, Source] | null {
  const item = tree.parent(join.node);
  if (!tree.is(item, FROM_EXPRESSION) || tree.childOf(item, JOIN) !== join.node) return null;
  const left = select.sources.find(({ node }) => tree.parent(node) === item);
  return left === undefined || join.source === null ? null : [left, join.source];
}

/**
 * Whether a query names a merged column without a table, alone or to reach into it: with ON that
 * would be ambiguous.
 */
function isReadBare({ references, sources }: Select, { using }: Join): boolean {
  return references.some((reference) => {
    const [first] = reference.parts;
    if (first === undefined || !using.some((column) => alike(column, first))) return false;
    if (isUnqualified(reference)) return true;
    return !sources.map(ownName).some((name) => name !== null && alike(name, first));
  });
}

/** The names to write before the columns of the two sides; null where they are not known. */
function qualifiers(tree: Tree, select: Select, join: Join): [string, string] | null {
  const both = sides(tree, select, join);
  if (both === null || isReadBare(select, join)) return null;
  // As in SQLFluff, a table of values has no name that its columns would be written with.
  if (both.some(({ valueTable }) => valueTable)) return null;
  const [left, right] = both.map(ownName);
  if (left === null || right === null || left === undefined || right === undefined) return null;
  if (alike(left, right) || tree.isTemplated(left.leaf) || tree.isTemplated(right.leaf)) {
    return null;
  }
  return [left.text, right.text];
}

/** The keyword USING of a join; undefined where there is none. */
function usingOf(tree: Tree, join: number): number | undefined {
  return tree.childrenOf(join, KEYWORD).find((each) => tree.word(each) === USING);
}

/** Writes ON in place of USING and its columns. */
function rewrite(tree: Tree, using: number, columns: number, condition: string): Fix[] {
  const end = tree.end(columns);
  if (hasComment(tree, using, end)) return [];
  const gone: number[] = [];
  for (let node = tree.end(using); node < end; node = tree.end(node)) {
    if (node === columns || tree.isWhitespace(node)) gone.push(node);
  }
  return [replace(using, `ON ${condition}`), ...gone.map(remove)];
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
  reads: "spelling",
  effects: {
    insert: ["<name>", ".", "<operator>", "AND"],
    remove: ["(", ")", ","],
    replace: [["USING", "ON"]],
  },
  options: [],
  bad: "SELECT foo.a FROM foo INNER JOIN bar USING (id)\n",
  good: "SELECT foo.a FROM foo INNER JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  visits: [kind("statement")],
  nested: false,
  when: { dialect: (traits) => !traits.joinsByUsing },
  message: "Write this join's condition with ON in place of USING.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      const { selects, looseJoins } = scopesOf(file, statement);
      for (const select of selects) {
        for (const join of select.joins) {
          if (join.using.length === 0) continue;
          const using = usingOf(tree, join.node)!;
          const columns = tree.children(join.node)
            .find((each) => each > using && tree.is(each, BRACKETED))!;
          const names = qualifiers(tree, select, join);
          if (names === null) {
            context.report(using);
            continue;
          }
          const [left, right] = names;
          const condition = join.using
            .map(({ text }) => `${left}.${text} = ${right}.${text}`).join(" AND ");
          context.report(using, rewrite(tree, using, columns, condition));
        }
      }
      // Joins of UPDATE and DELETE, whose columns nothing is known of.
      for (const { node } of looseJoins) {
        const using = tree.closest(node, SELECT) < 0 ? usingOf(tree, node) : undefined;
        if (using !== undefined) context.report(using);
      }
    };
  },
};
