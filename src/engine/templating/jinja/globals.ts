/** The functions that Jinja has in every template. */
import { TemplateRuntimeError } from "../errors.ts";
import { Namespace } from "./macro.ts";
import { elements } from "./operators.ts";
import { type Call, PyDict, PyFunction, PyList, PyObject, str, type Value } from "./values.ts";

/** As many numbers as Jinja's sandbox lets a range have. */
const MAX_RANGE = 100_000;

function integer(value: Value | undefined): number {
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  throw new TemplateRuntimeError("range() takes integers");
}

function range({ positional }: Call): PyList {
  const numbers = positional.map(integer);
  const [start, stop] = numbers.length > 1
    ? [numbers[0]!, numbers[1]!]
    : [0, integer(positional[0])];
  const step = numbers[2] ?? 1;
  if (step === 0) throw new TemplateRuntimeError("range() arg 3 must not be zero");
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > MAX_RANGE) {
    throw new TemplateRuntimeError(`Range too big. No range may be longer than ${MAX_RANGE}.`);
  }
  const items = Array.from({ length: count }, (_, index) => BigInt(start + index * step));
  return new PyList(items, "range");
}

function makeDict({ positional, named }: Call): PyDict {
  const dict = new PyDict();
  const [from] = positional;
  if (from instanceof PyDict) {
    for (const [key, each] of from.entries.values()) {
      dict.set(key, each);
    }
  } else if (from !== undefined) {
    for (const pair of elements(from)) {
      const [key, each] = [...elements(pair)];
      if (key === undefined || each === undefined) {
        throw new TemplateRuntimeError("dict() takes pairs");
      }
      dict.set(key, each);
    }
  }
  for (const [key, each] of named) dict.set(key, each);
  return dict;
}

function makeNamespace({ positional, named }: Call): Namespace {
  const [from] = positional;
  const attributes = new Map<string, Value>();
  if (from instanceof PyDict) {
    for (const [key, value] of from.entries.values()) attributes.set(str(key), value);
  }
  for (const [key, value] of named) attributes.set(key, value);
  return new Namespace(attributes);
}

/** Gives out its values in turn. */
class Cycler extends PyObject {
  readonly typeName = "Cycler";
  #at = 0;

  constructor(readonly values: readonly Value[]) {
    super();
    if (values.length === 0) throw new TemplateRuntimeError("at least one item has to be provided");
  }

  repr(): string {
    return "<Cycler>";
  }

  override attribute(name: string): Value | undefined {
    if (name === "current") return this.values[this.#at]!;
    if (name === "next") {
      return new PyFunction(name, () => {
        const value = this.values[this.#at]!;
        this.#at = (this.#at + 1) % this.values.length;
        return value;
      });
    }
    if (name !== "reset") return undefined;
    return new PyFunction(name, () => {
      this.#at = 0;
      return null;
    });
  }
}

/** Nothing at its first call, its separator at every other. */
function makeJoiner({ positional, named }: Call): PyFunction {
  const separator = positional[0] ?? named.get("sep") ?? ", ";
  let used = false;
  return new PyFunction("joiner", () => {
    const text = used ? separator : "";
    used = true;
    return text;
  });
}

/** Jinja's own functions, by name. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["range", new PyFunction("range", range)],
  ["dict", new PyFunction("dict", makeDict)],
  ["namespace", new PyFunction("namespace", makeNamespace)],
  ["cycler", new PyFunction("cycler", ({ positional }) => new Cycler(positional))],
  ["joiner", new PyFunction("joiner", makeJoiner)],
  ["lipsum", new PyFunction("lipsum", () => "Lorem ipsum dolor sit amet.")],
]);
