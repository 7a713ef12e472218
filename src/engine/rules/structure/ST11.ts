import {
  between,
  isOuter,
  isUnqualified,
  ownName,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const FROM_EXPRESSION = kind("from_expression");

/** A name before a dot, in capitals, and where it stands. */
interface Qualifier {
  readonly name: string;
  readonly node: number;
}

/** What the sources of a query go by, in capitals. */
function sourceNames({ sources }: Select): Set<string> {
  return new Set(sources.flatMap((source) => ownName(source)?.bare.toUpperCase() ?? []));
}

/** What a query reads of its sources. */
interface Reads {
  readonly qualifiers: readonly Qualifier[];
  /** Whether it has a star. */
  readonly all: boolean;
}

/**
 * The qualifiers of a query and those inside of it that may mean its sources; null if a bare name
 * may be of any table. A `*` of a query inside of it is of that query's tables alone.
 */
function readsOf(tree: Tree, query: Select): Reads | null {
  const { from } = query;
  const found: Qualifier[] = [];
  let all = false;
  const queries: { select: Select; hidden: ReadonlySet<string> }[] = [
    { select: query, hidden: new Set() },
  ];
  for (let next = queries.pop(); next !== undefined; next = queries.pop()) {
    const { select, hidden } = next;
    for (const child of select.children) {
      queries.push({ select: child, hidden: hidden.union(sourceNames(child)) });
    }
    for (const reference of select.references) {
      const { node, parts, star } = reference;
      if (isUnqualified(reference)) {
        const isInFrom = node > from && node < tree.end(from);
        if (star && parts.length === 0) all ||= select === query;
        else if (!isInFrom && parts.length === 1) return null;
        continue;
      }
      for (const part of star ? parts : parts.slice(0, -1)) {
        const name = part.bare.toUpperCase();
        if (!hidden.has(name)) found.push({ name, node });
      }
    }
  }
  return { qualifiers: found, all };
}

/** Whether a reference stands in what a source is, or in what only joins it, or an outer join of its name. */
function isItsOwn(tree: Tree, source: Source, namesakes: readonly Source[], node: number): boolean {
  const own = [source.node, ...namesakes.flatMap(({ join }) => join?.on ?? [])];
  return own.some((each) => node > each && node < tree.end(each));
}

/** What a source goes by, in capitals; those of a bracketed join all its tables do. */
function namesOf(tree: Tree, { sources }: Select, source: Source): string[] {
  const all = source.kind === "group"
    ? between(sources, source.node, tree.end(source.node))
    : [source];
  return all.flatMap((each) => ownName(each)?.bare.toUpperCase() ?? []);
}

/**
 * Whether a star of its query reads a source, as SQLFluff has it: it looks for the source by its
 * alias, or for a table by its whole name as it is written, schema and quotes in it.
 */
function isInStar({ kind, alias, path, valueTable }: Source): boolean {
  if (valueTable || kind === "group") return false;
  if (alias !== null || kind !== "table") return true;
  return path.length === 1 && !path[0]!.quoted;
}

/**
 * The tables of a FROM clause that are judged. Of a list it is the last item's, as SQLFluff has it;
 * its first table counts only where the item before left none.
 */
function judgedSources(tree: Tree, { from, sources }: Select): Source[] {
  let judged: Source[] = [];
  for (const item of tree.childrenOf(from, FROM_EXPRESSION)) {
    const all = sources.filter(({ node }) => node >= item && node < tree.end(item));
    judged = judged.length > 0 ? all.slice(1) : all;
  }
  return judged.length < 2 ? [] : judged;
}

/** The tables that nothing could miss: the first one and those that an outer join adds. */
function candidates(tree: Tree, select: Select): Source[] {
  const { sources, joins } = select;
  const judged = judgedSources(tree, select);
  const [first] = judged;
  if (first === undefined || sources[0]!.grouped) return [];
  const isAdded = ({ join, grouped }: Source) =>
    !grouped && join !== null && isOuter(join) && joins.includes(join);
  return judged.filter((source) => source === first && source.join === null || isAdded(source));
}

export const rule: Rule = {
  code: "ST11",
  name: "structure.unused_join",
  groups: ["all", "structure"],
  aliases: [],
  description: "Every table that is joined in is used.",
  rationale: "A join that nothing reads costs time, and may still multiply rows.",
  fixable: false,
  options: [],
  bad: "SELECT foo.a, foo.b FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  good: "SELECT foo.a, bar.b FROM foo LEFT JOIN bar ON foo.id = bar.id\n",
  phase: "main",
  followsQueries: true,
  visits: [kind("statement")],
  nested: false,
  message: "Nothing reads this joined table: drop the join, or use a column of it.",
  run(context) {
    const { tree, file } = context;
    return (statement) => {
      for (const select of scopesOf(file, statement).selects) {
        if (!select.joins.some(isOuter)) continue;
        const reads = readsOf(tree, select);
        if (reads === null) continue;
        const byName = Map.groupBy(reads.qualifiers, ({ name }) => name);
        const joinedByName = Map.groupBy(
          select.sources.filter(({ join }) => join !== null && isOuter(join)),
          (each) => ownName(each)?.bare.toUpperCase(),
        );
        for (const source of candidates(tree, select)) {
          const names = namesOf(tree, select, source);
          if (names.length === 0 || (reads.all && isInStar(source))) continue;
          const isRead = names.some((name) =>
            byName.get(name)?.some(({ node }) =>
              !isItsOwn(tree, source, [source, ...joinedByName.get(name) ?? []], node)
            )
          );
          if (!isRead) context.report(source.node);
        }
      }
    };
  },
};
