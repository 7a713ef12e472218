import {
  between,
  isOuter,
  isUnqualified,
  ownName,
  qualifierUpper,
  type Reference,
  scopesOf,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const FROM_EXPRESSION = kind("from_expression");

const NO_NAMES: ReadonlySet<string> = new Set();

/** What the sources of a query go by, in capitals. */
function sourceNames({ sources }: Select): Set<string> {
  return new Set(sources.flatMap((source) => ownName(source)?.upper ?? []));
}

/** What a source goes by, in capitals; those of a bracketed join all its tables do. */
function namesOf(tree: Tree, { sources }: Select, source: Source): string[] {
  const all = source.kind === "group"
    ? between(sources, source.node, tree.end(source.node))
    : [source];
  return all.flatMap((each) => ownName(each)?.upper ?? []);
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
function judgedSources(tree: Tree, { from, sources }: Select): readonly Source[] {
  let judged: readonly Source[] = [];
  for (let item = tree.firstChild(from); item >= 0; item = tree.nextSibling(item)) {
    if (!tree.is(item, FROM_EXPRESSION)) continue;
    const all = between(sources, item, tree.end(item));
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

/** So many candidates are looked for among what plainly names a source, before tables are made. */
const FEW = 8;

/** Whether each of some candidates is plainly named outside of FROM: then nothing is to be found. */
function readsAll({ references }: Select, judged: readonly Source[]): boolean {
  if (judged.length > FEW) return false;
  for (let each = 0; each < judged.length; each++) {
    let at = 0;
    while (at < references.length && !reads(references[at]!, judged[each]!)) at++;
    if (at === references.length) return false;
  }
  return true;
}

function reads({ named, clause }: Reference, source: Source): boolean {
  return named === source &&
    (clause === "select" || clause === "where" || clause === "group" || clause === "order");
}

/** A name that candidates go by. */
interface Wanted {
  readonly sources: Source[];
  /** The conditions of the outer joins of all that goes by the name: what they read only joins. */
  readonly conditions: number[];
}

/** Looks for what reads the candidates of a query. */
class Reads {
  readonly #tree: Tree;
  readonly #query: Select;
  /** By their names in capitals. */
  readonly #wanted = new Map<string, Wanted>();
  readonly #unread = new Set<Source>();

  constructor(tree: Tree, query: Select, judged: readonly Source[]) {
    this.#tree = tree;
    this.#query = query;
    for (const source of judged) {
      for (const name of namesOf(tree, query, source)) {
        this.#unread.add(source);
        const wanted = this.#wanted.get(name);
        if (wanted === undefined) this.#wanted.set(name, { sources: [source], conditions: [] });
        else wanted.sources.push(source);
      }
    }
    for (const source of query.sources) {
      const name = source.join !== null && isOuter(source.join) ? ownName(source) : null;
      if (name !== null) this.#wanted.get(name.upper)?.conditions.push(...source.join!.on);
    }
  }

  /**
   * The candidates that nothing in the query, or in those inside of it, may mean; none if a bare name
   * may be of any table. A `*` of a query inside of it is of that query's tables alone.
   */
  unread(): readonly Source[] {
    const query = this.#query;
    let all = false;
    const queries: { select: Select; hidden: ReadonlySet<string> }[] = [
      { select: query, hidden: NO_NAMES },
    ];
    for (let next = queries.pop(); next !== undefined; next = queries.pop()) {
      const { select: { children, references }, hidden } = next;
      for (const child of children) {
        queries.push({ select: child, hidden: hidden.union(sourceNames(child)) });
      }
      for (let at = 0; at < references.length; at++) {
        const reference = references[at]!;
        if (!isUnqualified(reference)) this.#read(reference, hidden);
        else if (reference.star) all ||= next.select === query;
        else if (this.#isOfAny(reference)) return [];
        if (this.#unread.size === 0) return [];
      }
    }
    return [...this.#unread].filter((source) => !(all && isInStar(source)));
  }

  /** Whether a bare reference may be of any table: it stands outside of FROM. */
  #isOfAny({ node }: Reference): boolean {
    const { from } = this.#query;
    return node <= from || node >= this.#tree.end(from);
  }

  /** Takes out the candidates that a reference reads. */
  #read(reference: Reference, hidden: ReadonlySet<string>): void {
    const { node, star, count } = reference;
    const qualifiers = star ? count : count - 1;
    for (let at = 0; at < qualifiers; at++) {
      const upper = qualifierUpper(reference, at);
      const wanted = this.#wanted.get(upper);
      if (wanted === undefined || hidden.has(upper)) continue;
      for (const source of wanted.sources) {
        if (!this.#isItsOwn(source, wanted, node)) this.#unread.delete(source);
      }
    }
  }

  /** Whether a reference stands in what a source is, or in what only joins it, or an outer join of its name. */
  #isItsOwn({ node: own, join }: Source, { conditions }: Wanted, node: number): boolean {
    const isIn = (each: number) => node > each && node < this.#tree.end(each);
    return isIn(own) || conditions.some(isIn) || (join?.on.some(isIn) ?? false);
  }
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
        const judged = candidates(tree, select);
        if (judged.length === 0 || readsAll(select, judged)) continue;
        for (const source of new Reads(tree, select, judged).unread()) context.report(source.node);
      }
    };
  },
};
