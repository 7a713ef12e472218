/** Python's two ways of putting values into a text: `%` and `str.format`. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText, tooMuch } from "../limits.ts";
import { textLength } from "./text.ts";
import { getElement, getOwnAttribute } from "./subscripts.ts";
import { plain, PyDict, PyObject, PyTuple, repr, str, typeName, type Value } from "./values.ts";

const MAX_WIDTH = 10_000;
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function asNumber(value: Value): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return BigInt(value);
  throw new TemplateRuntimeError(`%d format: a real number is required, not ${typeName(value)}`);
}

const PREFIXES: Record<string, string> = { x: "0x", X: "0X", o: "0o", b: "0b" };
const TEXT_FORMS = new Set(["", "s"]);

function pad(text: string, width: number, fill: string, align: string): string {
  if (width > MAX_WIDTH) tooMuch("a field too wide");
  const room = width - textLength(text);
  if (room <= 0) return text;
  if (align === "<") return text + fill.repeat(room);
  if (align === "^") {
    return fill.repeat(Math.floor(room / 2)) + text + fill.repeat(Math.ceil(room / 2));
  }
  const sign = align === "=" ? /^[-+ ]/.exec(text)?.[0] ?? "" : "";
  return sign + fill.repeat(room) + text.slice(sign.length);
}

function grouped(digits: string, separator: string | undefined): string {
  return separator === undefined ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/** A number without its sign, in the form that a letter asks for. */
function digitsOf(value: number | bigint, form: string, precision: number | null): string {
  const size = value < 0 ? -value : value;
  const places = Math.min(precision ?? 6, 100);
  switch (form) {
    case "d":
    case "i":
    case "u":
    case "n":
      return (typeof size === "bigint" ? size : BigInt(Math.trunc(size))).toString();
    case "x":
    case "X":
    case "o":
    case "b": {
      const digits = BigInt(size).toString(form === "o" ? 8 : form === "b" ? 2 : 16);
      return form === "X" ? digits.toUpperCase() : digits;
    }
    case "f":
    case "F":
      return Number(size).toFixed(places);
    case "%":
      return `${(Number(size) * 100).toFixed(places)}%`;
    case "e":
    case "E": {
      const text = Number(size).toExponential(places).replace(/e([-+])(\d)$/, "e$10$2");
      return form === "E" ? text.toUpperCase() : text;
    }
    default:
      return precision === null ? str(size) : String(Number(Number(size).toPrecision(places || 1)));
  }
}

function signOf(value: number | bigint, sign: string | undefined): string {
  if (value < 0) return "-";
  return sign === "+" || sign === " " ? sign : "";
}

/** `format(value, spec)` of Python, for texts and numbers. */
function formatValue(value: Value, spec: string): string {
  if (spec === "") return str(value);
  const found = SPEC.exec(spec);
  if (found === null) throw new TemplateRuntimeError("Invalid format specifier");
  const [, fill, align, sign, alternate, zero, width, separator, precision, form = ""] = found;
  const places = precision === undefined ? null : Number(precision);
  const filling = fill ?? (zero === undefined ? " " : "0");
  const kind = typeof value === "string" ? "str" : typeName(value);
  if ((typeof value === "string" || value instanceof PyObject) && !TEXT_FORMS.has(form)) {
    throw new TemplateRuntimeError(`Unknown format code '${form}' for object of type '${kind}'`);
  }
  if (typeof value === "string") {
    const text = places === null ? value : [...value].slice(0, places).join("");
    return pad(text, Number(width ?? 0), filling, align ?? "<");
  }
  if (value instanceof PyObject || value === null) {
    return pad(str(value), Number(width ?? 0), filling, align ?? "<");
  }
  const number = asNumber(value);
  const shown = form === "" && typeof number === "bigint" ? "d" : form;
  const [, whole, rest] = /^([\da-f]*)(.*)$/is.exec(digitsOf(number, shown, places))!;
  const prefix = alternate === undefined ? "" : PREFIXES[form] ?? "";
  const text = signOf(number, sign) + prefix + grouped(whole!, separator) + rest;
  return pad(text, Number(width ?? 0), filling, align ?? (zero === undefined ? ">" : "="));
}

const PERCENT = /%(?:\(([^)]*)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+))?[hlL]?([diouxXeEfFgGcrsa%])?/g;

/** `text % values` of Python. */
export function formatPercent(text: string, values: Value): string {
  const list = values instanceof PyTuple ? values.items : [values];
  let next = 0;
  const take = (): Value => {
    const value = list[next++];
    if (value === undefined) {
      throw new TemplateRuntimeError("not enough arguments for format string");
    }
    return value;
  };
  const result = text.replace(
    PERCENT,
    (_, key?: string, flags = "", width?: string, precision?: string, form?: string) => {
      if (form === "%") return "%";
      if (form === undefined) throw new TemplateRuntimeError("unsupported format character");
      const value = key === undefined ? take() : named(values, key);
      const spec = { flags, width: Number(width ?? 0), precision, form };
      return percentField(value, spec);
    },
  );
  if (next < list.length && !(values instanceof PyDict) && !(next === 0 && text.includes("%("))) {
    throw new TemplateRuntimeError("not all arguments converted during string formatting");
  }
  checkText(result.length);
  return result;
}

function named(values: Value, key: string): Value {
  const found = values instanceof PyDict ? values.get(key) : undefined;
  if (found === undefined) {
    throw new TemplateRuntimeError(`format requires a mapping with '${key}'`);
  }
  return found;
}

function percentField(
  value: Value,
  spec: { flags: string; width: number; precision: string | undefined; form: string },
): string {
  const { flags, width, form } = spec;
  const places = spec.precision === undefined ? null : Number(spec.precision);
  const align = flags.includes("-") ? "<" : ">";
  if (form === "s" || form === "r" || form === "a" || form === "c") {
    const shown = form === "s" || form === "c" ? str(value) : repr(value);
    return pad(places === null ? shown : shown.slice(0, places), width, " ", align);
  }
  const number = asNumber(value);
  const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : undefined;
  const body = signOf(number, sign) + digitsOf(number, form, places);
  const zeros = flags.includes("0") && align === ">";
  return pad(body, width, zeros ? "0" : " ", zeros ? "=" : align);
}

/** Reads `{…}` fields; a field's format may have fields itself, one level deep. */
class FieldReader {
  #next = 0;

  constructor(
    readonly positional: readonly Value[],
    readonly named: ReadonlyMap<string, Value>,
  ) {}

  format(text: string, depth = 0): string {
    let result = "";
    for (let at = 0; at < text.length;) {
      const char = text[at]!;
      if ((char === "{" || char === "}") && text[at + 1] === char) {
        result += char;
        at += 2;
      } else if (char === "}") {
        throw new TemplateRuntimeError("Single '}' encountered in format string");
      } else if (char === "{") {
        const end = fieldEnd(text, at);
        result += this.#field(text.slice(at + 1, end), depth);
        at = end + 1;
      } else {
        result += char;
        at++;
      }
      checkText(result.length);
    }
    return result;
  }

  #field(field: string, depth: number): string {
    const [, name, conversion, spec = ""] = /^([^:!]*)(?:!([^:]*))?(?::([^]*))?$/.exec(field)!;
    if (depth > 1) throw new TemplateRuntimeError("Max string recursion exceeded");
    const value = this.#value(name!);
    const inner = spec.includes("{") ? this.format(spec, depth + 1) : spec;
    if (conversion === undefined) return formatValue(plain(value), inner);
    return formatValue(conversion === "r" || conversion === "a" ? repr(value) : str(value), inner);
  }

  /** What `name.attribute[key]` leads to. */
  #value(path: string): Value {
    const [head = ""] = /^[^.[]*/.exec(path)!;
    const key = head === "" ? String(this.#next++) : head;
    let value = /^\d+$/.test(key) ? this.positional[Number(key)] : this.named.get(key);
    if (value === undefined) throw new TemplateRuntimeError(`no argument for '{${key}}'`);
    for (
      const [, attribute, item] of path.slice(head.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)
    ) {
      value = attribute !== undefined
        ? getOwnAttribute(value, attribute)
        : getElement(value, /^\d+$/.test(item!) ? BigInt(item!) : item!);
    }
    return value;
  }
}

/** Where the field that starts at a place ends. Throws TemplateRuntimeError if it does not. */
function fieldEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  throw new TemplateRuntimeError(
    start + 1 === text.length
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}

/** `text.format(...)` of Python, with attributes and elements as the sandbox gives them. */
export function formatBraces(
  text: string,
  positional: readonly Value[],
  namedValues: ReadonlyMap<string, Value>,
): string {
  return new FieldReader(positional, namedValues).format(text);
}
