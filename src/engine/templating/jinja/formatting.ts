/** Python's two ways of putting values into a text: `%` and `str.format`. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText, tooMuch } from "../limits.ts";
import { textLength } from "./text.ts";
import { PyDict, PyObject, PyTuple, repr, str, typeName, type Value } from "./values.ts";

const MAX_WIDTH = 10_000;
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function asNumber(value: Value): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return BigInt(value);
  throw new TemplateRuntimeError(`a number is required, not ${typeName(value)}`);
}

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
  const [, fill, align, sign, , zero, width, separator, precision, form = ""] = found;
  const places = precision === undefined ? null : Number(precision);
  const filling = fill ?? (zero === undefined ? " " : "0");
  if (typeof value === "string") {
    const text = places === null ? value : [...value].slice(0, places).join("");
    return pad(text, Number(width ?? 0), filling, align ?? "<");
  }
  if (value instanceof PyObject || value === null) {
    return pad(str(value), Number(width ?? 0), filling, align ?? "<");
  }
  const number = asNumber(value);
  const shown = form === "" && typeof number === "bigint" ? "d" : form;
  const [whole, rest = ""] = digitsOf(number, shown, places).split(/(?=[.e%])/s, 2);
  const text = signOf(number, sign) + grouped(whole!, separator) + rest;
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

const FIELD = /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g;

/** `text.format(...)` of Python; fields name arguments, with no access to what is inside them. */
export function formatBraces(
  text: string,
  positional: readonly Value[],
  namedValues: ReadonlyMap<string, Value>,
): string {
  let next = 0;
  const result = text.replace(FIELD, (whole, field?: string, conversion?: string, spec = "") => {
    if (field === undefined) return whole[0]!;
    const key = field === "" ? String(next++) : field;
    const value = /^\d+$/.test(key) ? positional[Number(key)] : namedValues.get(key);
    if (value === undefined) throw new TemplateRuntimeError(`no argument for '{${key}}'`);
    return formatValue(conversion === "r" ? repr(value) : value, spec);
  });
  checkText(result.length);
  return result;
}
