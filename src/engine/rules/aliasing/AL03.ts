import { type Output, type Scopes, scopesOf, type Select } from "../../scopes/mod.ts";
import { BRACKETED, codeChildren, isAny, kind, type Tree } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const EXPRESSION = kind("expression");
const CAST = kind("cast_expression");
/** Its list of columns names what its query selects. */
const CTE = kind("common_table_expression");
const CALL = kind("function");
const CALLED = kind("function_name");
/** What a function emits: names and types of columns. */
const EMITTED = kind("emits_segment");
/** What has a name of its own, or a list of them. */
const NAMED = kinds("column_reference", "wildcard_expression", "select_variable_assignment");
const ALIAS = kind("alias_expression");
const ELEMENT = kind("select_clause_element");
/** What a table keeps beside its rows, in the order or the groups of a SELECT list. */
const PROJECTION = kind("projection_body");
/** Lists of select targets that are no query's own. */
const LISTS = kinds("returning_clause", "array_join_clause");
const SELECT_CLAUSE = kind("select_clause");
const STATEMENT = kind("statement");
const QUERIES = kinds("select_statement", "set_expression", "with_compound_statement");

/** Whether a cast keeps the name of what it casts: of anything but a call. */
function keepsName(tree: Tree, cast: number): boolean {
  return !codeChildren(tree, cast).slice(0, 1).some((child) => tree.is(child, CALL));
}

/** Whether the database has no name to give to what is selected. */
function isNameless(tree: Tree, body: number): boolean {
  if (body < 0 || isAny(tree, body, NAMED)) return false;
  if (tree.is(body, CALL) && tree.childOf(body, EMITTED) >= 0) return false;
  if (!tree.is(body, EXPRESSION)) return true;
  const parts = codeChildren(tree, body);
  if (parts.some((part) => tree.is(part, CAST) && keepsName(tree, part))) return false;
  const [only] = parts;
  if (parts.length !== 1 || !tree.is(only!, BRACKETED)) return true;
  return holdsQuery(tree, only!);
}

/** Whether a query stands anywhere below a node. */
function holdsQuery(tree: Tree, node: number): boolean {
  for (let at = node + 1; at < tree.end(node); at++) if (isAny(tree, at, QUERIES)) return true;
  return false;
}

/** Whether a call of one of those functions stands below a node. */
function calls(tree: Tree, node: number, functions: readonly string[]): boolean {
  if (functions.length === 0) return false;
  for (let at = node; at < tree.end(node); at++) {
    if (!tree.is(at, CALLED)) continue;
    if (functions.includes(tree.upper(tree.lastCode(at)))) return true;
  }
  return false;
}

/** The items of a projection's list that have no name; a projection is no query and has no scope. */
function namelessOfProjection(tree: Tree, projection: number, allowsScalar: boolean): number[] {
  const list = tree.descendants(projection, SELECT_CLAUSE)[0];
  return list === undefined ? [] : namelessOfList(tree, list, allowsScalar);
}

/** The computed columns without a name of a list that is no query's own. */
function namelessOfList(tree: Tree, list: number, allowsScalar: boolean): number[] {
  const items = tree.childrenOf(list, ELEMENT);
  if (items.length < 2 && allowsScalar) return [];
  return items.filter((item) =>
    tree.childOf(item, ALIAS) < 0 && isNameless(tree, codeChildren(tree, item)[0] ?? -1)
  );
}

/** The common table expressions of a statement that name their columns. */
function namingCtes({ withs }: Scopes): Set<number> {
  return new Set(
    withs.flatMap(({ ctes }) => ctes).filter(({ columns }) => columns.length > 0)
      .map(({ node }) => node),
  );
}

export const rule: Rule = {
  code: "AL03",
  name: "aliasing.expression",
  groups: ["all", "core", "aliasing"],
  aliases: ["L013"],
  description: "A computed column has an alias.",
  rationale: "Without one the database makes up a name, which other code then relies on.",
  fixable: false,
  options: [{
    ...flag("allow_scalar", true, "Let an only target go without an alias."),
    shared: true,
  }],
  bad: "SELECT SUM(a), SUM(b) FROM foo\n",
  good: "SELECT SUM(a) AS sum_a, SUM(b) AS sum_b FROM foo\n",
  phase: "main",
  visits: [STATEMENT, PROJECTION, ...LISTS],
  message: "This computed column has no name: give it one with AS.",
  run(context) {
    const { tree, file } = context;
    const allowsScalar = context.flag("allow_scalar");
    const isFine = ({ outputs }: Select) => outputs.length < 2 && allowsScalar;
    const { columnsFunctions } = context.dialect.traits;
    const isAnonymous = ({ aliasNode, body }: Output) =>
      aliasNode < 0 && isNameless(tree, body) && !calls(tree, body, columnsFunctions);
    return (statement) => {
      if (tree.is(statement, PROJECTION)) {
        for (const item of namelessOfProjection(tree, statement, allowsScalar)) {
          context.report(item);
        }
        return;
      }
      if (isAny(tree, statement, LISTS)) {
        for (const item of namelessOfList(tree, statement, allowsScalar)) context.report(item);
        return;
      }
      // The scopes of a statement are those of all statements inside of it, too.
      if (tree.closest(statement, STATEMENT) >= 0) return;
      const scopes = scopesOf(file, statement);
      let named: ReadonlySet<number> | null = null;
      for (const select of scopes.selects) {
        if (isFine(select) || !select.outputs.some(isAnonymous)) continue;
        if ((named ??= namingCtes(scopes)).has(tree.closest(select.node, CTE))) continue;
        for (const output of select.outputs.filter(isAnonymous)) context.report(output.node);
      }
    };
  },
};
