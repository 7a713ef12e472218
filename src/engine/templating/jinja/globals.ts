/** The functions that Jinja has in every template. */
import { TemplateRuntimeError } from "../errors.ts";
import { Namespace } from "./macro.ts";
import { elements } from "./elements.ts";
import { makeRange } from "./range.ts";
import { type Call, PyDict, PyFunction, PyObject, str, type Value } from "./values.ts";

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
  readonly kind = "a cycler";
  #at = 0;

  constructor(readonly values: readonly Value[]) {
    super();
    if (values.length === 0) throw new TemplateRuntimeError("cycler() needs a value to begin with");
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
  ["range", new PyFunction("range", makeRange)],
  ["dict", new PyFunction("dict", makeDict)],
  ["namespace", new PyFunction("namespace", makeNamespace)],
  ["cycler", new PyFunction("cycler", ({ positional }) => new Cycler(positional))],
  ["joiner", new PyFunction("joiner", makeJoiner)],
  ["lipsum", new PyFunction("lipsum", () => "Lorem ipsum dolor sit amet.")],
]);
