/**
 * Seeded random SQL: files of realistic statements with faults in spacing, letter case, line breaks,
 * names and habits, in any dialect that `dialects/` has sentences of.
 */
import { SENTENCES } from "./dialects/mod.ts";
import { Expander } from "./expand.ts";
import { QueryWriter } from "./queries.ts";
import { Dice } from "./random.ts";
import { type Vocabulary, vocabularyOf } from "./sentences.ts";
import { CarelessWriter } from "./writer.ts";

export { SENTENCES } from "./dialects/mod.ts";

/** Writes one file after the other; what it writes follows from seed and dialect. */
export class SqlGenerator {
  readonly #dice: Dice;
  readonly #writer: CarelessWriter;
  readonly #expand: Expander;
  readonly #queries: QueryWriter;
  readonly #vocabulary: Vocabulary;
  /** Kinds of statement in the order that they come up in, again and again. */
  readonly #turns: readonly string[];
  #turn = 0;

  constructor(seed: number, dialect = "ansi") {
    const sentences = SENTENCES[dialect];
    if (sentences === undefined) {
      throw new Error(`there are no sentences of the dialect ${dialect}`);
    }
    this.#vocabulary = vocabularyOf(sentences);
    this.#dice = new Dice(seed);
    this.#writer = new CarelessWriter(this.#dice);
    this.#expand = new Expander(this.#dice, this.#writer, this.#vocabulary);
    this.#queries = new QueryWriter(this.#expand);
    this.#turns = [...this.#vocabulary.statements.keys()];
  }

  /** A file of one to three statements. */
  next(): string {
    const [dice, writer] = [this.#dice, this.#writer];
    writer.begin();
    if (dice.chance(0.03)) writer.put(dice.pick(["\n", "\n\n"]));
    if (dice.chance(0.04)) writer.put(dice.pick(["{%set made=1%}\n", "{#why#}{%  set x = 2 %}\n"]));
    this.#statement();
    for (let left = dice.pick([0, 0, 0, 1, 1, 2]); left > 0; left--) {
      this.#terminator();
      this.#statement();
    }
    if (dice.chance(0.3)) writer.put(dice.chance(0.1) ? "\n;" : ";");
    if (dice.chance(0.9)) writer.put(dice.chance(0.1) ? "\n\n" : "\n");
    return writer.text;
  }

  #terminator(): void {
    const { dice } = this.#expand;
    const end = dice.chance(0.9) ? ";" : dice.pick([" ;", "\n;", ";;", ";\n;"]);
    this.#writer.put(end + (dice.chance(0.9) ? "\n\n" : dice.pick(["\n\n\n\n\n", " ", "\n"])));
  }

  #statement(): void {
    if (this.#vocabulary.queries && this.#dice.chance(0.6)) {
      return this.#query();
    }
    const kind = this.#turns[this.#turn++ % this.#turns.length]!;
    this.#expand.template(this.#dice.pick(this.#vocabulary.statements.get(kind)!));
  }

  #query(): void {
    const bracketed = this.#dice.chance(0.04);
    if (bracketed) this.#writer.put("(");
    this.#queries.query();
    if (bracketed) this.#writer.put(")");
  }
}
