import type { TableAlias } from "../../analysis/aliases.ts";
import { Query, queryOf, SELECTABLE } from "../../analysis/query.ts";
import { isQualified, possibleParts, referenceParts } from "../../analysis/references.ts";
import type { SelectInfo } from "../../analysis/select.ts";
import { type Fix, insertBefore, remove } from "../../edits.ts";
import { capitalise, quoted } from "../../reflow/mod.ts";
import { kind } from "../../tree/mod.ts";
import type { RuleContext } from "../context.ts";
import { choice, flag, type Rule } from "../rule.ts";
import { unquoted } from "../../analysis/identifiers.ts";

const WILDCARD_IDENTIFIER = kind("wildcard_identifier");
const STRUCT_DIALECTS = ["athena", "bigquery", "hive", "redshift"];
const STYLES = ["consistent", "qualified", "unqualified"];

type ReferenceType = "qualified" | "unqualified";

/** Checks the references of SELECTs from one table. */
class SingleTableCheck {
  readonly #context: RuleContext;
  readonly #style: string;
  readonly #isStruct: boolean;
  readonly #visited = new Set<number>();

  constructor(context: RuleContext) {
    this.#context = context;
    this.#style = context.text("single_table_references");
    this.#isStruct = STRUCT_DIALECTS.includes(context.dialect.name);
  }

  /** The tables that a reference in a query, or in a subquery of it, may be meant for. */
  #targets(query: Query, subquery: Query | null): TableAlias[] {
    const { tree } = this.#context;
    const inner = subquery?.selectables[0]?.node ?? -1;
    return query.selectables.flatMap(({ info }) => info?.tables ?? []).filter((table) => {
      const holds = inner >= table.element && inner < tree.end(table.element);
      if (subquery !== null && holds) return false;
      return (subquery !== null && table.reference < 0) || table.name !== "";
    });
  }

  visit(query: Query): void {
    const info = query.selectables[0]?.info ?? null;
    if (info !== null && info.tables.length === 1) {
      const targets = this.#targets(query, null);
      if (query.parent !== null && query.isSubquery) {
        targets.push(...this.#targets(query.parent, query));
      }
      this.#check(info, targets.length <= 1);
    }
    const children = [...query.children];
    for (const table of info?.tables ?? []) {
      for (const source of query.sources(table.element)) {
        if (!(source instanceof Query)) continue;
        const nodes = source.selectables.map(({ node }) => node);
        if (nodes.some((node) => this.#visited.has(node))) continue;
        for (const node of nodes) this.#visited.add(node);
        children.push(source);
      }
    }
    for (const child of children) this.visit(child);
  }

  #typeOf(reference: number, table: string): ReferenceType {
    const { file } = this.#context;
    if (!isQualified(file, reference)) return "unqualified";
    const isField = this.#isStruct && referenceParts(file, reference)[0]?.text !== table;
    return isField ? "unqualified" : "qualified";
  }

  /** Whether a reference is none to a column of the table. */
  #isOther(reference: number, info: SelectInfo): boolean {
    const { tree, file } = this.#context;
    const standalone = info.standalone.map((node) => tree.text(node));
    if (standalone.includes(tree.text(reference))) return true;
    if (!isQualified(file, reference)) return tree.is(reference, WILDCARD_IDENTIFIER);
    const first = referenceParts(file, reference)[0];
    const names = possibleParts(file, reference, "table").concat(first ?? []);
    return names.some(({ text }) => standalone.includes(text));
  }

  #check(info: SelectInfo, fixable: boolean): void {
    const { tree } = this.#context;
    const table = info.tables[0]!;
    if (table.name === "") return;
    const aliases = new Set(info.columns.map(({ name }) => name));
    const all = info.references.map((reference) => ({
      reference,
      type: this.#typeOf(reference, table.name),
    })).filter(({ reference, type }) =>
      !(type === "unqualified" &&
        (tree.isTemplated(reference) || unquoted(tree, tree.firstLeaf(reference)) === table.name))
    );
    const judged = (reference: number) =>
      !this.#isOther(reference, info) && !aliases.has(tree.text(reference));
    if (this.#style !== "consistent") {
      for (const { reference, type } of all) {
        if (judged(reference) && type !== this.#style) {
          this.#report(reference, type, table, fixable);
        }
      }
      return;
    }
    const seen = new Set<ReferenceType>();
    for (const { reference, type } of all) {
      const differs = seen.size > 0 && !seen.has(type) && judged(reference);
      seen.add(type);
      if (!differs) continue;
      for (const other of all) {
        if (other.type !== "unqualified" || !judged(other.reference)) continue;
        this.#report(other.reference, other.type, table, fixable, "qualified");
      }
      const what = `${capitalise(type)} reference ${quoted(tree.text(reference))} found in ` +
        "single table select which is inconsistent with previous references.";
      this.#context.report(reference, [], what);
    }
  }

  #report(
    reference: number,
    type: ReferenceType,
    table: TableAlias,
    fixable: boolean,
    style = this.#style,
  ): void {
    const { tree } = this.#context;
    let fixes: Fix[] = [];
    if (style === "unqualified") {
      if (!fixable) return;
      fixes = tree.children(reference).slice(0, 2).map(remove);
    } else if (fixable && !(table.leaf >= 0 && tree.isTemplated(table.leaf))) {
      const anchor = tree.isLeaf(reference) ? reference : tree.firstChild(reference);
      fixes = [insertBefore(anchor, `${table.name}.`)];
    }
    const what = `${capitalise(type)} reference ${quoted(tree.text(reference))} found in ` +
      "single table select.";
    this.#context.report(reference, fixes, what);
  }
}

export const rule: Rule = {
  code: "RF03",
  name: "references.consistent",
  groups: ["all", "references"],
  aliases: ["L028"],
  description: "In a query from one table, columns are all qualified or all not.",
  rationale: "A qualified column among bare ones looks as if it came from elsewhere.",
  fixable: true,
  options: [
    {
      ...choice(
        "single_table_references",
        STYLES,
        "consistent",
        "Whether columns are qualified; consistent takes what comes first.",
      ),
      shared: true,
    },
    flag("force_enable", false, "Run in dialects too where a dot may reach into a value."),
  ],
  bad: "SELECT a, foo.b FROM foo\n",
  good: "SELECT a, b FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: SELECTABLE,
  nested: false,
  message: "Column references should be qualified consistently in single table statements.",
  run(context) {
    const { dialect, file } = context;
    if (STRUCT_DIALECTS.includes(dialect.name) && !context.flag("force_enable")) return () => {};
    return (node) => new SingleTableCheck(context).visit(queryOf(file, node));
  },
};
