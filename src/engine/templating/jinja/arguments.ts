import { TemplateRuntimeError } from "../errors.ts";
import { type Call, kindOf, str, truthy, type Value } from "./values.ts";

/** Arguments of a filter, test or method, taken by name and place. */
export class ArgumentReader {
  readonly #call: Call;

  /** @param of what is called, for messages */
  constructor(call: Call, readonly of: string, readonly names: readonly string[]) {
    this.#call = call;
    const { positional, named } = call;
    if (positional.length > names.length) {
      throw new TemplateRuntimeError(
        `${of} takes ${names.length} arguments at most, and gets ${positional.length}`,
      );
    }
    for (const name of named.keys()) {
      if (!names.includes(name)) {
        throw new TemplateRuntimeError(`${of} has no argument \`${name}\``);
      }
    }
  }

  /** Whether an argument was given, be it None. */
  has(name: string): boolean {
    const index = this.names.indexOf(name);
    return index < this.#call.positional.length || this.#call.named.has(name);
  }

  value(name: string, fallback: Value): Value {
    const { positional, named } = this.#call;
    const index = this.names.indexOf(name);
    if (index < positional.length) return positional[index]!;
    return named.has(name) ? named.get(name)! : fallback;
  }

  required(name: string): Value {
    if (!this.has(name)) {
      throw new TemplateRuntimeError(`${this.of} needs its argument \`${name}\``);
    }
    return this.value(name, null);
  }

  text(name: string, fallback: string): string {
    return str(this.value(name, fallback));
  }

  /** A text, or null where None stands or nothing was given. */
  textOrNull(name: string): string | null {
    const value = this.value(name, null);
    return value === null ? null : str(value);
  }

  flag(name: string, fallback: boolean): boolean {
    return truthy(this.value(name, fallback));
  }

  /** A whole number. Throws TemplateRuntimeError for anything else. */
  integer(name: string, fallback: number): number {
    const value = this.value(name, BigInt(fallback));
    if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
    throw new TemplateRuntimeError(
      `the argument \`${name}\` of ${this.of} is a whole number, not ${kindOf(value)}`,
    );
  }
}
