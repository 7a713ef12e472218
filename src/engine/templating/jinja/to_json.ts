import { TemplateRuntimeError } from "../errors.ts";
import { order } from "./operators.ts";
import { kindOf, plain, PyDict, PyList, PyTuple, repr, str, type Value } from "./values.ts";

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&'\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function keyText(key: Value): string {
  if (typeof key === "string") return key;
  if (key === null || typeof key !== "object") return toJson(key, null);
  throw new TemplateRuntimeError(
    `tojson cannot write the key of a mapping that is ${kindOf(key)}: make it a text`,
  );
}

/** A value as Python's pprint shows it where it fits one line: dicts are in the order of keys. */
export function prettyText(value: Value): string {
  if (value instanceof PyDict) {
    const pairs = [...value.entries.values()].sort(([a], [b]) => safeOrder(a, b));
    return `{${pairs.map(([key, each]) => `${repr(key)}: ${prettyText(each)}`).join(", ")}}`;
  }
  if (value instanceof PyList && value.label === null) {
    return `[${value.items.map(prettyText).join(", ")}]`;
  }
  return repr(value);
}

/** An order of all values; those that have none of their own stay as they are. */
function safeOrder(left: Value, right: Value): number {
  try {
    return order(left, right);
  } catch (error) {
    if (error instanceof TemplateRuntimeError) return 0;
    throw error;
  }
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
  const text = plain(value);
  if (typeof text === "string") return quoted(text);
  if (value instanceof PyDict) {
    if (value.size === 0) return "{}";
    const pairs = [...value.entries.values()]
      .sort(([a], [b]) => order(a, b))
      .map(([key, each]) => `${quoted(keyText(key))}: ${inner(each)}`);
    return `{${open}${pairs.join(comma)}${close}}`;
  }
  throw new TemplateRuntimeError(
    `tojson cannot write ${kindOf(value)}: make it a text, a number or a list first`,
  );
}
