import { TemplateRuntimeError } from "../errors.ts";
import { kindOf, PyObject, type Value } from "./values.ts";

/** The elements of a value, a text's being its characters. Throws where Python raises. */
export function elements(value: Value): Iterable<Value> {
  if (typeof value === "string") return value;
  const items = value instanceof PyObject ? value.iterate() : null;
  if (items === null) throw new TemplateRuntimeError(`${kindOf(value)} cannot be gone through`);
  return items;
}
