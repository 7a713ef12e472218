import { kind } from "../tree/mod.ts";
import { type AnalysedFile, memoised } from "./file.ts";
import { unquoted } from "./identifiers.ts";
import { crawl } from "./nodes.ts";
import { referenceParts } from "./references.ts";

const TABLE_EXPRESSION = kind("table_expression");
const OBJECT_REFERENCE = kind("object_reference");
const BRACKETED = kind("bracketed");
const ALIAS_EXPRESSION = kind("alias_expression");
const IDENTIFIER = kind("identifier");
const JOIN_CLAUSE = kind("join_clause");
const SELECT_STATEMENT = kind("select_statement");
const FROM_EXPRESSION = kind("from_expression");
const FROM_EXPRESSION_ELEMENT = kind("from_expression_element");

/** A table, or something in its place, that a FROM clause makes known under a name. */
export interface TableAlias {
  /** The name: the alias without its quotes, else the table's last name; "" without one. */
  name: string;
  /** The leaf of that name, or -1. */
  leaf: number;
  /** Whether it has an alias of its own. */
  aliased: boolean;
  /** The from_expression_element. */
  element: number;
  /** The alias_expression, or -1. */
  expression: number;
  /** The reference to the table, or -1. */
  reference: number;
}

/** The reference to a table in a from_expression_element, looked for inside of brackets too. */
function tableReference({ tree }: AnalysedFile, element: number): number {
  const inBrackets = (node: number) => {
    const bracketed = tree.childOf(node, BRACKETED);
    return bracketed < 0 ? -1 : tree.childOf(bracketed, TABLE_EXPRESSION);
  };
  let table = tree.childOf(element, TABLE_EXPRESSION);
  if (table < 0) table = inBrackets(element);
  const isWrapped = table >= 0 && tree.childOf(table, OBJECT_REFERENCE) < 0 &&
    tree.childOf(table, BRACKETED) >= 0;
  if (isWrapped) table = inBrackets(table);
  return table < 0 ? -1 : tree.childOf(table, OBJECT_REFERENCE);
}

/** The names that one from_expression_element makes known. */
export function elementAliases(file: AnalysedFile, element: number): TableAlias[] {
  const { tree } = file;
  const reference = tableReference(file, element);
  const found: TableAlias[] = [];
  let hasAlias = false;
  for (const child of tree.children(element)) {
    const expression = tree.is(child, ALIAS_EXPRESSION)
      ? child
      : tree.is(child, BRACKETED)
      ? tree.childOf(child, ALIAS_EXPRESSION)
      : -1;
    if (expression < 0) continue;
    hasAlias = true;
    const leaf = tree.childOf(expression, IDENTIFIER);
    if (leaf < 0) continue;
    found.push({ name: unquoted(tree, leaf), leaf, aliased: true, element, expression, reference });
  }
  if (hasAlias) return found;
  const last = reference < 0 ? undefined : referenceParts(file, reference).at(-1);
  const name = last?.text ?? "";
  const leaf = last?.leaf ?? -1;
  return [{ name, leaf, aliased: false, element, expression: -1, reference }];
}

/** The names that a join makes known, those of joins inside of it too. */
export function joinAliases(file: AnalysedFile, join: number): TableAlias[] {
  const { tree } = file;
  const element = tree.childOf(join, FROM_EXPRESSION_ELEMENT);
  const found = element < 0 ? [] : elementAliases(file, element);
  const inner = crawl(tree, join, [JOIN_CLAUSE], { except: [SELECT_STATEMENT], self: false });
  for (const other of inner) found.push(...joinAliases(file, other));
  return found;
}

/** The names that a FROM clause makes known: first those listed, then those joined. */
export function fromAliases(file: AnalysedFile, from: number): TableAlias[] {
  return memoised(file, "fromAliases", from, () => {
    const { tree } = file;
    const expressions = tree.childrenOf(from, FROM_EXPRESSION);
    const direct = expressions.flatMap((each) => tree.childrenOf(each, FROM_EXPRESSION_ELEMENT));
    const joins = expressions.flatMap((each) => tree.childrenOf(each, JOIN_CLAUSE));
    return [
      ...direct.flatMap((each) => elementAliases(file, each)),
      ...joins.flatMap((each) => joinAliases(file, each)),
    ];
  });
}
