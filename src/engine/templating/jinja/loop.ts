import { type Call, equal, PyFunction, PyObject, PyTuple, type Value } from "./values.ts";
import { TemplateRuntimeError } from "../errors.ts";
import { Undefined } from "./undefined.ts";
import type { Statement } from "./nodes.ts";
import { placesOf } from "./walk.ts";

/** The variable `loop` of a `for`. */
export class LoopState extends PyObject {
  readonly kind = "a loop";
  #at = 0;
  #last: Value | undefined;

  /** @param again renders the loop over other items, one level deeper */
  constructor(
    readonly items: readonly Value[],
    readonly depth: number,
    readonly again: (items: Value) => string,
  ) {
    super();
  }

  repr(): string {
    return `<LoopContext ${this.#at + 1}/${this.items.length}>`;
  }

  /** Goes on to the next item. */
  advance(): void {
    this.#at++;
  }

  override length(): number {
    return this.items.length;
  }

  override call({ positional }: Call): Value {
    const [items] = positional;
    if (items === undefined) throw new TemplateRuntimeError("loop() takes the items to go over");
    return this.again(items);
  }

  override attribute(name: string): Value | undefined {
    const { items, depth } = this;
    const at = this.#at;
    switch (name) {
      case "index":
        return BigInt(at + 1);
      case "index0":
        return BigInt(at);
      case "revindex":
        return BigInt(items.length - at);
      case "revindex0":
        return BigInt(items.length - at - 1);
      case "first":
        return at === 0;
      case "last":
        return at === items.length - 1;
      case "length":
        return BigInt(items.length);
      case "depth":
        return BigInt(depth + 1);
      case "depth0":
        return BigInt(depth);
      case "previtem":
        return at > 0 ? items[at - 1]! : new Undefined("there is no previous item");
      case "nextitem":
        return at + 1 < items.length ? items[at + 1]! : new Undefined("there is no next item");
      case "cycle":
        return new PyFunction(name, ({ positional }) => this.#cycle(positional));
      case "changed":
        return new PyFunction(name, ({ positional }) => this.#changed(new PyTuple(positional)));
      default:
        return undefined;
    }
  }

  #cycle(values: readonly Value[]): Value {
    if (values.length === 0) {
      throw new TemplateRuntimeError("loop.cycle() needs a value to begin with");
    }
    return values[this.#at % values.length]!;
  }

  #changed(value: Value): boolean {
    const same = this.#last !== undefined && equal(this.#last, value);
    this.#last = value;
    return !same;
  }
}

const mentioned = new WeakMap<readonly Statement[], boolean>();

/** Whether a loop's body says `loop`: a template that it includes sees it only then. */
export function mentions(body: readonly Statement[], name: "loop"): boolean {
  let found = mentioned.get(body);
  if (found === undefined) {
    mentioned.set(body, found = placesOf(body, new Set([name])).length > 0);
  }
  return found;
}
