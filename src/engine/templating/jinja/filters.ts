/** The filters that Jinja has, those on texts and numbers; the ones on lists stand apart. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { ArgumentReader } from "./arguments.ts";
import { type Filter, filter } from "./filter.ts";
import { formatPercent } from "./percent_format.ts";
import { HTML_FILTERS } from "./html_filters.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import { Markup } from "./markup.ts";
import { elements } from "./elements.ts";
import { getOwnAttribute } from "./subscripts.ts";
import { capitalize, characters, splitLines, strip, textLength } from "./text.ts";
import { prettyText, toJson } from "./to_json.ts";
import { Undefined } from "./undefined.ts";
import { wordWrap } from "./word_wrap.ts";
import { kindOf, PyDict, PyList, PyObject, PyTuple, str, truthy, type Value } from "./values.ts";

const onText = (name: string, run: (text: string) => Value) =>
  filter(name, [], (value) => run(str(value)));

function lengthOf(value: Value): bigint {
  if (typeof value === "string") return BigInt(textLength(value));
  const length = value instanceof PyObject ? value.length() : null;
  if (length === null) {
    throw new TemplateRuntimeError(`${kindOf(value)} has no length`);
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
  return parseInteger(value.trim(), args.integer("base", 10)) ?? truncated(value) ?? fallback;
}

/** An integer written to a base, with the prefix that the base may have; null for anything else. */
function parseInteger(text: string, base: number): bigint | null {
  const found = /^([-+]?)(?:0([xob]))?_?([\da-z]+(?:_[\da-z]+)*)$/i.exec(text);
  if (found === null || base < 2 || base > 36 || text.length > 4000) return null;
  const [, sign, prefix = "", body] = found;
  const own = { x: 16, o: 8, b: 2 }[prefix.toLowerCase()];
  const digits = own === undefined || own === base ? body! : `0${prefix}${body}`;
  let value = 0n;
  for (const digit of digits.replaceAll("_", "").toLowerCase()) {
    const worth = parseInt(digit, 36);
    if (worth >= base) return null;
    value = value * BigInt(base) + BigInt(worth);
  }
  return sign === "-" ? -value : value;
}

function truncated(text: string): bigint | null {
  const number = parseFloating(text);
  return number === null || !Number.isFinite(number) ? null : BigInt(Math.trunc(number));
}

/** A floating number as Python reads it; null for anything else. */
function parseFloating(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const named = /^([-+]?)(inf|infinity|nan)$/.exec(plain);
  if (named !== null) return named[2] === "nan" ? NaN : named[1] === "-" ? -Infinity : Infinity;
  const digits = String.raw`\d+(?:_\d+)*`;
  const shape = new RegExp(
    `^[-+]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[-+]?${digits})?$`,
  );
  return shape.test(plain) ? Number(plain.replaceAll("_", "")) : null;
}

function toFloat(value: Value, args: ArgumentReader): Value {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  const number = typeof value === "string" ? parseFloating(value) : null;
  return number ?? args.value("default", 0);
}

/** A number at so many decimal places; ties go to the even digit, and are decided exactly. */
function nearest(value: number, places: number): number {
  if (places > 0) {
    const shown = Number(value.toFixed(Math.min(places, 100)));
    return Number.isFinite(shown) ? shown : value;
  }
  const scale = 10 ** -places;
  const scaled = value / scale;
  const rounded = Math.round(scaled);
  const tie = Math.abs(scaled - Math.trunc(scaled)) === 0.5 && rounded % 2 !== 0;
  return (tie ? rounded - 1 : rounded) * scale;
}

/** Rounds as Python does, up, or down; an integer that is rounded as Python does stays one. */
function round(value: Value, args: ArgumentReader): Value {
  const method = args.text("method", "common");
  if (!["common", "ceil", "floor"].includes(method)) {
    throw new TemplateRuntimeError("round takes the methods common, ceil and floor");
  }
  if (value instanceof PyObject || value === null || typeof value === "string") {
    throw new TemplateRuntimeError(`round takes a number, not ${kindOf(value)}`);
  }
  const places = args.integer("precision", 0);
  if (method === "common") {
    if (typeof value === "number") return nearest(value, places);
    return places >= 0 ? BigInt(value) : BigInt(nearest(Number(value), places));
  }
  const scale = 10 ** places;
  const scaled = Number(value) * scale;
  return (method === "ceil" ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
}

function absolute(value: Value): Value {
  if (typeof value === "bigint") return value < 0n ? -value : value;
  if (typeof value === "number") return Math.abs(value);
  if (typeof value === "boolean") return BigInt(value);
  throw new TemplateRuntimeError(`abs takes a number, not ${kindOf(value)}`);
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
  if (length < textLength(end)) {
    throw new TemplateRuntimeError(
      `truncate cannot keep ${length} characters of which the end takes ${textLength(end)}`,
    );
  }
  const chars = characters(text);
  const leeway = args.value("leeway", null) === null ? 5 : args.integer("leeway", 5);
  if (chars.length <= length + leeway) return text;
  const kept = chars.slice(0, length - textLength(end)).join("");
  if (args.flag("killwords", false)) return kept + end;
  const space = kept.lastIndexOf(" ");
  return (space < 0 ? kept : kept.slice(0, space)) + end;
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
  throw new TemplateRuntimeError("items takes a mapping");
}

function toList(value: Value): PyList {
  return new PyList([...elements(value)]);
}

const FILTERS = new Map<string, Filter>([
  ...HTML_FILTERS,
  ...LIST_FILTERS,
  filter("abs", [], absolute),
  filter("attr", ["name"], (value, args) => getOwnAttribute(value, str(args.required("name")))),
  onText("capitalize", capitalize),
  filter("center", ["width"], center),
  filter("count", [], lengthOf),
  filter("length", [], lengthOf),
  filter("d", ["default_value", "boolean"], defaultValue),
  filter("default", ["default_value", "boolean"], defaultValue),
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
  onText("title", (text) => text.split(/([-\s({[<]+)/).map(capitalize).join("")),
  onText("wordcount", (text) => BigInt(text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)),
  filter("pprint", [], prettyText),
  filter("replace", ["old", "new", "count"], replaceIn),
  filter("round", ["precision", "method"], round),
  filter("tojson", ["indent"], (value, args) => {
    const width = args.value("indent", null);
    return new Markup(toJson(value, width === null ? null : Math.min(Number(width), 100)));
  }),
  filter(
    "trim",
    ["chars"],
    (value, args) => strip(str(value), args.textOrNull("chars"), true, true),
  ),
  filter("truncate", ["length", "killwords", "end", "leeway"], truncate),
  filter("wordwrap", ["width", "break_long_words", "wrapstring", "break_on_hyphens"], wordWrap),
]);

/** A filter by name; undefined when there is none. */
export function findFilter(name: string): Filter | undefined {
  return FILTERS.get(name);
}
