import { crawl } from "../../analysis/nodes.ts";
import { queryOf, SELECTABLE } from "../../analysis/query.ts";
import { replace } from "../../edits.ts";
import { KEYWORD, kind, kindName, SYMBOL, type Tree } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import { choice, type Rule } from "../rule.ts";
import { CteBuilder } from "./cte_builder.ts";
import { nestedSubqueries, type NestedSubquery } from "./nested_subqueries.ts";

const WITH = kind("with_compound_statement");
const CTE = kind("common_table_expression");
const BRACKETED = kind("bracketed");
const TABLE_EXPRESSION = kind("table_expression");
const CREATE_TABLE = kind("create_table_statement");
const INSERT = kind("insert_statement");
const READERS = kinds("set_expression", "select_statement", "insert_statement");
const PARENTS: Record<string, ReturnType<typeof kinds>> = {
  join: kinds("join_clause"),
  from: kinds("from_expression_element"),
  both: kinds("join_clause", "from_expression_element"),
};

/** The brackets of a subquery, or -1 when what stands there has none. */
function bracketsOf(tree: Tree, first: number): number {
  return tree.is(first, TABLE_EXPRESSION) ? tree.childOf(first, BRACKETED) : first;
}

/** Whether a statement's first keyword is in capitals. */
function isUpper(tree: Tree, statement: number): boolean {
  const keyword = crawl(tree, statement, [KEYWORD], { shallow: true })[0];
  return keyword === undefined || tree.text(keyword) !== tree.text(keyword).toLowerCase();
}

/** One statement while its subqueries are moved. */
class Restructuring {
  readonly #context: RuleContext;
  readonly #ctes: CteBuilder;
  readonly #anchors: { anchor: number; description: string; fixable: boolean }[] = [];

  constructor(context: RuleContext, readonly statement: number) {
    this.#context = context;
    const { tree } = context;
    this.#ctes = new CteBuilder(tree, isUpper(tree, statement));
    if (!tree.is(statement, WITH)) return;
    for (const cte of crawl(tree, statement, [CTE], { shallow: true })) this.#ctes.addExisting(cte);
  }

  /** Moves one subquery, or only reports it when it cannot be moved. */
  add({ selectable, table }: NestedSubquery): void {
    const { tree } = this.#context;
    const name = this.#ctes.nameFor(table);
    const first = tree.firstChild(table.element);
    const brackets = bracketsOf(tree, first);
    if (brackets < 0) return;
    const fixable = !this.#ctes.isTaken(name) && tree.is(brackets, BRACKETED) &&
      tree.childOf(brackets, TABLE_EXPRESSION) < 0;
    if (fixable) this.#ctes.addSubquery(name, brackets, table.element);
    const anchor = crawl(tree, first, [KEYWORD, SYMBOL])[0] ?? first;
    const type = kindName(tree.kind(selectable.node));
    const description = `Move this subquery out of the ${type} into a CTE with a name.`;
    this.#anchors.push({ anchor, description, fixable });
    if (fixable) this.#ctes.spaceFrom(selectable.node);
  }

  /** What reads the common table expressions: the statement, or the last part of a WITH. */
  #reader(): number {
    const { tree, dialect } = this.#context;
    const { statement } = this;
    if (tree.is(statement, WITH)) {
      return tree.children(statement).find((child) =>
        READERS.some((each) => tree.is(child, each))
      ) ??
        statement;
    }
    const insert = dialect.name === "tsql" ? tree.closest(statement, INSERT) : -1;
    return insert >= 0 ? insert : statement;
  }

  /** Whether moving could change what the statement means, or is not allowed. */
  #mustStay(): boolean {
    const { tree } = this.#context;
    const { statement } = this;
    const parent = tree.parent(statement);
    const inTable = tree.is(parent, BRACKETED) && tree.kind(tree.parent(parent)) === CREATE_TABLE;
    const isRecursive = tree.is(statement, WITH) &&
      tree.childrenOf(statement, KEYWORD).some((word) => tree.upper(word) === "RECURSIVE");
    return inTable || isRecursive;
  }

  report(): void {
    const movable = !this.#mustStay() && this.#anchors.some(({ fixable }) => fixable);
    const reader = this.#reader();
    const replaced = this.#context.tree.is(this.statement, WITH) ? this.statement : reader;
    const fix = movable ? replace(replaced, this.#ctes.compose(reader)) : null;
    for (const { anchor, description, fixable } of this.#anchors) {
      this.#context.report(anchor, fix !== null && fixable ? [fix] : [], description);
    }
  }
}

export const rule: Rule = {
  code: "ST05",
  name: "structure.subquery",
  groups: ["all", "structure"],
  aliases: ["L042"],
  description: "Subqueries do not stand in JOIN, or in FROM, as configured.",
  rationale: "A common table expression has a name, and is read before what uses it.",
  fixable: true,
  options: [choice(
    "forbid_subquery_in",
    ["join", "from", "both"],
    "join",
    "Where subqueries are not to stand.",
  )],
  bad: "SELECT a.x, b.y FROM a INNER JOIN (SELECT x, y FROM c) AS b ON a.x = b.x\n",
  good: "WITH b AS (SELECT x, y FROM c)\nSELECT a.x, b.y FROM a INNER JOIN b ON a.x = b.x\n",
  phase: "main",
  followsQueries: true,
  visits: SELECTABLE,
  nested: false,
  message: "Move this subquery into a CTE with a name.",
  run(context) {
    const parents = PARENTS[context.text("forbid_subquery_in")] ?? PARENTS.join!;
    return (statement) => {
      const found = nestedSubqueries(context, queryOf(context.file, statement), parents);
      if (found.length === 0) return;
      const restructuring = new Restructuring(context, statement);
      for (const subquery of found) restructuring.add(subquery);
      restructuring.report();
    };
  },
};
