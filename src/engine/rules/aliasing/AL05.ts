import type { TableAlias } from "../../analysis/aliases.ts";
import { folded, unquoted } from "../../analysis/identifiers.ts";
import { crawl, isAny, isGap, runBefore } from "../../analysis/nodes.ts";
import { type Query, queryOf } from "../../analysis/query.ts";
import { possibleParts } from "../../analysis/references.ts";
import { selectInfoWithTables } from "../../analysis/select.ts";
import { remove } from "../../edits.ts";
import { quoted } from "../../reflow/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const TABLE_EXPRESSION = kind("table_expression");
const FUNCTION = kind("function");
const BRACKETED = kind("bracketed");
const IDENTIFIER = kind("identifier");
const NAKED = kind("naked_identifier");
const VALUES = kind("values_clause");
const QUALIFY = kind("qualify_clause");
const SUBQUERIES = kinds("select_statement", "set_expression", "with_compound_statement");
const VALUES_NEED_ALIAS = ["athena", "snowflake", "tsql", "postgres", "mariadb"];
const ROW_REFERENCES = ["postgres", "redshift"];

/** The children of a node, those of its brackets in their place. */
function throughBrackets(tree: Tree, node: number): number[] {
  return tree.children(node)
    .flatMap((child) => tree.is(child, BRACKETED) ? tree.children(child) : [child]);
}

/** Whether the grammar wants an alias for what stands in a from_expression_element. */
function needsAlias({ tree, dialect }: RuleContext, element: number): boolean {
  const table = throughBrackets(tree, element).find((child) => tree.is(child, TABLE_EXPRESSION));
  if (table === undefined) return false;
  if (tree.childOf(table, VALUES) >= 0) return VALUES_NEED_ALIAS.includes(dialect.name);
  return throughBrackets(tree, table).some((child) => isAny(tree, child, SUBQUERIES));
}

/** How identifiers are compared, by the option `alias_case_check`. */
function comparer(context: RuleContext): (leaf: number) => string {
  const { tree, dialect } = context;
  const mode = context.text("alias_case_check");
  return (leaf) => {
    if (mode === "dialect") return folded(tree, leaf, dialectFold(dialect.name));
    const text = unquoted(tree, leaf);
    if (mode === "case_insensitive") return text.toUpperCase();
    if (!tree.is(leaf, NAKED) || mode === "case_sensitive") return text;
    return mode === "quoted_cs_naked_lower" ? text.toLowerCase() : text.toUpperCase();
  };
}

const FOLDS_DOWN = [
  "postgres",
  "redshift",
  "greenplum",
  "materialize",
  "duckdb",
  "trino",
  "athena",
];

/** How a dialect folds the case of unquoted names. */
function dialectFold(dialect: string): (text: string) => string {
  return FOLDS_DOWN.includes(dialect) ? (text) => text.toLowerCase() : (text) => text.toUpperCase();
}

/** The aliases of a query and of the queries inside of it, with what is said about them. */
class AliasUse {
  readonly aliases: TableAlias[] = [];
  readonly #used = new Set<string>();
  readonly #known = new Set<string>();

  constructor(readonly parent: AliasUse | null, readonly nameOf: (leaf: number) => string) {}

  add(alias: TableAlias): void {
    this.aliases.push(alias);
    if (alias.leaf >= 0) this.#known.add(this.nameOf(alias.leaf));
  }

  /** Marks the nearest alias that a leaf names. */
  mark(leaf: number): void {
    const name = this.nameOf(leaf);
    if (this.#known.has(name)) this.#used.add(name);
    else this.parent?.mark(leaf);
  }

  isUsed(alias: TableAlias): boolean {
    return this.#used.has(this.nameOf(alias.leaf));
  }
}

function markReference(context: RuleContext, use: AliasUse, reference: number): void {
  const { tree, file, dialect } = context;
  const parts = possibleParts(file, reference, "table");
  for (const { leaf } of parts) use.mark(leaf);
  if (parts.length > 0 || !ROW_REFERENCES.includes(dialect.name)) return;
  const names = tree.childrenOf(reference, IDENTIFIER);
  if (names.length === 1) use.mark(names[0]!);
}

function readQuery(context: RuleContext, query: Query, use: AliasUse): void {
  for (const selectable of query.selectables) {
    const info = selectable.info;
    if (info === null) continue;
    for (const alias of info.tables) use.add(alias);
    for (const reference of [...info.references, ...info.tableReferences]) {
      markReference(context, use, reference);
    }
  }
  for (const child of query.children) readQuery(context, child, new AliasUse(use, use.nameOf));
}

/** In BigQuery and Redshift an alias that a table reference names may be an array to unnest. */
function correlates({ tree, dialect }: RuleContext, use: AliasUse): boolean {
  if (dialect.name !== "redshift" && dialect.name !== "bigquery") return false;
  const names = new Set(
    use.aliases.flatMap(({ name, leaf }) => leaf >= 0 ? [name, use.nameOf(leaf)] : [name]),
  );
  return use.aliases.some(({ reference }) =>
    reference >= 0 &&
    tree.childrenOf(reference, IDENTIFIER).some((leaf) => names.has(use.nameOf(leaf)))
  );
}

/** Redshift wants an alias in front of QUALIFY. */
function precedesQualify({ tree, dialect }: RuleContext, statement: number, alias: TableAlias) {
  if (dialect.name !== "redshift" || alias.expression < 0) return false;
  const stop = tree.stop(alias.expression);
  const children = tree.children(statement);
  const from = children.findIndex((child) => tree.stop(child) === stop);
  const next = children.slice(from + 1).find((child) => tree.isCode(child));
  return from >= 0 && next !== undefined && tree.is(next, QUALIFY);
}

/** A function in FROM may be referred to by its alias alone. */
function isReadAsFunction({ tree, file }: RuleContext, statement: number, alias: TableAlias) {
  const table = tree.childOf(alias.element, TABLE_EXPRESSION);
  if (table < 0 || tree.childOf(table, FUNCTION) < 0) return false;
  const bare = (text: string) => text.replace(/^["'`[\]]+|["'`[\]]+$/g, "").toUpperCase();
  const references = selectInfoWithTables(file, statement)?.references ?? [];
  return references.some((reference) => bare(tree.text(reference)) === bare(alias.name));
}

function checkStatement(context: RuleContext, statement: number): void {
  const { tree, file } = context;
  const info = selectInfoWithTables(file, statement);
  if (info === null || info.tables.length === 0) return;
  const use = new AliasUse(null, comparer(context));
  readQuery(context, queryOf(file, statement), use);
  if (correlates(context, use)) return;
  const lastName = ({ reference }: TableAlias) =>
    reference < 0 ? "" : use.nameOf(crawl(tree, reference, [IDENTIFIER]).at(-1) ?? reference);
  for (const alias of use.aliases) {
    if (!alias.aliased || alias.leaf < 0 || use.isUsed(alias)) continue;
    if (needsAlias(context, alias.element)) continue;
    const table = lastName(alias);
    const twins = use.aliases.filter((each) => lastName(each) === table);
    if (table !== "" && twins.length > 1) continue;
    if (precedesQualify(context, statement, alias)) continue;
    if (isReadAsFunction(context, statement, alias)) continue;
    const gap = runBefore(tree, alias.expression, isGap(tree)).filter((each) => !tree.isMeta(each));
    const description = `Alias ${quoted(alias.name)} is never used in SELECT statement.`;
    context.report(alias.leaf, [remove(alias.expression), ...gap.map(remove)], description);
  }
}

export const rule: Rule = {
  code: "AL05",
  name: "aliasing.unused",
  groups: ["all", "core", "aliasing"],
  aliases: ["L025"],
  description: "Every table alias is used.",
  rationale: "An alias that nothing refers to is left over, or shows a reference that is missing.",
  fixable: true,
  options: [choice(
    "alias_case_check",
    [
      "dialect",
      "case_insensitive",
      "quoted_cs_naked_upper",
      "quoted_cs_naked_lower",
      "case_sensitive",
    ],
    "dialect",
    "How the letter case of aliases and references is compared.",
  )],
  bad: "SELECT a FROM foo AS zoo\n",
  good: "SELECT zoo.a FROM foo AS zoo\n",
  phase: "main",
  followsQueries: true,
  visits: [SELECT],
  message: "Tables should not be aliased if that alias is not used.",
  run: (context) => (statement) => checkStatement(context, statement),
};
