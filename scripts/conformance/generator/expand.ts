/** Expands templates and names: everything of a statement that is no query. */
import type { Dice } from "./random.ts";
import { NO_SOURCES, qualifierOf, type Scope } from "./scope.ts";
import type { Vocabulary } from "./sentences.ts";
import { type Part, partsOf } from "./template.ts";
import type { CarelessWriter } from "./writer.ts";

const TABLES = ["orders", "customers", "line_items", "products", "daily_sales", "events"];
const COLUMNS = ["id", "customer_id", "amount", "created_at", "status", "region", "total_price"];
/** Expressions are not nested deeper: the texts are to be read by people. */
const DEEPEST = 3;

type Maker = () => void;

export class Expander {
  readonly dice: Dice;
  readonly writer: CarelessWriter;
  readonly vocabulary: Vocabulary;
  scope: Scope = NO_SOURCES;
  #depth = 0;
  #makers: Readonly<Record<string, Maker>>;

  constructor(dice: Dice, writer: CarelessWriter, vocabulary: Vocabulary) {
    this.dice = dice;
    this.writer = writer;
    this.vocabulary = vocabulary;
    this.#makers = {
      column: () => this.column(),
      plain_column: () => writer.name(dice.pick(COLUMNS)),
      table: () => writer.name(dice.pick(TABLES)),
      alias: () => writer.put("v"),
      value: () => this.value(),
      sum: () => this.#sum(),
      operating: () => this.#operator("operator"),
      comparing: () => this.#operator("comparison"),
      null_case: () => this.#nullCase(),
      quoted_label: () => this.#quotedLabel(),
    };
  }

  /** Adds parts that another file makes. */
  add(makers: Readonly<Record<string, Maker>>): void {
    this.#makers = { ...this.#makers, ...makers };
  }

  /** Writes one of the templates of a named part. */
  part(name: string): void {
    const maker = this.#makers[name];
    if (maker !== undefined) return maker();
    const templates = this.vocabulary.parts.get(name);
    if (templates === undefined) throw new Error(`no part is called ${name}`);
    this.#depth++;
    this.template(this.dice.pick(templates));
    this.#depth--;
  }

  template(template: string): void {
    for (const part of partsOf(template)) this.#write(part);
  }

  column(): void {
    const qualifier = qualifierOf(this.scope, this.dice);
    if (qualifier !== "") this.writer.put(`${qualifier}.`);
    this.writer.name(this.dice.pick(COLUMNS));
  }

  /** An expression; the deeper it stands, the plainer it is. */
  value(): void {
    if (this.#depth > DEEPEST || this.dice.chance(0.5)) this.column();
    else if (this.dice.chance(0.2)) this.part("literal");
    else this.part("expression");
  }

  /** True where only plain expressions are still to be written. */
  get isDeep(): boolean {
    return this.#depth > DEEPEST;
  }

  #sum(): void {
    this.#depth++;
    this.value();
    this.#operator("operator");
    this.value();
    this.#depth--;
  }

  #operator(part: string): void {
    this.writer.operatorSpace();
    this.part(part);
    this.writer.operatorSpace();
  }

  /** A CASE that only replaces NULL, as COALESCE would. */
  #nullCase(): void {
    const column = this.dice.pick(COLUMNS);
    const other = this.dice.pick(["0", "'none'", this.dice.pick(COLUMNS), "NULL"]);
    for (const each of ["CASE WHEN ", null, " IS NULL THEN ", other, " ELSE ", null, " END"]) {
      if (each === null) this.writer.put(column);
      else this.template(each);
    }
  }

  #quotedLabel(): void {
    const [open, close] = [this.vocabulary.quotes[0]!, this.vocabulary.quotes[1]!];
    const name = this.dice.pick(["Total", "total", "TOTAL", "total price", "a-b", "select"]);
    this.writer.put(`${open}${name}${close}`);
  }

  #list(name: string, inline: boolean): void {
    for (let left = this.dice.between(1, 4); left > 0; left--) {
      this.part(name);
      if (left > 1) this.writer.comma(inline);
    }
  }

  #write(part: Part): void {
    const writer = this.writer;
    switch (part.is) {
      case "word":
        return writer.word(part.text);
      case "text":
        return writer.put(part.text);
      case "call":
        return this.part(part.text);
      case "space":
        return writer.space();
      case "comma":
        return writer.put(",");
      case "break":
        return writer.breakOrSpace();
      case "in":
        writer.indent();
        return writer.breakOrSpace();
      case "out":
        writer.dedent();
        return writer.breakOrSpace();
      case "optional":
        if (this.dice.chance(0.5)) { for (const each of part.parts) this.#write(each); }
        return;
      case "choice":
        for (const each of this.dice.pick(part.choices)) this.#write(each);
        return;
      case "list":
        return this.#list(part.name, part.inline);
    }
  }
}
