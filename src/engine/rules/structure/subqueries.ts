/**
 * Moves subqueries from FROM and JOIN into common table expressions: which of them, under which
 * names, and what stands in their place.
 */
import type { Traits } from "../../dialects/mod.ts";
import { type Fix, replace } from "../../edits.ts";
import {
  between,
  bracketsOf,
  innermostBrackets,
  type Name,
  type Query,
  readings,
  type Scopes,
  type Select,
  type Source,
  type With,
} from "../../scopes/mod.ts";
import { hasComment, kind, type Tree } from "../../tree/mod.ts";
import { define, type Definition, isRecursive } from "./with_clause.ts";

const ALIAS = kind("alias_expression");
const FROM_EXPRESSION = kind("from_expression");
const JOIN = kind("join_clause");

/** A name in place of what a FROM clause has. */
interface Replacement {
  readonly element: number;
  readonly name: string;
}

/** Where a query that is looked through stands. */
interface Place {
  /** The query that takes the new definitions. */
  readonly root: Query;
  /** The common table expression of the root that it belongs to, or -1. */
  readonly cte: number;
  /** Whether subqueries inside of those that move are reported as well. */
  readonly reportsInner: boolean;
}

/** Names of a query's sources, as they are written without quotes and in capitals. */
interface SourceNames {
  readonly exact: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

/** Names that a statement uses, in capitals. */
class UsedNames {
  /** Common table expressions, those that are added too. */
  readonly ctes = new Set<string>();
  readonly #all = new Set<string>();
  /** By name, where tables without a schema are read. */
  readonly #reads = new Map<string, number[]>();
  #prepared = 0;

  constructor(scopes: Scopes) {
    for (const { ctes } of scopes.withs) for (const { name } of ctes) this.add(name.bare);
    for (const { node, alias, path } of scopes.sources) {
      for (const name of [alias, path.at(-1)]) if (name) this.#all.add(name.bare.toUpperCase());
      if (path.length !== 1) continue;
      const name = path[0]!.bare.toUpperCase();
      const reads = this.#reads.get(name);
      if (reads === undefined) this.#reads.set(name, [node]);
      else reads.push(node);
    }
  }

  add(name: string): void {
    this.ctes.add(name.toUpperCase());
  }

  /** Whether a table of that name is read in a statement outside of a subquery. */
  isReadOutside(name: string, tree: Tree, { node }: Source): boolean {
    const reads = this.#reads.get(name.toUpperCase()) ?? [];
    return reads.length > 0 && (reads[0]! < node || reads.at(-1)! >= tree.end(node));
  }

  /** A name for a subquery that has none. */
  prepare(): string {
    for (;;) {
      const name = `prep_${++this.#prepared}`;
      if (!this.ctes.has(name.toUpperCase()) && !this.#all.has(name.toUpperCase())) return name;
    }
  }
}

/** What is found in one statement, and what is to be done about it. */
export class SubqueryMover {
  readonly fixes: Fix[] = [];
  /** The brackets of subqueries where none should stand. */
  readonly found: number[] = [];
  readonly #names: UsedNames;
  readonly #sourceNames = new Map<Select, SourceNames>();
  readonly #definitions = new Map<Query, Definition[]>();

  constructor(
    readonly tree: Tree,
    readonly scopes: Scopes,
    readonly traits: Traits,
    /** Whether a subquery is not to stand at the start of FROM either, and not only in JOIN. */
    readonly inFrom: boolean,
  ) {
    this.#names = new UsedNames(scopes);
    for (const query of scopes.outermost) this.#root(query);
    for (const [query, added] of this.#definitions) {
      this.fixes.push(...define(tree, query, added, traits.withBeforeInsert));
    }
    this.found.sort((a, b) => a - b);
  }

  #root(root: Query): void {
    if (root.type !== "with") {
      return this.#fix(this.#look(root, { root, cte: -1, reportsInner: false }));
    }
    if (root.main !== null) {
      this.#fix(this.#look(root.main, { root, cte: -1, reportsInner: false }));
    }
    for (const { node, body } of root.ctes) {
      if (body !== null) this.#fix(this.#look(body, { root, cte: node, reportsInner: true }));
    }
  }

  #fix(replacements: readonly Replacement[]): void {
    for (const { element, name } of replacements) this.fixes.push(replace(element, name));
  }

  /** Looks through a query's FROM clauses. */
  #look(query: Query, place: Place, isInner = false): Replacement[] {
    if (query.type === "values" || query.type === "opaque") return [];
    if (query.type === "set") {
      return query.branches.flatMap((branch) => this.#look(branch, place, isInner));
    }
    if (query.type === "with") {
      // What moves is copied as it is, with the names that it makes for itself.
      if (isInner) return [];
      // Its names are known only behind its own WITH, so what it has goes there.
      const own = { ...place, root: query, cte: -1 };
      return query.main === null ? [] : this.#look(query.main, own, isInner);
    }
    return query.sources.flatMap((source) => this.#source(query, source, place, isInner));
  }

  #source(select: Select, source: Source, place: Place, isInner: boolean): Replacement[] {
    const bracket = bracketsOf(this.tree, source);
    if (bracket < 0 || source.enclosed || !this.#isForbidden(source)) return [];
    const reports = !isInner || place.reportsInner;
    if (source.kind === "group") {
      if (reports && this.#holdsSubquery(select, source)) this.found.push(bracket);
      return [];
    }
    const { query } = source;
    if (source.kind !== "derived" || query === null) return [];
    if (query.type === "values" || query.type === "opaque") return [];
    const dependent = this.#dependent(source, select);
    // One that computes of the columns beside it alone counts, though it cannot move; so does one
    // where only a query inside of it reads them, as SQLFluff has it.
    const counts = dependent.every((child) =>
      child.from < 0 || !this.#readsOutside(child, select, false)
    );
    if (reports && counts) {
      this.found.push(this.tree.firstCode(source.node));
    }
    if (dependent.length > 0) return [];
    const name = this.#nameFor(source, bracket, place);
    if (name === null) return this.#look(query, place, isInner);
    this.#names.add(name);
    const inner = this.#look(query, place, true);
    const columns = source.columns.map(({ text }) => text).join(", ");
    this.#add(place, {
      name: columns === "" ? name : `${name} (${columns})`,
      body: this.#textWith(innermostBrackets(this.tree, bracket), inner),
      before: place.cte,
    });
    return [{ element: source.node, name }];
  }

  #add({ root }: Place, definition: Definition): void {
    const there = this.#definitions.get(root);
    if (there === undefined) this.#definitions.set(root, [definition]);
    else there.push(definition);
  }

  #isForbidden({ node }: Source): boolean {
    const parent = this.tree.parent(node);
    return this.tree.is(parent, JOIN) || (this.inFrom && this.tree.is(parent, FROM_EXPRESSION));
  }

  #holdsSubquery({ sources }: Select, { node }: Source): boolean {
    return between(sources, node, this.tree.end(node)).some(({ kind }) => kind === "derived");
  }

  /** The queries of a subquery that name tables beside it, so that it must stand there. */
  #dependent({ node }: Source, owner: Select): Select[] {
    return between(owner.children, node, this.tree.end(node)).filter((child) =>
      this.#claimsOutside(child, owner) || this.#needsOutside(child, owner)
    );
  }

  /**
   * Whether a query, or one inside of it, names a table of a query around the subquery. A name that
   * the subquery gives to a table of its own counts too when the owner's tables have it: who reads
   * `a.x` in there takes it for theirs.
   */
  #claimsOutside(select: Select, owner: Select, isInner = false): boolean {
    return this.#readsOutside(select, owner, isInner) ||
      select.children.some((child) => this.#claimsOutside(child, owner, true));
  }

  /**
   * The same of a query alone, without those inside of it. As in SQLFluff, names are compared by
   * their letters, and none in quotes other than backticks is taken for theirs.
   */
  #readsOutside(select: Select, owner: Select, isInner: boolean): boolean {
    const isOutside = ({ bare, text, quoted }: Name) => {
      if (quoted && !text.startsWith("`")) return false;
      for (let at: Select | null = isInner ? select : owner; at !== null; at = at.parent) {
        if (this.#namesOf(at).exact.has(bare)) return at.node <= owner.node;
      }
      return false;
    };
    return this.#readsWhere(select, isOutside);
  }

  /** Whether a query, or one inside of it, cannot be understood away from where it stands. */
  #needsOutside(select: Select, owner: Select): boolean {
    const isOutside = ({ bare }: Name) => {
      for (let at: Select | null = select; at !== null; at = at.parent) {
        if (this.#namesOf(at).folded.has(bare.toUpperCase())) return at.node <= owner.node;
      }
      return false;
    };
    return this.#readsWhere(select, isOutside) ||
      select.children.some((child) => this.#needsOutside(child, owner));
  }

  #readsWhere(select: Select, holds: (table: Name) => boolean): boolean {
    return select.references.some((reference) =>
      readings(reference, this.traits).some(({ table }) => holds(table))
    );
  }

  /** The names that qualifiers may call the sources of a query by. */
  #namesOf(select: Select): SourceNames {
    let names = this.#sourceNames.get(select);
    if (names === undefined) {
      const all = select.sources.flatMap(({ alias, path }) => [alias, path.at(-1)]);
      const exact = new Set(all.flatMap((name) => name ? [name.bare] : []));
      names = { exact, folded: new Set([...exact].map((name) => name.toUpperCase())) };
      this.#sourceNames.set(select, names);
    }
    return names;
  }

  /** The name that a subquery gets as a common table expression; null where it must stay. */
  #nameFor(source: Source, bracket: number, { root }: Place): string | null {
    const { tree } = this;
    const { node, alias } = source;
    if (root.type === "with" && isRecursive(tree, root as With)) return null;
    // Any bare column of a LATERAL subquery may be of a table beside it.
    const isLateral = tree.upper(tree.firstCode(node)) === "LATERAL";
    if (isLateral || tree.isTemplated(node)) return null;
    const others = tree.children(node).filter((each) => tree.isCode(each));
    const isWhole = others.every((each) =>
      tree.is(each, ALIAS) || (bracket >= each && bracket < tree.end(each))
    );
    const commented = hasComment(tree, node, bracket) ||
      hasComment(tree, tree.end(bracket), tree.end(node));
    if (!isWhole || commented) return null;
    if (alias === null) return this.#names.prepare();
    if (this.#names.ctes.has(alias.bare.toUpperCase())) return null;
    return this.#names.isReadOutside(alias.bare, tree, source) ? null : alias.text;
  }

  /** A node's text with names in place of what has moved out of it. */
  #textWith(node: number, replacements: readonly Replacement[]): string {
    const { tree } = this;
    const { text } = tree.tokens;
    let result = "";
    let at = tree.start(node);
    for (const { element, name } of replacements) {
      const before = text.slice(at, tree.start(element));
      result += /\w$/.test(before) ? `${before} ${name}` : before + name;
      at = tree.stop(element);
    }
    return result + text.slice(at, tree.stop(node));
  }
}
