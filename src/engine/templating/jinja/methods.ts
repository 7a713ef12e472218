/** The methods of Python's lists and dicts; those of texts are in `text_methods.ts`. */
import { TemplateRuntimeError } from "../errors.ts";
import { ArgumentReader } from "./arguments.ts";
import { elements } from "./elements.ts";
import { order } from "./operators.ts";
import { textMethod } from "./text_methods.ts";
import {
  type Call,
  equal,
  PyDict,
  PyFunction,
  PyList,
  PyTuple,
  repr,
  type Value,
} from "./values.ts";

type Method = (call: Call) => Value;

/** A method of a value by name; undefined when there is none. */
export function methodOf(object: Value, name: string): PyFunction | undefined {
  let method: Method | undefined;
  if (typeof object === "bigint" || typeof object === "number") {
    method = numberMethod(object, name);
  } else if (typeof object === "string") method = textMethod(object, name);
  else if (object instanceof PyList && object.label === null) method = listMethod(object, name);
  else if (object instanceof PyTuple) method = sharedMethod(object.items, name);
  else if (object instanceof PyDict) method = dictMethod(object, name);
  return method === undefined ? undefined : new PyFunction(name, method);
}

/** What a number has that is no method. */
export function numberAttribute(value: bigint | number, name: string): Value | undefined {
  if (name === "real") return value;
  if (name === "imag") return typeof value === "bigint" ? 0n : 0;
  if (typeof value === "number") return undefined;
  return name === "numerator" ? value : name === "denominator" ? 1n : undefined;
}

function numberMethod(value: bigint | number, name: string): Method | undefined {
  if (name === "conjugate") return () => value;
  if (name === "is_integer") return () => typeof value === "bigint" || Number.isInteger(value);
  if (typeof value === "number") return undefined;
  if (name === "as_integer_ratio") return () => new PyTuple([value, 1n]);
  if (name !== "bit_length") return undefined;
  return () => value === 0n ? 0n : BigInt((value < 0n ? -value : value).toString(2).length);
}

function sharedMethod(items: readonly Value[], name: string): Method | undefined {
  switch (name) {
    case "count":
      return (call) => {
        const wanted = new ArgumentReader(call, name, ["value"]).required("value");
        return BigInt(items.filter((item) => equal(item, wanted)).length);
      };
    case "index":
      return (call) => {
        const wanted = new ArgumentReader(call, name, ["value"]).required("value");
        const at = items.findIndex((item) => equal(item, wanted));
        if (at < 0) throw new TemplateRuntimeError(`${repr(wanted)} is not in the list`);
        return BigInt(at);
      };
    default:
      return undefined;
  }
}

function popAt(items: Value[], index: number): Value {
  const [gone] = items.splice(index, 1);
  if (gone === undefined) throw new TemplateRuntimeError("pop() takes a place that the list has");
  return gone;
}

function listMethod(list: PyList, name: string): Method | undefined {
  const { items } = list;
  const nothing =
    (change: (args: ArgumentReader) => void, ...names: string[]): Method => (call) => {
      change(new ArgumentReader(call, name, names));
      new PyList(items);
      return null;
    };
  switch (name) {
    case "append":
      return nothing((args) => items.push(args.required("object")), "object");
    case "extend":
      return nothing((args) => {
        for (const item of [...elements(args.required("iterable"))]) items.push(item);
      }, "iterable");
    case "insert":
      return nothing(
        (args) => items.splice(args.integer("index", 0), 0, args.required("object")),
        "index",
        "object",
      );
    case "remove":
      return nothing((args) => {
        const wanted = args.required("value");
        const at = items.findIndex((item) => equal(item, wanted));
        if (at < 0) throw new TemplateRuntimeError("the value is not in the list");
        items.splice(at, 1);
      }, "value");
    case "pop":
      return (call) => popAt(items, new ArgumentReader(call, name, ["index"]).integer("index", -1));
    case "clear":
      return nothing(() => items.splice(0));
    case "reverse":
      return nothing(() => items.reverse());
    case "sort":
      return nothing((args) => {
        items.sort((a, b) => order(a, b));
        if (args.flag("reverse", false)) items.reverse();
      }, "reverse");
    case "copy":
      return () => new PyList([...items]);
    default:
      return sharedMethod(items, name);
  }
}

function update(dict: PyDict, { positional, named }: Call): null {
  const [from] = positional;
  if (from instanceof PyDict) {
    for (const [key, value] of from.entries.values()) dict.set(key, value);
  } else if (from !== undefined) {
    for (const pair of elements(from)) {
      const [key, value] = [...elements(pair)];
      if (key !== undefined && value !== undefined) dict.set(key, value);
    }
  }
  for (const [key, value] of named) dict.set(key, value);
  return null;
}

function dictMethod(dict: PyDict, name: string): Method | undefined {
  const withKey =
    (run: (key: Value, fallback: Value, given: boolean) => Value): Method => (call) => {
      const args = new ArgumentReader(call, name, ["key", "default"]);
      return run(args.required("key"), args.value("default", null), args.has("default"));
    };
  switch (name) {
    case "items":
      return () => new PyList(dict.items(), "dict_items");
    case "keys":
      return () => new PyList(dict.keys(), "dict_keys");
    case "values":
      return () => new PyList(dict.values(), "dict_values");
    case "get":
      return withKey((key, fallback) => dict.has(key) ? dict.get(key)! : fallback);
    case "setdefault":
      return withKey((key, fallback) => {
        if (!dict.has(key)) dict.set(key, fallback);
        return dict.get(key)!;
      });
    case "pop":
      return withKey((key, fallback, given) => {
        if (!dict.has(key) && !given) throw new TemplateRuntimeError("there is no such key");
        const value = dict.has(key) ? dict.get(key)! : fallback;
        dict.delete(key);
        return value;
      });
    case "popitem":
      return () => {
        const last = dict.items().at(-1);
        if (last === undefined) {
          throw new TemplateRuntimeError("popitem() takes a mapping that is not empty");
        }
        dict.delete(last.items[0]!);
        return last;
      };
    case "update":
      return (call) => update(dict, call);
    case "clear":
      return () => {
        dict.entries.clear();
        return null;
      };
    case "copy":
      return () => {
        const copy = new PyDict();
        for (const [key, value] of dict.entries.values()) copy.set(key, value);
        return copy;
      };
    default:
      return undefined;
  }
}
