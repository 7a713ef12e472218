/** Values as texts of a width and a form, as Python's format specifications have them. */
import { TemplateRuntimeError } from "../errors.ts";
import { tooMuch } from "../limits.ts";
import { textLength } from "./text.ts";
import { kindOf, PyObject, str, type Value } from "./values.ts";

const MAX_WIDTH = 10_000;
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

export function asNumber(value: Value): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return BigInt(value);
  throw new TemplateRuntimeError(`a field wants a number and gets ${kindOf(value)}`);
}

const PREFIXES: Record<string, string> = { x: "0x", X: "0X", o: "0o", b: "0b" };
const TEXT_FORMS = new Set(["", "s"]);

export function pad(text: string, width: number, fill: string, align: string): string {
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
export function digitsOf(value: number | bigint, form: string, precision: number | null): string {
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

export function signOf(value: number | bigint, sign: string | undefined): string {
  if (value < 0) return "-";
  return sign === "+" || sign === " " ? sign : "";
}

/** `format(value, spec)` of Python, for texts and numbers. */
export function formatValue(value: Value, spec: string): string {
  if (spec === "") return str(value);
  const found = SPEC.exec(spec);
  if (found === null) throw new TemplateRuntimeError(`${spec} is not a form that a field can have`);
  const [, fill, align, sign, alternate, zero, width, separator, precision, form = ""] = found;
  const places = precision === undefined ? null : Number(precision);
  const filling = fill ?? (zero === undefined ? " " : "0");
  if ((typeof value === "string" || value instanceof PyObject) && !TEXT_FORMS.has(form)) {
    throw new TemplateRuntimeError(`${kindOf(value)} cannot be written in the form ${form}`);
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
