/** dbt's `fromjson` and `tojson`: text to values and back; on failure what was given as default. */
import { TemplateRuntimeError } from "../errors.ts";
import { Undefined } from "./undefined.ts";
import { type Call, kindOf, PyDict, PyList, PyTuple, str, type Value } from "./values.ts";

/** A parsed JSON value as the interpreter has it; whole numbers are integers. */
function valueOf(json: unknown): Value {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return new PyList(json.map(valueOf));
  const dict = new PyDict();
  for (const [key, each] of Object.entries(json as object)) dict.set(key, valueOf(each));
  return dict;
}

function jsonOf(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") {
    return str(value).replace(/^(True|False)$/, (w) => w.toLowerCase());
  }
  if (value instanceof PyList || value instanceof PyTuple) {
    return `[${value.items.map(jsonOf).join(", ")}]`;
  }
  if (value instanceof PyDict) {
    const pairs = [...value.entries.values()].map(([key, each]) =>
      `${JSON.stringify(str(key))}: ${jsonOf(each)}`
    );
    return `{${pairs.join(", ")}}`;
  }
  throw new TemplateRuntimeError(
    `tojson cannot write ${kindOf(value)}: make it a text, a number or a list first`,
  );
}

function fallback({ positional, named }: Call): Value {
  return positional[1] ?? named.get("default") ?? null;
}

export function fromJson(call: Call): Value {
  const text = call.positional[0] ?? call.named.get("string");
  if (typeof text !== "string") return fallback(call);
  try {
    return valueOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return fallback(call);
    throw error;
  }
}

export function toJsonText(call: Call): Value {
  const value = call.positional[0] ?? call.named.get("value") ?? null;
  if (value instanceof Undefined) return fallback(call);
  try {
    return jsonOf(value);
  } catch (error) {
    if (error instanceof TemplateRuntimeError) return fallback(call);
    throw error;
  }
}
