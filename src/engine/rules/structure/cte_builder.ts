import type { TableAlias } from "../../analysis/aliases.ts";
import { unquoted } from "../../analysis/identifiers.ts";
import { KEYWORD, kind, NEWLINE, type Tree, WHITESPACE } from "../../tree/mod.ts";

const BRACKETED = kind("bracketed");
const FROM_CLAUSE = kind("from_clause");

/** A common table expression: one that is there, or one made of a subquery. */
interface Cte {
  name: string;
  /** The node to write: a whole CTE, or the brackets of a subquery. */
  node: number;
  /** The brackets of its query. */
  bracketed: number;
  isNew: boolean;
}

/** Writes a WITH statement in which subqueries have become common table expressions. */
export class CteBuilder {
  readonly #ctes: Cte[] = [];
  /** By node, the text to write instead of its own. */
  readonly #instead = new Map<number, string>();
  #made = 0;

  constructor(readonly tree: Tree, readonly upper: boolean) {}

  /** Adds a common table expression that is there already. */
  addExisting(cte: number): void {
    const { tree } = this;
    const name = unquoted(tree, tree.firstLeaf(cte));
    const bracketed = tree.childrenOf(cte, BRACKETED).at(-1) ?? cte;
    this.#insert({ name, node: cte, bracketed, isNew: false });
  }

  /** Makes one of a subquery; its table then is that name and nothing else. */
  addSubquery(name: string, bracketed: number, element: number): void {
    this.#insert({ name, node: bracketed, bracketed, isNew: true });
    this.#instead.set(element, name);
  }

  /** One that another reads has to come first. */
  #insert(cte: Cte): void {
    const holder = this.#ctes.findIndex(({ bracketed }) =>
      cte.bracketed >= bracketed && cte.bracketed < this.tree.end(bracketed)
    );
    this.#ctes.splice(holder < 0 ? this.#ctes.length : holder, 0, cte);
  }

  isTaken(name: string): boolean {
    return this.#ctes.some((cte) => cte.name === name);
  }

  /** The name for a subquery: its alias, or a new one that is free. */
  nameFor({ aliased, name }: TableAlias): string {
    if (aliased && name !== "") return name;
    do this.#made++; while (this.isTaken(`prep_${this.#made}`));
    return `prep_${this.#made}`;
  }

  #keyword(word: string): string {
    return this.upper ? word.toUpperCase() : word.toLowerCase();
  }

  /** A node's text with the changes inside of it made. */
  #write(node: number): string {
    const { tree } = this;
    let text = "";
    let at = tree.start(node);
    for (let each = node; each < tree.end(node); each++) {
      const instead = this.#instead.get(each);
      if (instead === undefined) continue;
      text += tree.tokens.text.slice(at, tree.start(each)) + instead;
      at = tree.stop(each);
      each = tree.end(each) - 1;
    }
    return text + tree.tokens.text.slice(at, tree.stop(node));
  }

  /** Makes sure of a space behind the FROM of a SELECT whose subquery's brackets will go. */
  spaceFrom(select: number): void {
    const { tree } = this;
    const clause = tree.childOf(select, FROM_CLAUSE);
    const from = clause < 0 ? -1 : tree.childOf(clause, KEYWORD);
    let next = from < 0 ? -1 : tree.nextSibling(from);
    while (next >= 0 && tree.isMeta(next)) next = tree.nextSibling(next);
    if (next < 0 || tree.is(next, WHITESPACE) || tree.is(next, NEWLINE)) return;
    this.#instead.set(from, `${tree.text(from)} `);
  }

  /** The whole statement, `select` being what reads the common table expressions. */
  compose(select: number): string {
    const ctes = this.#ctes.map(({ name, node, isNew }) =>
      isNew ? `${name} ${this.#keyword("as")} ${this.#write(node)}` : this.#write(node)
    );
    return `${this.#keyword("with")} ${ctes.join(",\n")}\n${this.#write(select)}`;
  }
}
