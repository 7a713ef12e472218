import type { DialectFacts } from "../../dialects/mod.ts";
import { type Fix, insertBefore, replace } from "../../edits.ts";
import {
  correlated,
  folded,
  isApart,
  isParameter,
  isTemporary,
  isUnqualified,
  type Name,
  ownName,
  type Query,
  type Reference,
  seesOuter,
  type Select,
  type Source,
} from "../../scopes/mod.ts";
import { KEYWORD, kind, type Tree } from "../../tree/mod.ts";

const ELEMENT = kind("from_expression_element");

/**
 * The one named source of a query that is judged, or null. A function that makes a table of values
 * is none beside it: its alias is the values' own name.
 */
function onlySource(select: Select): Source | null {
  const { sources, set } = select;
  let only: Source | null = null;
  for (let at = 0; at < sources.length; at++) {
    if (sources[at]!.valueTable) continue;
    if (only !== null) return null;
    only = sources[at]!;
  }
  if (only === null || only.grouped || ownName(only) === null) return null;
  return set !== null && set.branches[0] !== select ? null : only;
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

/**
 * A query of one named source: how each of its columns is written, and how each could be. What most
 * queries need none of, because they write all their columns in one way, is found when asked for.
 */
export class OneSource {
  readonly name: Name;
  /** What is judged: references that are neither apart, nor of a PIVOT, nor the source itself. */
  readonly references: readonly Reference[];
  readonly #bound: ReadonlySet<Reference>;
  #ownNames: Set<string> | null = null;
  #keepsBare: boolean | null = null;

  constructor(
    private readonly tree: Tree,
    private readonly select: Select,
    private readonly source: Source,
    /** Whether `a.b` may be a field of a column, where names are mixed as they have to be. */
    private readonly reachesInside: boolean,
  ) {
    this.name = ownName(source)!;
    this.#bound = new Set(select.bound);
    const turned = turnedColumns(select);
    this.references = withBound(select).filter((reference) =>
      !isApart(reference) && !(this.isBare(reference) && this.#isOther(reference, turned))
    );
  }

  /** The query as one of a single named source; null where it is none. */
  static of(tree: Tree, select: Select, reachesInside: boolean): OneSource | null {
    const source = select.list < 0 ? null : onlySource(select);
    return source === null ? null : new OneSource(tree, select, source, reachesInside);
  }

  /** Whether a bare name is a column that a PIVOT makes, or the source. */
  #isOther({ parts: [first] }: Reference, turned: ReadonlySet<string>): boolean {
    return turned.has(first?.text ?? "") || first?.bare === this.name.bare;
  }

  /** Whether no source is named before a column. */
  isBare(reference: Reference): boolean {
    const { parts, star } = reference;
    const isField = this.reachesInside && !star && parts.length > 1 &&
      parts[0]!.bare !== this.name.bare;
    return isField || isUnqualified(reference);
  }

  /** Whether a bare reference is a column of the source, which may be qualified. */
  #isColumn(reference: Reference): boolean {
    this.#ownNames ??= ownNames(this.select);
    return !reference.star && !this.#bound.has(reference) &&
      !this.#ownNames.has(reference.parts[0]?.text ?? "");
  }

  /** The bare columns that may be qualified. */
  get bareColumns(): Reference[] {
    return this.references.filter((each) =>
      this.isBare(each) && !this.tree.isTemplated(each.node) && this.#isColumn(each)
    );
  }

  /** The first reference that is written otherwise than the first of all; null where none is. */
  get odd(): Reference | null {
    const { references, select } = this;
    const isBare = references.length > 0 && this.isBare(references[0]!);
    const odd = references.find((each) =>
      this.isBare(each) !== isBare && !isOfTurned(select, each)
    );
    if (odd === undefined) return null;
    const isJudged = isBare
      ? !valueNames(select).includes(odd.parts[0]!.text)
      : this.#isColumn(odd);
    return isJudged ? odd : null;
  }

  /** Whether a bare column may be of a query around it, or shares its rows with another's. */
  get mayBeOuter(): boolean {
    return mayBeOuter(this.tree, this.select);
  }

  /**
   * The fixes that qualify a bare column; none where it may be of another source, or has none. As
   * in SQLFluff the quotes of a table are no qualifier's, unless they are hardly more than a habit.
   */
  qualified({ node }: Reference, dialect: DialectFacts): Fix[] {
    const { tree, name } = this;
    const { lightQuotes } = dialect.traits;
    const isQuotedTable = name.quoted && this.source.alias === null &&
      !lightQuotes.includes(name.text.charAt(0));
    this.#keepsBare ??= isQuotedTable || isTemporary(tree, name.leaf) || this.mayBeOuter ||
      seesOuter(tree, this.select) || tree.isTemplated(name.leaf);
    if (this.#keepsBare || isParameter(tree, node)) return [];
    return [insertBefore(node, `${isPlain(name, dialect) ? name.bare : name.text}.`)];
  }
}

/** Whether a name in quotes means the same without them. */
function isPlain(name: Name, dialect: DialectFacts): boolean {
  if (!name.quoted || !/^[A-Za-z_]\w*$/.test(name.bare)) return false;
  const { folding } = dialect.traits;
  const { leaf, text, bare, upper, lower } = name;
  const naked = { leaf, text, bare, upper, lower, quoted: false };
  if (folded(naked, folding) !== folded(name, folding)) return false;
  return !dialect.wordsOf(["reserved_keywords"]).has(name.bare.toUpperCase());
}

/** Ways to write columns: without the name of their source, and with it. */
export const BARE_BIT = 1;
export const QUALIFIED_BIT = 2;

/** In which of these ways the columns of a query are written, as bits. */
export function waysOf({ references, bound }: Select): number {
  let ways = bound.length > 0 ? BARE_BIT | QUALIFIED_BIT : 0;
  for (let at = 0; at < references.length; at++) {
    const reference = references[at]!;
    if (!isApart(reference)) ways |= isUnqualified(reference) ? BARE_BIT : QUALIFIED_BIT;
  }
  return ways;
}

/** The fixes that take the qualifier from a reference. */
export function unqualified({ node, parts, star }: Reference): Fix[] {
  return [replace(node, star ? "*" : parts.at(-1)!.text)];
}
