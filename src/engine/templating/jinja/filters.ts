/** The filters that Jinja has, those on texts and numbers; the ones on lists stand apart. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { ArgumentReader } from "./arguments.ts";
import type { Evaluator } from "./evaluate.ts";
import { formatPercent } from "./formatting.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import { elements } from "./operators.ts";
import { getAttribute } from "./subscripts.ts";
import { capitalize, characters, splitLines, strip, textLength, titleCase } from "./text.ts";
import { toJson } from "./to_json.ts";
import { Undefined } from "./undefined.ts";
import {
  type Call,
  PyDict,
  PyList,
  PyObject,
  PyTuple,
  repr,
  str,
  truthy,
  typeName,
  type Value,
} from "./values.ts";

/** A filter; the evaluator is there for those that apply others. */
export type Filter = (value: Value, call: Call, evaluator: Evaluator) => Value;

/** A filter that takes named arguments. */
function filter(
  name: string,
  names: readonly string[],
  run: (value: Value, args: ArgumentReader) => Value,
): [string, Filter] {
  return [name, (value, call) => run(value, new ArgumentReader(call, name, names))];
}

const onText = (name: string, run: (text: string) => Value) =>
  filter(name, [], (value) => run(str(value)));

function lengthOf(value: Value): bigint {
  if (typeof value === "string") return BigInt(textLength(value));
  const length = value instanceof PyObject ? value.length() : null;
  if (length === null) {
    throw new TemplateRuntimeError(`object of type '${typeName(value)}' has no len()`);
  }
  return BigInt(length);
}

function defaultValue(value: Value, args: ArgumentReader): Value {
  const absent = value instanceof Undefined || (args.flag("boolean", false) && !truthy(value));
  return absent ? args.value("default_value", "") : value;
}

function toInteger(value: Value, args: ArgumentReader): Value {
  const fallback = args.value("default", 0n);
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return BigInt(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : fallback;
  }
  if (typeof value !== "string") return fallback;
  const base = args.integer("base", 10);
  const text = value.trim().replaceAll("_", "");
  const prefix = base === 16 ? "0x" : base === 8 ? "0o" : base === 2 ? "0b" : "";
  const digits = prefix !== "" && !text.startsWith(prefix) ? prefix + text : text;
  if (/^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(digits) && digits.length < 4000) {
    return digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits.replace("+", ""));
  }
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? BigInt(Math.trunc(number)) : fallback;
}

function toFloat(value: Value, args: ArgumentReader): Value {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
  return Number.isNaN(number) ? args.value("default", 0) : number;
}

/** Rounds halves to even as Python does, up, or down. */
function round(value: Value, args: ArgumentReader): Value {
  if (value instanceof PyObject || value === null || typeof value === "string") {
    throw new TemplateRuntimeError(`type ${typeName(value)} cannot be rounded`);
  }
  const scale = 10 ** args.integer("precision", 0);
  const method = args.text("method", "common");
  const scaled = Number(value) * scale;
  if (method === "ceil") return Math.ceil(scaled) / scale;
  if (method === "floor") return Math.floor(scaled) / scale;
  const nearest = Math.round(scaled);
  const tie = Math.abs(scaled - Math.trunc(scaled)) === 0.5 && nearest % 2 !== 0;
  return (tie ? nearest - 1 : nearest) / scale;
}

function absolute(value: Value): Value {
  if (typeof value === "bigint") return value < 0n ? -value : value;
  if (typeof value === "number" || typeof value === "boolean") return Math.abs(Number(value));
  throw new TemplateRuntimeError(`bad operand type for abs(): '${typeName(value)}'`);
}

function indent(value: Value, args: ArgumentReader): string {
  const width = args.value("width", 4n);
  const by = typeof width === "string" ? width : " ".repeat(Math.min(Number(width), 10_000));
  const lines = splitLines(`${str(value)}\n`);
  const blank = args.flag("blank", false);
  const rest = lines.slice(1).map((line) => line !== "" || blank ? by + line : line);
  const first = args.flag("first", false) ? by + lines[0]! : lines[0]!;
  const text = [first, ...rest].join("\n");
  checkText(text.length);
  return text;
}

function replaceIn(value: Value, args: ArgumentReader): string {
  const text = str(value);
  const old = str(args.required("old"));
  const by = str(args.required("new"));
  const most = args.value("count", null);
  const parts = old === "" ? ["", ...characters(text), ""] : text.split(old);
  const pieces = most === null ? parts.length : Math.min(Number(most) + 1, parts.length);
  const result = [parts.slice(0, pieces).join(by), ...parts.slice(pieces)].join(old);
  checkText(result.length);
  return result;
}

function truncate(value: Value, args: ArgumentReader): string {
  const text = str(value);
  const length = args.integer("length", 255);
  const end = args.text("end", "...");
  const chars = characters(text);
  if (chars.length <= length + args.integer("leeway", 5)) return text;
  const kept = chars.slice(0, Math.max(0, length - end.length)).join("");
  if (args.flag("killwords", false)) return kept + end;
  const space = kept.lastIndexOf(" ");
  return (space < 0 ? kept : kept.slice(0, space)) + end;
}

function wordWrap(value: Value, args: ArgumentReader): string {
  const width = Math.max(1, args.integer("width", 79));
  const separator = args.value("wrapstring", null);
  const lines = splitLines(str(value)).flatMap((line) => {
    const wrapped: string[] = [];
    let at = "";
    for (const word of line.split(" ")) {
      if (at !== "" && at.length + 1 + word.length > width) {
        wrapped.push(at);
        at = word;
      } else at = at === "" ? word : `${at} ${word}`;
    }
    return [...wrapped, at];
  });
  return lines.join(separator === null ? "\n" : str(separator));
}

const ESCAPED: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
};
const escapeHtml = (text: string) => text.replace(/[&<>'"]/g, (char) => ESCAPED[char]!);

function urlEncode(value: Value): string {
  const one = (each: Value) => encodeURIComponent(str(each)).replace(/%2F/g, "/");
  if (!(value instanceof PyDict)) return one(value);
  return [...value.entries.values()].map(([key, each]) => `${one(key)}=${one(each)}`).join("&");
}

function center(value: Value, args: ArgumentReader): string {
  const text = str(value);
  const room = Math.max(0, args.integer("width", 80) - textLength(text));
  checkText(room);
  return " ".repeat(Math.floor(room / 2)) + text + " ".repeat(Math.ceil(room / 2));
}

function dictItems(value: Value): PyList {
  if (value instanceof Undefined) return new PyList([]);
  if (value instanceof PyDict) return new PyList(value.items());
  throw new TemplateRuntimeError("Can only get item pairs from a mapping.");
}

function toList(value: Value): PyList {
  return new PyList([...elements(value)]);
}

const FILTERS = new Map<string, Filter>([
  ...LIST_FILTERS,
  filter("abs", [], absolute),
  filter("attr", ["name"], (value, args) => getAttribute(value, str(args.required("name")))),
  onText("capitalize", capitalize),
  filter("center", ["width"], center),
  filter("count", [], lengthOf),
  filter("length", [], lengthOf),
  filter("d", ["default_value", "boolean"], defaultValue),
  filter("default", ["default_value", "boolean"], defaultValue),
  onText("e", escapeHtml),
  onText("escape", escapeHtml),
  onText("forceescape", escapeHtml),
  onText("safe", (text) => text),
  onText("string", (text) => text),
  filter("float", ["default"], toFloat),
  [
    "format",
    (value, { positional, named }) => {
      if (positional.length > 0) return formatPercent(str(value), new PyTuple(positional));
      const dict = new PyDict();
      for (const [key, each] of named) dict.set(key, each);
      return formatPercent(str(value), dict);
    },
  ],
  filter("indent", ["width", "first", "blank"], indent),
  filter("int", ["default", "base"], toInteger),
  filter("items", [], dictItems),
  filter("list", [], toList),
  onText("lower", (text) => text.toLowerCase()),
  onText("upper", (text) => text.toUpperCase()),
  onText("title", (text) => titleCase(text)),
  onText(
    "striptags",
    (text) => text.replace(/<!--[^]*?-->|<[^>]*>/g, "").trim().replace(/\s+/g, " "),
  ),
  onText("wordcount", (text) => BigInt(text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)),
  filter("pprint", [], (value) => repr(value)),
  filter("replace", ["old", "new", "count"], replaceIn),
  filter("round", ["precision", "method"], round),
  filter("tojson", ["indent"], (value, args) => {
    const width = args.value("indent", null);
    return toJson(value, width === null ? null : Math.min(Number(width), 100));
  }),
  filter(
    "trim",
    ["chars"],
    (value, args) => strip(str(value), args.textOrNull("chars"), true, true),
  ),
  filter("truncate", ["length", "killwords", "end", "leeway"], truncate),
  filter("urlencode", [], urlEncode),
  filter("wordwrap", ["width", "break_long_words", "wrapstring"], wordWrap),
]);

/** A filter by name; undefined when there is none. */
export function findFilter(name: string): Filter | undefined {
  return FILTERS.get(name);
}
