/** Attributes and elements, as Jinja's sandbox gives them. */
import { TemplateRuntimeError } from "../errors.ts";
import { type Access, formatBraces } from "./brace_format.ts";
import { Markup } from "./markup.ts";
import { methodOf, numberAttribute } from "./methods.ts";
import { PyRange } from "./range.ts";
import { characters } from "./text.ts";
import { missing, Undefined, UndefinedVariable } from "./undefined.ts";
import { PyFunction, PyList, PyObject, PyTuple, str, type Value } from "./values.ts";

/** The bounds of a slice; null where one was left out. */
export interface SliceBounds {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

/** `object.name`: an attribute, else the element of that name, else undefined. */
export function getAttribute(object: Value, name: string): Value {
  const found = ownAttribute(object, name);
  if (found !== undefined) return found;
  const item = object instanceof PyObject ? object.item(name) : undefined;
  return item ?? (item === null ? null : missing(object, name));
}

/** `object[key]`: an element, else the attribute of that name, else undefined. */
export function getElement(object: Value, key: Value): Value {
  if (typeof object === "string") {
    const found = characterAt(object, key);
    if (found !== undefined) return found;
  } else if (object instanceof PyObject) {
    const found = object.item(key);
    if (found !== undefined) return found;
  }
  const name = str(key);
  const attribute = typeof key === "string" ? ownAttribute(object, name) : undefined;
  return attribute ?? (attribute === null ? null : missing(object, name));
}

/** `object.name` that is an attribute and no element, else undefined. */
export function getOwnAttribute(object: Value, name: string): Value {
  const found = ownAttribute(object, name);
  return found === undefined ? missing(object, name) : found;
}

function ownAttribute(object: Value, name: string): Value | undefined {
  if (name.startsWith("_")) {
    if (object instanceof Undefined) object.fail();
    if (object instanceof UndefinedVariable) object.item(name);
    return new Undefined(`\`${name}\` may not be read: names that begin with _ are private`);
  }
  if (object instanceof Markup) return ownAttribute(object.text, name);
  if (typeof object === "string" && name === "format") {
    return new PyFunction(name, (call) => formatBraces(object, call, ACCESS));
  }
  const attribute = object instanceof PyObject
    ? object.attribute(name)
    : typeof object === "bigint" || typeof object === "number"
    ? numberAttribute(object, name)
    : undefined;
  return attribute !== undefined ? attribute : methodOf(object, name);
}

/** Parts of values for the fields of `format`, bounded as those of expressions are. */
const ACCESS: Access = { attribute: getOwnAttribute, element: getElement };

function characterAt(text: string, key: Value): string | undefined {
  if (typeof key !== "bigint" && typeof key !== "boolean") return undefined;
  const chars = characters(text);
  const index = Number(key);
  return chars[index < 0 ? chars.length + index : index];
}

function bound(value: Value, fallback: number, length: number, step: number): number {
  if (value === null) return fallback;
  if (typeof value !== "bigint" && typeof value !== "boolean") {
    throw new TemplateRuntimeError("the bounds of a slice are whole numbers");
  }
  const index = Number(value) < 0 ? Number(value) + length : Number(value);
  return step > 0
    ? Math.min(Math.max(index, 0), length)
    : Math.min(Math.max(index, -1), length - 1);
}

/** `object[start:stop:step]`. */
export function getSlice(object: Value, bounds: SliceBounds): Value {
  const items = typeof object === "string"
    ? characters(object)
    : object instanceof PyList || object instanceof PyTuple
    ? object.items
    : null;
  if (items === null) {
    if (object instanceof Markup) return getSlice(object.text, bounds);
    if (object instanceof PyObject && object.item("") !== undefined) return object.item("")!;
    return missing(object, "slice");
  }
  const step = bounds.step === null ? 1 : Number(bounds.step);
  if (!Number.isInteger(step) || step === 0) {
    throw new TemplateRuntimeError("a slice cannot go in steps of zero");
  }
  const { length } = items;
  const from = bound(bounds.start, step > 0 ? 0 : length - 1, length, step);
  const to = bound(bounds.stop, step > 0 ? length : -1, length, step);
  const taken: Value[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) taken.push(items[at]!);
  if (object instanceof PyRange) return object.slice(from, to, step);
  if (typeof object === "string") return taken.join("");
  return object instanceof PyList ? new PyList(taken) : new PyTuple(taken);
}
