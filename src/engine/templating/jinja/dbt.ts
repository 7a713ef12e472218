/** Stand-ins for what dbt gives its templates, enough to render SQL that can be linted. */
import { TemplateRuntimeError } from "../errors.ts";
import { fromJson, toJsonText } from "./dbt_json.ts";
import { methodOf } from "./methods.ts";
import { elements } from "./elements.ts";
import { characters } from "./text.ts";
import {
  type Call,
  PyFunction,
  PyIterator,
  PyObject,
  PyTuple,
  repr,
  str,
  type Value,
} from "./values.ts";

/** A table: printed as its name; whatever is asked of it gives itself, or true for `is_…`. */
class Relation extends PyObject {
  readonly kind = "a relation";

  constructor(readonly identifier: string) {
    super();
  }

  repr(): string {
    return `<Relation ${repr(this.identifier)}>`;
  }

  override str(): string {
    return this.identifier;
  }

  override attribute(name: string): Value | undefined {
    if (name === "identifier") return this.identifier;
    if (name === "schema" || name === "database") return `this_${name}`;
    return name.startsWith("is_") ? true : this;
  }

  override call(): Value {
    return this;
  }
}

/** A variable of the project: the text `item`, which has every attribute and key. */
class ProjectVariable extends PyObject {
  readonly kind = "the function var";
  readonly #text = "item";

  repr(): string {
    return repr(this.#text);
  }

  override str(): string {
    return this.#text;
  }

  override asText(): string {
    return this.#text;
  }

  override attribute(name: string): Value | undefined {
    return methodOf(this.#text, name) ?? this;
  }

  override item(key: Value): Value | undefined {
    if (typeof key !== "bigint") return this;
    return characters(this.#text).at(Number(key));
  }

  override iterate(): Iterable<Value> {
    return characters(this.#text);
  }

  override length(): number {
    return this.#text.length;
  }

  override equals(other: Value): boolean {
    return other === this.#text || other instanceof ProjectVariable;
  }
}

/** A function that must be called: printing it is a mistake. */
class Builtin extends PyFunction {
  override str(): string {
    throw new TemplateRuntimeError(
      `'${this.name}' is a function of dbt and cannot be printed; ` +
        "set apply_dbt_builtins to false to leave it out",
    );
  }
}

/** Carries the value of dbt's `return` out of the macro that calls it. */
export class MacroReturn extends Error {
  override readonly name = "MacroReturn";

  constructor(readonly value: Value) {
    super("return() stands outside of a macro");
  }
}

function lastRelation({ positional }: Call): Value {
  const name = positional.at(-1);
  if (name === undefined) throw new TemplateRuntimeError("ref() takes the name of a model");
  return new Relation(str(name));
}

function zip({ positional }: Call): PyIterator {
  const lists = positional.map((each) => [...elements(each)]);
  const length = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  const rows = Array.from(
    { length },
    (_, index) => new PyTuple(lists.map((list) => list[index]!)),
  );
  return new PyIterator(rows);
}

function sourceTable({ positional, named }: Call): Value {
  const schema = positional[0] ?? named.get("source_name");
  const table = positional[1] ?? named.get("table");
  if (schema === undefined || table === undefined || positional.length > 2) {
    throw new TemplateRuntimeError("source() takes the names of a source and of a table");
  }
  return new Relation(`${str(schema)}_${str(table)}`);
}

function isIterable(value: Value): boolean {
  return typeof value === "string" || (value instanceof PyObject && value.iterate() !== null);
}

/** dbt's names and what they are. */
export const DBT_BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["ref", new Builtin("ref", lastRelation)],
  ["function", new Builtin("function", lastRelation)],
  ["source", new Builtin("source", sourceTable)],
  [
    "config",
    new Builtin("config", ({ positional }) => {
      if (positional.length === 0) return "";
      throw new TemplateRuntimeError("config() takes named arguments only");
    }),
  ],
  ["fromjson", new Builtin("fromjson", fromJson)],
  ["tojson", new Builtin("tojson", toJsonText)],
  ["var", new Builtin("var", () => new ProjectVariable())],
  ["is_incremental", new Builtin("is_incremental", () => true)],
  ["this", new Relation("this_model")],
  ["zip_strict", new Builtin("zip_strict", zip)],
  [
    "zip",
    new Builtin("zip", (call) => {
      if (call.positional.every(isIterable)) return zip(call);
      return call.named.get("default") ?? null;
    }),
  ],
  [
    "return",
    new Builtin("return", ({ positional: [value = null] }) => {
      throw new MacroReturn(value);
    }),
  ],
]);
