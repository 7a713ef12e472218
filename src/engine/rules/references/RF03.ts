import { insertBefore, replace } from "../../edits.ts";
import {
  correlated,
  isApart,
  isParameter,
  isTemporary,
  isUnqualified,
  ownName,
  type Query,
  type Reference,
  scopesOf,
  seesOuter,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { KEYWORD, kind, type Tree } from "../../tree/mod.ts";
import { choice, flag, type Rule } from "../rule.ts";

const ELEMENT = kind("from_expression_element");
const STYLES = ["consistent", "qualified", "unqualified"];

/**
 * The one named source of a query that is judged, or null. A function that makes a table of values
 * is none beside it: its alias is the values' own name.
 */
function onlySource({ sources, set }: Select, branch: Select): Source | null {
  const tables = sources.filter(({ valueTable }) => !valueTable);
  const [source] = tables;
  if (source === undefined || tables.length > 1 || source.grouped) return null;
  if (set !== null && set.branches[0] !== branch) return null;
  return ownName(source) === null ? null : source;
}

/** The columns that a PIVOT makes: they are of no table. */
function turnedColumns({ turned }: Select): Set<string> {
  return new Set(turned.flatMap(({ columns }) => columns.map(({ text }) => text)));
}

/** Whether a reference is qualified by the name of a PIVOT. */
function isOfTurned({ turned }: Select, { parts, star }: Reference): boolean {
  const qualifier = star ? parts.at(-1) : parts.at(-2);
  return turned.some(({ name }) => name !== null && name.bare === qualifier?.bare);
}

/** The names of a query's tables of values, which stand for their values. */
function valueNames({ sources }: Select): string[] {
  return sources.flatMap((source) => source.valueTable ? ownName(source)?.text ?? [] : []);
}

/** The names that are no columns of a table: those of outputs, and of tables of values. */
function ownNames(select: Select): Set<string> {
  return new Set([
    ...select.outputs.flatMap(({ alias }) => alias?.text ?? []),
    ...valueNames(select),
  ]);
}

/** What a query refers to, with the parameters of its lambdas, in the order of the text. */
function withBound({ references, bound }: Select): readonly Reference[] {
  if (bound.length === 0) return references;
  const bare = bound.filter(({ parts, star }) => parts.length === 1 && !star);
  return [...references, ...bare].sort((one, other) => one.node - other.node);
}

/** Whether a query in FROM may name the tables before it, behind LATERAL or APPLY. */
function isLateral(tree: Tree, { node, nearest }: Select): boolean {
  const element = nearest === "from" ? tree.closest(node, ELEMENT) : -1;
  if (element < 0) return false;
  const join = tree.parent(element);
  return tree.upper(tree.firstCode(element)) === "LATERAL" ||
    tree.childrenOf(join, KEYWORD).some((each) => tree.upper(each) === "APPLY");
}

/** Whether a query, or a branch of it, reads something that has a name. */
function readsNamed(query: Query | null): boolean {
  if (query === null) return false;
  if (query.type === "with") {
    return [...query.ctes.map(({ body }) => body), query.main].some(readsNamed);
  }
  if (query.type === "set") return query.branches.some(readsNamed);
  return query.type === "select" &&
    query.sources.some((source) => !source.grouped && ownName(source) !== null);
}

/** Whether a query is put together with others that read tables, too. */
function sharesRows(select: Select): boolean {
  return select.set?.branches.some((each) => each !== select && readsNamed(each)) ?? false;
}

/** Whether a bare column of a query may be of a query around it, or it shares its rows with another. */
function mayBeOuter(tree: Tree, select: Select): boolean {
  return sharesRows(select) || correlated(select) || isLateral(tree, select);
}

export const rule: Rule = {
  code: "RF03",
  name: "references.consistent",
  groups: ["all", "references"],
  aliases: ["L028"],
  description: "In a query from one table, columns are all qualified or all not.",
  rationale: "A qualified column among bare ones looks as if it came from elsewhere.",
  fixable: true,
  reads: "spelling",
  effects: { insert: ["<name>", "."], remove: ["<name>", "."] },
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
  visits: [kind("statement")],
  nested: false,
  when: { dialect: (traits) => !traits.mixedQualification, forced: "any_dialect" },
  message: "Columns of this query are qualified in places: qualify all of them, or none.",
  run(context) {
    const { dialect, tree } = context;
    const style = context.text("single_table_references");
    // Where names are mixed as they have to be, `a.b` may be a field of a column.
    const isStruct = ({ parts, star }: Reference, name: string) =>
      dialect.traits.mixedQualification && !star && parts.length > 1 && parts[0]!.bare !== name;
    const judge = (select: Select, source: Source) => {
      const name = ownName(source)!;
      const isBare = (reference: Reference) =>
        isUnqualified(reference) || isStruct(reference, name.bare);
      // Most queries write all their columns in one way, and need none of this.
      let aliases: Set<string> | null = null;
      const isOwnName = ({ parts }: Reference) =>
        (aliases ??= ownNames(select)).has(parts[0]?.text ?? "");
      const turned = turnedColumns(select);
      const bound = new Set(select.bound);
      const refs = withBound(select).filter((reference) =>
        !(isBare(reference) && turned.has(reference.parts[0]?.text ?? "")) &&
        !isApart(reference) &&
        !(isBare(reference) && reference.parts[0]?.bare === name.bare)
      );
      let keepsBare: boolean | null = null;
      const prefix = (reference: Reference) => {
        keepsBare ??= name.quoted || isTemporary(tree, name) || mayBeOuter(tree, select) ||
          seesOuter(tree, select) || tree.isTemplated(name.leaf);
        return keepsBare || isParameter(tree, reference.node)
          ? []
          : [insertBefore(reference.node, `${name.text}.`)];
      };
      const bare = () =>
        refs.filter((each) =>
          isBare(each) && !each.star && !tree.isTemplated(each.node) &&
          !isOwnName(each) && !bound.has(each)
        );
      const qualify = (reference: Reference) =>
        context.report(
          reference.node,
          prefix(reference),
          `\`${
            reference.parts[0]!.text
          }\` is not qualified, as others of this query are: write \`${name.text}.\` before it.`,
        );
      if (style === "qualified") return bare().forEach(qualify);
      if (style === "unqualified") {
        if (mayBeOuter(tree, select)) return;
        for (const each of refs) {
          if (isBare(each)) continue;
          const column = each.star ? "*" : each.parts.at(-1)!.text;
          const fix = [replace(each.node, column)];
          context.report(
            each.node,
            fix,
            `\`${tree.text(each.node)}\` needs no qualifier in a query of one table: drop it.`,
          );
        }
        return;
      }
      const first = refs[0];
      const odd = first === undefined
        ? undefined
        : refs.find((each) => isBare(each) !== isBare(first) && !isOfTurned(select, each));
      if (odd === undefined) return;
      const isJudged = isBare(odd)
        ? !odd.star && !isOwnName(odd) && !bound.has(odd)
        : !valueNames(select).includes(odd.parts[0]!.text);
      if (!isJudged) return;
      const said = `\`${tree.text(odd.node)}\` is written in another way than \`${
        tree.text(first!.node)
      }\`: qualify both, or neither.`;
      if (!tree.isTemplated(odd.node)) {
        context.report(odd.node, isBare(odd) ? prefix(odd) : [], said);
      }
      bare().forEach(qualify);
    };
    return (statement) => {
      for (const select of scopesOf(context.file, statement).selects) {
        if (select.list < 0) continue;
        const source = onlySource(select, select);
        if (source !== null) judge(select, source);
      }
    };
  },
};
