/** Writes queries: what they select, from where, joined how, and in which order. */
import type { Expander } from "./expand.ts";
import { type NamedSource, NO_SOURCES, type Scope } from "./scope.ts";

/** By how deep the query stands: most people do not call two things alike in one statement. */
const ALIASES = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "k"]];

export class QueryWriter {
  readonly #expand: Expander;

  constructor(expand: Expander) {
    this.#expand = expand;
    expand.add({
      query: () => this.query(),
      inner_query: () => this.#inner(),
      subquery: () => this.#scalar(),
    });
  }

  /** A query that stands alone: a WITH, a set operation or a SELECT. */
  query(): void {
    const { dice } = this.#expand;
    const choice = dice.between(1, 100);
    if (choice <= 22) this.#with();
    else if (choice <= 36) this.#setOperation(NO_SOURCES);
    else this.select(NO_SOURCES, true);
  }

  /** A SELECT; only one that is not a branch of a set operation is ordered. */
  select(outer: Scope, ordered: boolean): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    const before = expand.scope;
    const sources = this.#chooseSources(outer.depth);
    expand.scope = {
      sources,
      ...(outer.sources.length > 0 ? { outer } : {}),
      depth: outer.depth + 1,
      qualified: this.#carefulness(sources),
    };
    this.#targets();
    writer.breakOrSpace();
    this.#from(sources);
    if (dice.chance(0.5)) this.#where();
    if (dice.chance(0.2)) this.#groupBy();
    expand.part("qualify");
    if (ordered) this.#order();
    expand.scope = before;
  }

  /** How likely columns are qualified: most queries have one style. */
  #carefulness(sources: readonly NamedSource[]): number {
    const { dice } = this.#expand;
    if (sources.length > 1) return dice.chance(0.8) ? 1 : 0.85;
    if (!sources[0]!.aliased) return dice.pick([0, 0, 0, 0.15]);
    return dice.pick([1, 1, 0, 0.9]);
  }

  #chooseSources(depth: number): NamedSource[] {
    const { dice } = this.#expand;
    const count = dice.pick([1, 1, 1, 2, 2, 3]);
    if (count === 1 && dice.chance(0.6)) return [{ name: "orders", aliased: false }];
    const level = dice.chance(0.05) ? 0 : Math.min(depth, ALIASES.length - 1);
    const aliases = dice.chance(0.04) ? ["a", "a", "b"] : ALIASES[level]!;
    return aliases.slice(0, count).map((name) => ({ name, aliased: true }));
  }

  #targets(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    writer.word("select");
    if (dice.chance(0.12)) {
      if (dice.chance(0.8)) writer.space();
      else writer.line();
      if (dice.chance(0.3)) {
        writer.word("distinct");
        writer.put(" (");
        expand.column();
        writer.put(")");
        writer.comma(true);
      } else expand.part("distinct");
    }
    const inline = dice.chance(0.3);
    writer.indent();
    if (inline) writer.space();
    else writer.breakOrSpace();
    for (let left = dice.between(1, 4); left > 0; left--) {
      this.#target();
      if (left > 1) writer.comma(inline);
      else if (dice.chance(0.02)) expand.part("trailing_comma");
    }
    writer.dedent();
  }

  #target(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    const choice = dice.between(1, 100);
    if (choice <= 5) return writer.put("*");
    const [first] = expand.scope.sources;
    if (choice <= 9 && first!.aliased) return writer.put(`${first!.name}.*`);
    if (choice <= 12) return this.#selfAlias();
    if (choice <= 55) expand.column();
    else expand.value();
    if (!dice.chance(0.5)) return;
    writer.space();
    if (!dice.chance(writer.faults)) {
      writer.word("as");
      writer.space();
    }
    expand.part("label");
  }

  /** A column that is called what it is called already. */
  #selfAlias(): void {
    const { writer } = this.#expand;
    writer.put("status ");
    writer.word("as");
    writer.put(" status");
  }

  #from(sources: readonly NamedSource[]): void {
    const { writer } = this.#expand;
    writer.word("from");
    writer.space();
    this.#source(sources[0]!);
    for (const [index, source] of sources.entries()) {
      if (index > 0) this.#join(sources[index - 1]!, source);
    }
  }

  #source({ name, aliased }: NamedSource): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    if (!aliased && expand.scope.depth < 3 && dice.chance(0.06)) {
      return this.#bracketed((scope) => this.select(scope, false), expand.scope.depth);
    }
    if (!aliased) return writer.name(name);
    if (expand.scope.depth < 3 && dice.chance(0.15)) {
      this.#bracketed((scope) => this.select(scope, false), expand.scope.depth);
    } else if (dice.chance(0.05)) {
      expand.add({ alias: () => writer.put(name) });
      return expand.part("source");
    } else expand.part("table");
    writer.space();
    if (!dice.chance(writer.faults)) {
      writer.word("as");
      writer.space();
    }
    writer.put(name);
  }

  /** A query in brackets that sees nothing of what is around it. */
  #bracketed(write: (scope: Scope) => void, depth: number): void {
    const { writer } = this.#expand;
    writer.put("(");
    writer.indent();
    writer.breakOrSpace();
    write({ ...NO_SOURCES, depth });
    writer.dedent();
    writer.breakOrSpace();
    writer.put(")");
  }

  #join(left: NamedSource, right: NamedSource): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    const choice = dice.between(1, 100);
    if (choice <= 5) {
      writer.comma(true);
      return this.#source(right);
    }
    writer.breakOrSpace();
    if (choice <= 12) writer.word("cross join");
    else expand.part("join");
    writer.space();
    this.#source(right);
    // A join without a condition is left to a WHERE, or forgotten.
    if (choice <= 18) return;
    writer.breakOrSpace();
    if (choice <= 26) {
      return expand.part("using");
    }
    writer.word("on");
    writer.space();
    this.#joinCondition(left, right);
    if (!dice.chance(0.2)) return;
    writer.breakOrSpace();
    writer.word("and");
    writer.space();
    expand.part("condition");
  }

  #joinCondition(left: NamedSource, right: NamedSource): void {
    const { dice, writer } = this.#expand;
    const [first, second] = dice.chance(0.7) ? [left, right] : [right, left];
    writer.put(`${first.name}.id`);
    writer.operatorSpace();
    writer.put("=");
    writer.operatorSpace();
    writer.put(`${second.name}.customer_id`);
  }

  #where(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    writer.breakOrSpace();
    writer.word("where");
    writer.space();
    writer.indent();
    const [first, second] = expand.scope.sources;
    if (second !== undefined && dice.chance(0.3)) this.#joinCondition(first!, second);
    else expand.part("condition");
    for (let left = dice.between(0, 2); left > 0; left--) {
      writer.breakOrSpace();
      writer.word(dice.pick(["and", "and", "or"]));
      writer.space();
      expand.part("condition");
    }
    writer.dedent();
  }

  #groupBy(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    writer.breakOrSpace();
    writer.word("group by");
    writer.space();
    expand.part("group_item");
    if (dice.chance(0.5)) {
      writer.comma(true);
      expand.part("group_item");
    }
    if (!dice.chance(0.3)) return;
    writer.breakOrSpace();
    writer.word("having");
    writer.space();
    expand.part("condition");
  }

  #order(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    if (dice.chance(0.25)) {
      writer.breakOrSpace();
      writer.word("order by");
      writer.space();
      expand.part("order_item");
      if (dice.chance(0.6)) {
        writer.comma(true);
        expand.part("order_item");
      }
    }
    if (dice.chance(0.1)) {
      writer.breakOrSpace();
      expand.part("limit");
    }
    expand.part("tail");
  }

  #setOperation(outer: Scope): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    this.select(outer, false);
    for (let left = dice.between(1, 2); left > 0; left--) {
      writer.breakOrSpace();
      expand.part("set_operator");
      writer.breakOrSpace();
      this.select(outer, false);
    }
  }

  #with(): void {
    const expand = this.#expand;
    const { dice, writer } = expand;
    const names = ["recent", "ranked", "totals"].slice(0, dice.between(1, 3));
    writer.word("with");
    writer.space();
    for (const [index, name] of names.entries()) {
      writer.put(name);
      if (dice.chance(0.1)) writer.put(" (id, amount)");
      writer.space();
      writer.word("as");
      writer.space();
      this.#bracketed(
        (scope) => dice.chance(0.15) ? this.#setOperation(scope) : this.select(scope, false),
        0,
      );
      if (index < names.length - 1) writer.comma(false);
    }
    writer.put(dice.pick(["\n\n", "\n", " "]));
    this.#readCtes(names);
  }

  /** The query behind WITH; a CTE that it forgets is used by none. */
  #readCtes(names: readonly string[]): void {
    const { dice, writer } = this.#expand;
    if (dice.chance(0.3)) return this.select(NO_SOURCES, true);
    const used = names.filter(() => dice.chance(0.85));
    for (const [index, name] of (used.length > 0 ? used : [names[0]!]).entries()) {
      if (index > 0) {
        writer.breakOrSpace();
        this.#expand.part("set_operator");
        writer.breakOrSpace();
      }
      writer.word("select");
      writer.put(dice.pick([" * ", " id, amount ", " id "]));
      writer.word("from");
      writer.put(` ${name}`);
    }
  }

  /** A subquery of a condition; it may name what is around it. */
  #inner(): void {
    const { scope } = this.#expand;
    if (scope.depth >= 3 || this.#expand.isDeep) {
      this.#expand.template("SELECT id FROM products");
    } else this.select(scope, false);
  }

  /** A subquery as a value. */
  #scalar(): void {
    this.#expand.template("(SELECT max({plain_column}) FROM products)");
  }
}
