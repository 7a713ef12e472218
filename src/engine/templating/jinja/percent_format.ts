/** Python's `text % values`. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { asNumber, digitsOf, pad, signOf } from "./number_format.ts";
import { PyDict, PyTuple, repr, str, type Value } from "./values.ts";

const PERCENT = /%(?:\(([^)]*)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+))?[hlL]?([diouxXeEfFgGcrsa%])?/g;

/** `text % values` of Python. */
export function formatPercent(text: string, values: Value): string {
  const list = values instanceof PyTuple ? values.items : [values];
  let next = 0;
  const take = (): Value => {
    const value = list[next++];
    if (value === undefined) {
      throw new TemplateRuntimeError("the text before % has more fields than there are values");
    }
    return value;
  };
  const result = text.replace(
    PERCENT,
    (_, key?: string, flags = "", width?: string, precision?: string, form?: string) => {
      if (form === "%") return "%";
      if (form === undefined) {
        throw new TemplateRuntimeError(
          "a field of the text before % has no letter that says its form",
        );
      }
      const value = key === undefined ? take() : named(values, key);
      const spec = { flags, width: Number(width ?? 0), precision, form };
      return percentField(value, spec);
    },
  );
  if (next < list.length && !(values instanceof PyDict) && !(next === 0 && text.includes("%("))) {
    throw new TemplateRuntimeError("the text before % has fewer fields than there are values");
  }
  checkText(result.length);
  return result;
}

function named(values: Value, key: string): Value {
  const found = values instanceof PyDict ? values.get(key) : undefined;
  if (found === undefined) {
    throw new TemplateRuntimeError(
      `the text before % names ${key}, which the values behind it do not have`,
    );
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
