import type { TableAlias } from "../../analysis/aliases.ts";
import { unquoted } from "../../analysis/identifiers.ts";
import { crawl, isInside } from "../../analysis/nodes.ts";
import { type Query, queryOf } from "../../analysis/query.ts";
import {
  possibleParts,
  type ReferencePart,
  referenceParts,
  schemaAndTable,
} from "../../analysis/references.ts";
import { quoted } from "../../reflow/mod.ts";
import { kind } from "../../tree/mod.ts";
import { kinds, type RuleContext } from "../context.ts";
import { flag, type Rule } from "../rule.ts";

const SELECT = kind("select_statement");
const TABLE_REFERENCE = kind("table_reference");
const NAKED = kind("naked_identifier");
const NOT_READ = kinds("into_table_clause", "containstable_segment");
const POLICIES = kinds("create_policy_statement", "alter_policy_statement");
const TRIGGER = kind("create_trigger");
const DOT_ACCESS = [
  "athena",
  "bigquery",
  "databricks",
  "duckdb",
  "hive",
  "redshift",
  "soql",
  "sparksql",
];
const TRIGGER_ROWS: Record<string, string[]> = {
  INSERT: ["new"],
  UPDATE: ["new", "old"],
  DELETE: ["old"],
};

/** A dotted name, part by part. */
type Name = readonly string[];

/** What the queries on the way up from a reference make known. */
interface Scope {
  query: Query;
  names: Name[];
  parent: Scope | null;
}

function endsIn(longer: Name, shorter: Name): boolean {
  const from = longer.length - shorter.length;
  return from >= 0 && shorter.every((part, index) => part === longer[from + index]);
}

/** Whether one of the names that a reference may mean is (the end of) a known one, or reversed. */
function matches(possible: readonly Name[], known: readonly Name[]): boolean {
  return possible.length === 0 ||
    possible.some((name) => known.some((other) => endsIn(name, other) || endsIn(other, name)));
}

/** Checks the references of one statement. */
class ReferenceCheck {
  readonly #context: RuleContext;
  readonly #target: Name[];
  readonly #implicit: Name[];
  readonly #lenient: boolean;

  constructor(context: RuleContext, statement: number) {
    this.#context = context;
    const { tree, dialect } = context;
    const table = tree.is(statement, SELECT)
      ? undefined
      : crawl(tree, statement, [TABLE_REFERENCE])[0];
    this.#target = table === undefined ? [] : this.#tableNames(table);
    this.#implicit = this.#implicitNames(statement);
    this.#lenient = DOT_ACCESS.includes(dialect.name) && !context.flag("force_enable");
  }

  #names(parts: readonly ReferencePart[]): Name[] {
    const { tree } = this.#context;
    const bare = ({ text, leaf }: ReferencePart) =>
      text === tree.text(leaf) ? unquoted(tree, leaf) : text;
    return [parts.map(({ text }) => text), parts.map(bare)];
  }

  #tableNames(reference: number): Name[] {
    return this.#names(referenceParts(this.#context.file, reference));
  }

  #aliasNames({ aliased, name, reference }: TableAlias): Name[] {
    const own = aliased ? [[name]] : [];
    return reference < 0 ? own : [...own, ...this.#tableNames(reference)];
  }

  /** Names that a trigger or a policy around the statement makes known. */
  #implicitNames(statement: number): Name[] {
    const { tree, dialect } = this.#context;
    if (dialect.name === "sqlite") {
      const trigger = tree.closest(statement, TRIGGER);
      const words = trigger < 0 ? [] : tree.children(trigger).filter((each) => tree.isLeaf(each));
      const event = words.map((word) => tree.upper(word)).find((word) => word in TRIGGER_ROWS);
      return event === undefined ? [] : TRIGGER_ROWS[event]!.map((name) => [name]);
    }
    if (dialect.name !== "postgres") return [];
    const policy = Math.max(...POLICIES.map((each) => tree.closest(statement, each)));
    const table = policy < 0 ? undefined : crawl(tree, policy, [TABLE_REFERENCE])[0];
    return table === undefined ? [] : this.#tableNames(table);
  }

  /** The names that a reference may mean, each with the leaf of its table. */
  #possible(reference: number): { names: Name[]; leaf: number } {
    const { file, dialect } = this.#context;
    const names: Name[] = [];
    let leaf = -1;
    const pair = schemaAndTable(file, reference);
    if (pair !== null) {
      names.push(...this.#names(pair));
      leaf = pair[1].leaf;
    }
    if (pair === null || dialect.name === "bigquery") {
      for (const part of possibleParts(file, reference, "table")) {
        names.push(...this.#names([part]));
        if (leaf < 0) leaf = part.leaf;
      }
    }
    return { names, leaf };
  }

  /** Oracle's and Snowflake's sequences, Spark's _METADATA: no tables. */
  #isPseudocolumn(reference: number): boolean {
    const { tree, file, dialect } = this.#context;
    const parts = referenceParts(file, reference);
    if (parts.length < 2) return false;
    const isNaked = (part: ReferencePart) => tree.is(part.leaf, NAKED);
    if (dialect.name === "oracle" || dialect.name === "snowflake") {
      const last = parts.at(-1)!;
      return isNaked(last) && ["NEXTVAL", "CURRVAL"].includes(last.text.toUpperCase());
    }
    if (dialect.name !== "databricks" && dialect.name !== "sparksql") return false;
    return isNaked(parts[0]!) && parts[0]!.text.toUpperCase() === "_METADATA";
  }

  #isKnown(possible: readonly Name[], scope: Scope): boolean {
    const { dialect } = this.#context;
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      if (this.#lenient) {
        const distinct = new Set(at.names.map((name) => JSON.stringify(name).toUpperCase()));
        if (distinct.size === 1 || ["bigquery", "sparksql"].includes(dialect.name)) return true;
      }
      if (matches(possible, [...at.names, ...this.#implicit])) return true;
    }
    return this.#target.length > 0 && matches(possible, this.#target);
  }

  check(query: Query, parent: Scope | null): void {
    const { tree } = this.#context;
    const scope: Scope = { query, names: [], parent };
    for (const { info } of query.selectables) {
      if (info === null) continue;
      scope.names.push(...info.tables.flatMap((table) => this.#aliasNames(table)));
      for (const leaf of info.standalone) {
        scope.names.push([tree.text(leaf)], [unquoted(tree, tree.firstLeaf(leaf))]);
      }
      for (const reference of info.references) this.#reference(reference, scope);
    }
    for (const child of query.children) this.check(child, scope);
  }

  #reference(reference: number, scope: Scope): void {
    const { tree } = this.#context;
    if (this.#isPseudocolumn(reference) || isInside(tree, reference, NOT_READ)) return;
    const { names, leaf } = this.#possible(reference);
    if (names.length === 0 || this.#isKnown(names, scope)) return;
    const what = `Reference ${quoted(tree.text(reference))} refers to table/view not found in ` +
      "the FROM clause or found in ancestor statement.";
    this.#context.report(leaf, [], what);
  }
}

export const rule: Rule = {
  code: "RF01",
  name: "references.from",
  groups: ["all", "core", "references"],
  aliases: ["L026"],
  description: "A qualified reference names a table that is in FROM.",
  rationale: "Any other reference fails, or worse, finds a table of an outer query.",
  fixable: false,
  options: [flag("force_enable", false, "Run in dialects too where a dot may reach into a value.")],
  bad: "SELECT vee.a FROM foo\n",
  good: "SELECT foo.a FROM foo\n",
  phase: "main",
  followsQueries: true,
  visits: kinds("delete_statement", "merge_statement", "select_statement", "update_statement"),
  nested: false,
  message: "References cannot reference objects not present in 'FROM' clause.",
  run(context) {
    return (statement) => {
      new ReferenceCheck(context, statement).check(queryOf(context.file, statement), null);
    };
  },
};
