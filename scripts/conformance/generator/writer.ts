/** Writes SQL as a careless hand does: blanks, breaks, indents and letter case go wrong at times. */
import type { Dice } from "./random.ts";

export class CarelessWriter {
  readonly #dice: Dice;
  #text = "";
  #depth = 0;
  #upper = true;
  #faults = 0.1;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Begins another file, with habits of its own. */
  begin(): void {
    this.#text = "";
    this.#depth = 0;
    this.#upper = this.#dice.chance(0.6);
    this.#faults = this.#dice.pick([0.02, 0.08, 0.2]);
  }

  get text(): string {
    return this.#text;
  }

  /** The share of places in which something goes wrong in this file. */
  get faults(): number {
    return this.#faults;
  }

  /** Text as it is. */
  put(text: string): void {
    this.#text += text;
  }

  /** A keyword, in the letter case of the file. */
  word(text: string): void {
    const flip = this.#dice.chance(this.#faults / 3);
    this.#text += this.#upper !== flip ? text.toUpperCase() : text.toLowerCase();
  }

  /** An identifier that needs no quotes. */
  name(text: string): void {
    this.#text += this.#dice.chance(this.#faults / 3) ? text.toUpperCase() : text;
  }

  /** A space, or what stands in its place. */
  space(): void {
    if (!this.#dice.chance(this.#faults)) this.#text += " ";
    else this.#text += this.#dice.pick(["  ", " ", "   ", "\t", `\n${this.#indent()}`]);
  }

  /** A space around an operator, which may also be missing. */
  operatorSpace(): void {
    if (this.#dice.chance(this.#faults / 2)) this.line();
    else this.#text += this.#dice.chance(this.#faults) ? this.#dice.pick(["", "  "]) : " ";
  }

  /** A line break, with comments and empty lines at times. */
  line(): void {
    if (this.#dice.chance(this.#faults / 2)) {
      this.#text += this.#dice.pick([" ", " -- why", " /* x */"]);
    }
    if (this.#dice.chance(this.#faults)) this.#text += this.#text.endsWith("-- why") ? "" : " ";
    this.#text += this.#dice.chance(this.#faults / 4) ? "\n\n" : "\n";
    if (this.#dice.chance(this.#faults / 4)) this.#text += `${this.#indent()}-- a remark\n`;
    this.#text += this.#indent();
  }

  /** A line break in most texts, a space in the others. */
  breakOrSpace(): void {
    if (this.#dice.chance(0.8)) this.line();
    else this.space();
  }

  comma(inline: boolean): void {
    if (!inline && this.#dice.chance(this.#faults)) {
      this.line();
      this.#text += ",";
      this.#text += this.#dice.chance(this.#faults) ? this.#dice.pick(["", "  "]) : " ";
      return;
    }
    if (this.#dice.chance(this.#faults / 2)) this.#text += " ";
    this.#text += ",";
    if (inline) this.#text += this.#dice.chance(this.#faults) ? this.#dice.pick(["", "  "]) : " ";
    else this.breakOrSpace();
  }

  indent(): void {
    this.#depth++;
  }

  dedent(): void {
    this.#depth--;
  }

  #indent(): string {
    const off = this.#dice.chance(this.#faults) ? this.#dice.pick([-1, 1]) : 0;
    const half = this.#dice.chance(this.#faults / 2) ? " " : "";
    return "    ".repeat(Math.max(this.#depth + off, 0)) + half;
  }
}
