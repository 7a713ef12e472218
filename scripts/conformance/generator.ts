/** Seeded random SQL: realistic queries with faults in spacing, letter case and line breaks. */

/** A stream of random numbers that a seed fully determines (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TABLES = ["orders", "customers", "line_items", "products", "daily_sales", "events"];
const COLUMNS = ["id", "customer_id", "amount", "created_at", "status", "region", "total_price"];
const FUNCTIONS = ["SUM", "count", "Max", "COALESCE", "avg", "upper"];
const OPERATORS = ["+", "-", "*", "/", "||"];
const COMPARISONS = ["=", "<", ">", "<>", "!=", ">="];
const TYPES = ["INT", "varchar(20)", "decimal(10, 2)", "DATE"];

/** Writes one statement after the other. */
export class SqlGenerator {
  readonly #random: () => number;
  #text = "";
  #depth = 0;
  #upper = true;
  #faults = 0.1;

  constructor(seed: number) {
    this.#random = randomStream(seed);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  #word(text: string): void {
    const flip = this.#chance(this.#faults / 3);
    this.#text += this.#upper !== flip ? text.toUpperCase() : text.toLowerCase();
  }

  /** A space, or what a careless hand leaves in its place. */
  #space(): void {
    if (!this.#chance(this.#faults)) this.#text += " ";
    else this.#text += this.#pick(["  ", " ", "   ", "\t", `\n${this.#indent()}`]);
  }

  #tightSpace(): void {
    this.#text += this.#chance(this.#faults) ? this.#pick(["", "  "]) : " ";
  }

  #indent(): string {
    const depth = this.#depth + (this.#chance(this.#faults) ? this.#pick([-1, 1]) : 0);
    return "    ".repeat(Math.max(depth, 0)) + (this.#chance(this.#faults / 2) ? " " : "");
  }

  #line(): void {
    if (this.#chance(this.#faults / 2)) this.#text += this.#pick([" ", " -- why", " /* x */"]);
    if (this.#chance(this.#faults)) this.#text += this.#text.endsWith("-- why") ? "" : " ";
    this.#text += this.#chance(this.#faults / 4) ? "\n\n" : "\n";
    if (this.#chance(this.#faults / 4)) this.#text += `${this.#indent()}-- a remark\n`;
    this.#text += this.#indent();
  }

  #break(): void {
    if (this.#chance(0.8)) this.#line();
    else this.#space();
  }

  #comma(inline: boolean): void {
    if (!inline && this.#chance(this.#faults)) {
      this.#line();
      this.#text += ",";
      this.#tightSpace();
      return;
    }
    if (this.#chance(this.#faults / 2)) this.#text += " ";
    this.#text += ",";
    if (inline) this.#tightSpace();
    else this.#break();
  }

  #name(names: readonly string[]): void {
    const name = this.#pick(names);
    this.#text += this.#chance(this.#faults / 3) ? name.toUpperCase() : name;
  }

  #column(qualified: string): void {
    if (qualified !== "") this.#text += `${qualified}.`;
    this.#name(COLUMNS);
  }

  #call(alias: string, depth: number): void {
    this.#text += this.#pick(FUNCTIONS);
    if (this.#chance(this.#faults / 4)) this.#text += " ";
    this.#text += "(";
    this.#expression(alias, depth + 1);
    this.#text += ")";
    if (!this.#chance(0.25)) return;
    this.#text += " ";
    this.#word("over");
    this.#text += " (";
    this.#word("partition by");
    this.#text += " ";
    this.#column(alias);
    this.#text += " ";
    this.#word("order by");
    this.#text += " ";
    this.#column(alias);
    this.#text += ")";
  }

  #case(alias: string, depth: number): void {
    const inline = this.#chance(0.4);
    const next = () => inline ? this.#space() : this.#line();
    this.#word("case");
    this.#depth++;
    for (let count = 1 + Math.floor(this.#random() * 2); count > 0; count--) {
      next();
      this.#word("when");
      this.#space();
      this.#condition(alias, depth + 1);
      this.#space();
      this.#word("then");
      this.#space();
      this.#expression(alias, depth + 2);
    }
    if (this.#chance(0.6)) {
      next();
      this.#word("else");
      this.#space();
      if (this.#chance(0.3)) this.#word("null");
      else this.#expression(alias, depth + 2);
    }
    this.#depth--;
    next();
    this.#word("end");
  }

  #expression(alias: string, depth: number): void {
    const choice = this.#random();
    if (depth > 2 || choice < 0.45) this.#column(alias);
    else if (choice < 0.55) this.#text += this.#pick(["1", "0.5", "'abc'", "'it''s'", "42"]);
    else if (choice < 0.7) this.#call(alias, depth);
    else if (choice < 0.8) this.#case(alias, depth);
    else if (choice < 0.85) {
      this.#word("cast");
      this.#text += "(";
      this.#column(alias);
      this.#text += " ";
      this.#word("as");
      this.#text += ` ${this.#pick(TYPES)})`;
    } else {
      this.#expression(alias, depth + 1);
      this.#tightSpace();
      this.#text += this.#pick(OPERATORS);
      if (this.#chance(this.#faults / 2)) this.#line();
      else this.#tightSpace();
      this.#expression(alias, depth + 1);
    }
  }

  #condition(alias: string, depth: number): void {
    this.#column(alias);
    this.#tightSpace();
    const choice = this.#random();
    if (choice < 0.6) {
      this.#text += this.#pick(COMPARISONS);
      this.#tightSpace();
      if (this.#chance(0.1)) this.#word("null");
      else this.#expression(alias, depth + 1);
    } else if (choice < 0.75) {
      this.#space();
      this.#word("in");
      this.#text += " (1,";
      this.#tightSpace();
      this.#text += "2)";
    } else if (choice < 0.9) {
      this.#space();
      this.#word("is not null");
    } else {
      this.#space();
      this.#word("between");
      this.#text += " 1 ";
      this.#word("and");
      this.#text += " 10";
    }
  }

  #conditions(alias: string): void {
    this.#condition(alias, 0);
    for (let count = Math.floor(this.#random() * 3); count > 0; count--) {
      if (this.#chance(0.7)) this.#line();
      else this.#space();
      this.#word(this.#pick(["and", "and", "or"]));
      this.#space();
      this.#condition(alias, 0);
    }
  }

  #target(alias: string): void {
    this.#expression(alias, 0);
    if (!this.#chance(0.5)) return;
    this.#space();
    if (!this.#chance(this.#faults)) {
      this.#word("as");
      this.#space();
    }
    this.#text += this.#pick(["total", "result_value", "x", "first_one", "label"]);
  }

  #targets(alias: string): void {
    this.#word("select");
    if (this.#chance(0.1)) {
      this.#text += " ";
      this.#word("distinct");
    }
    const inline = this.#chance(0.3);
    this.#depth++;
    if (inline) this.#space();
    else this.#break();
    for (let count = 1 + Math.floor(this.#random() * 4); count > 0; count--) {
      this.#target(alias);
      if (count > 1) this.#comma(inline);
    }
    this.#depth--;
  }

  #table(alias: string, depth: number): void {
    if (depth < 2 && this.#chance(0.15)) {
      this.#text += "(";
      this.#depth++;
      this.#break();
      this.#select(depth + 1);
      this.#depth--;
      this.#break();
      this.#text += ")";
    } else this.#name(TABLES);
    if (alias === "") return;
    this.#space();
    if (!this.#chance(this.#faults)) {
      this.#word("as");
      this.#space();
    }
    this.#text += alias;
  }

  #from(alias: string, joined: string, depth: number): void {
    this.#word("from");
    this.#space();
    this.#table(alias, depth);
    if (joined === "") return;
    this.#break();
    this.#word(this.#pick(["join", "inner join", "left join", "left outer join", "cross join"]));
    this.#space();
    this.#table(joined, depth);
    if (/cross join\s+\S+(\s+as)?\s+\S+$/i.test(this.#text)) return;
    this.#space();
    this.#word("on");
    this.#space();
    this.#text += `${alias}.id`;
    this.#tightSpace();
    this.#text += "=";
    this.#tightSpace();
    this.#text += `${joined}.customer_id`;
  }

  #select(depth: number): void {
    const joined = this.#chance(0.4) ? "b" : "";
    const alias = joined !== "" || this.#chance(0.4) ? "a" : "";
    this.#targets(alias);
    this.#break();
    this.#from(alias, joined, depth);
    if (this.#chance(0.5)) {
      this.#break();
      this.#word("where");
      this.#space();
      this.#depth++;
      this.#conditions(alias);
      this.#depth--;
    }
    if (this.#chance(0.25)) {
      this.#break();
      this.#word("group by");
      this.#space();
      this.#column(alias);
      this.#comma(true);
      this.#column(alias);
    }
    if (this.#chance(0.2)) {
      this.#break();
      this.#word("order by");
      this.#space();
      this.#column(alias);
      if (this.#chance(0.4)) {
        this.#space();
        this.#word("desc");
      }
    }
  }

  #with(): void {
    this.#word("with");
    this.#text += " recent ";
    this.#word("as");
    this.#text += " (";
    this.#depth++;
    this.#break();
    this.#select(1);
    this.#depth--;
    this.#break();
    this.#text += ")";
    this.#text += this.#pick(["\n\n", "\n", " "]);
    this.#word("select");
    this.#text += " * ";
    this.#word("from");
    this.#text += " recent";
  }

  #statement(): void {
    const choice = this.#random();
    if (choice < 0.55) this.#select(0);
    else if (choice < 0.75) this.#with();
    else if (choice < 0.87) {
      this.#select(0);
      this.#break();
      this.#word(this.#pick(["union", "union all", "except"]));
      this.#break();
      this.#select(0);
    } else if (choice < 0.94) {
      this.#word("create table");
      this.#text += " made ";
      this.#word("as");
      this.#break();
      this.#select(0);
    } else {
      this.#word("insert into");
      this.#text += " target (id,amount) ";
      this.#break();
      this.#select(0);
    }
  }

  /** A file of one or two statements. */
  next(): string {
    this.#text = "";
    this.#depth = 0;
    this.#upper = this.#chance(0.6);
    this.#faults = this.#pick([0.02, 0.08, 0.2]);
    this.#statement();
    if (this.#chance(0.3)) {
      this.#text += ";\n\n";
      this.#statement();
    }
    if (this.#chance(0.9)) this.#text += this.#chance(0.1) ? "\n\n" : "\n";
    return this.#text;
  }
}
