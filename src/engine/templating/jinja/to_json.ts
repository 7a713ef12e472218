import { TemplateRuntimeError } from "../errors.ts";
import { PyDict, PyList, PyTuple, str, typeName, type Value } from "./values.ts";

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&'\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value as JSON, with what HTML could take for its own escaped; `indent` null for one line. */
export function toJson(value: Value, indent: number | null, depth = 0): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return str(value);
  if (typeof value === "string") return quoted(value);
  const inner = (each: Value) => toJson(each, indent, depth + 1);
  const open = indent === null ? "" : `\n${" ".repeat(indent * (depth + 1))}`;
  const close = indent === null ? "" : `\n${" ".repeat(indent * depth)}`;
  const comma = indent === null ? ", " : `,${open}`;
  if (value instanceof PyList || value instanceof PyTuple) {
    if (value.items.length === 0) return "[]";
    return `[${open}${value.items.map(inner).join(comma)}${close}]`;
  }
  if (value instanceof PyDict) {
    if (value.size === 0) return "{}";
    const pairs = [...value.entries.values()]
      .sort(([a], [b]) => str(a) < str(b) ? -1 : 1)
      .map(([key, each]) => `${quoted(str(key))}: ${inner(each)}`);
    return `{${open}${pairs.join(comma)}${close}}`;
  }
  throw new TemplateRuntimeError(`Object of type ${typeName(value)} is not JSON serializable`);
}
