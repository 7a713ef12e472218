/** Python's operators on our values. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkItems, checkText, MAX_BITS, tooMuch } from "../limits.ts";
import { joinMarkup, Markup } from "./markup.ts";
import { formatPercent } from "./percent_format.ts";
import type { BinaryOperator, Comparison } from "./nodes.ts";
import { DummyVariable, Undefined } from "./undefined.ts";
import {
  equal,
  kindOf,
  plain,
  PyDict,
  PyList,
  PyObject,
  PyTuple,
  str,
  type Value,
} from "./values.ts";

type Arithmetic = Exclude<BinaryOperator, "and" | "or">;

function isInteger(value: Value): value is bigint | boolean {
  return typeof value === "bigint" || typeof value === "boolean";
}

function isNumber(value: Value): value is bigint | boolean | number {
  return isInteger(value) || typeof value === "number";
}

function unsupported(operator: string, left: Value, right: Value): never {
  throw new TemplateRuntimeError(
    `${operator} does not go with ${kindOf(left)} and ${kindOf(right)}`,
  );
}

function checked(value: bigint): bigint {
  const limit = 1n << BigInt(MAX_BITS);
  if (value > limit || value < -limit) tooMuch("an integer too large");
  return value;
}

function divideByZero(): never {
  throw new TemplateRuntimeError("a number is divided by zero");
}

/** Division that rounds down, as Python's `//`. */
function floorDivide(left: bigint, right: bigint): bigint {
  if (right === 0n) divideByZero();
  const quotient = left / right;
  return left % right !== 0n && (left < 0n) !== (right < 0n) ? quotient - 1n : quotient;
}

function power(left: bigint, right: bigint): Value {
  if (right < 0n) return left === 0n ? divideByZero() : Number(left) ** Number(right);
  if (left !== 0n && left !== 1n && left !== -1n) {
    const bits = BigInt(left.toString(2).length) * right;
    if (bits > BigInt(MAX_BITS)) tooMuch("an integer too large");
  }
  return left ** right;
}

function onIntegers(operator: Arithmetic, left: bigint, right: bigint): Value {
  switch (operator) {
    case "+":
      return checked(left + right);
    case "-":
      return checked(left - right);
    case "*":
      return checked(left * right);
    case "/":
      return right === 0n ? divideByZero() : Number(left) / Number(right);
    case "//":
      return floorDivide(left, right);
    case "%":
      return left - floorDivide(left, right) * right;
    case "**":
      return power(left, right);
  }
}

function onFloats(operator: Arithmetic, left: number, right: number): Value {
  if (right === 0 && (operator === "/" || operator === "//" || operator === "%")) divideByZero();
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "//":
      return Math.floor(left / right);
    case "%":
      return left - Math.floor(left / right) * right;
    case "**":
      return left ** right;
  }
}

/** `text * count` and `list * count`; undefined when neither operand is such. */
function repeated(of: Value, count: Value): Value | undefined {
  if (!isInteger(count)) return undefined;
  const times = Math.max(0, Number(count));
  if (typeof of === "string") {
    checkText(of.length * times);
    return of.repeat(times);
  }
  if (!(of instanceof PyList) && !(of instanceof PyTuple)) return undefined;
  checkItems(of.items.length * times);
  const items = Array.from({ length: times }, () => of.items).flat();
  return of instanceof PyList ? new PyList(items) : new PyTuple(items);
}

/** `left operator right`. Throws TemplateRuntimeError where Python raises. */
export function arithmetic(operator: Arithmetic, first: Value, second: Value): Value {
  if (operator === "+" && (first instanceof Markup || second instanceof Markup)) {
    if (typeof plain(first) === "string" && typeof plain(second) === "string") {
      return joinMarkup(first, second);
    }
  }
  const left = plain(first);
  const right = plain(second);
  if (left instanceof DummyVariable) return left;
  if (left instanceof Undefined) return left.fail();
  if (operator === "%" && typeof left === "string") return formatPercent(left, right);
  if (right instanceof Undefined) return right.fail();
  if (isNumber(left) && isNumber(right)) {
    return isInteger(left) && isInteger(right)
      ? onIntegers(operator, BigInt(left), BigInt(right))
      : onFloats(operator, Number(left), Number(right));
  }
  if (operator === "+") {
    if (typeof left === "string" && typeof right === "string") {
      checkText(left.length + right.length);
      return left + right;
    }
    if (left instanceof PyList && right instanceof PyList) {
      return new PyList([...left.items, ...right.items]);
    }
    if (left instanceof PyTuple && right instanceof PyTuple) {
      checkItems(left.items.length + right.items.length);
      return new PyTuple([...left.items, ...right.items]);
    }
  }
  const many = operator === "*" ? repeated(left, right) ?? repeated(right, left) : undefined;
  return many ?? unsupported(operator, left, right);
}

/** `-value` or `+value`. */
export function signed(operator: "-" | "+", value: Value): Value {
  if (value instanceof DummyVariable) return value;
  if (value instanceof Undefined) return value.fail();
  if (isInteger(value)) return operator === "-" ? -BigInt(value) : BigInt(value);
  if (typeof value === "number") return operator === "-" ? -value : value;
  const message = `${operator} does not go with ${kindOf(value)}`;
  throw new TemplateRuntimeError(message);
}

/** Code points decide, not UTF-16 units. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const first = [...left];
  const second = [...right];
  for (let at = 0; at < first.length && at < second.length; at++) {
    const difference = first[at]!.codePointAt(0)! - second[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}

/** Negative, 0 or positive as `left` is before, at or after `right`. Throws where Python raises. */
export function order(one: Value, other: Value, operator = "<"): number {
  const left = plain(one);
  const right = plain(other);
  if (isNumber(left) && isNumber(right)) {
    const [first, second] = [left, right].map((each) => typeof each === "boolean" ? +each : each);
    return first! < second! ? -1 : first! > second! ? 1 : 0;
  }
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right);
  const lists = left instanceof PyList && right instanceof PyList;
  if (lists || (left instanceof PyTuple && right instanceof PyTuple)) {
    const { items } = left;
    const others = right.items;
    const at = items.findIndex((item, index) =>
      index >= others.length || !equal(item, others[index]!)
    );
    if (at < 0 || at >= others.length) return items.length - others.length;
    return order(items[at]!, others[at]!, operator);
  }
  if (left instanceof Undefined && !(left instanceof DummyVariable)) left.fail();
  const names = `${kindOf(left)} and ${kindOf(right)}`;
  throw new TemplateRuntimeError(`${operator} does not compare ${names}`);
}

/** Whether `item in container`. Throws where Python raises. */
export function contains(holder: Value, wanted: Value): boolean {
  const container = plain(holder);
  const item = plain(wanted);
  if (typeof container === "string") {
    if (typeof item === "string") return container.includes(item);
    throw new TemplateRuntimeError(
      `only a text can be in a text, not ${kindOf(item)}`,
    );
  }
  if (container instanceof PyDict) return container.has(item);
  const items = container instanceof PyObject ? container.iterate() : null;
  if (items === null) {
    throw new TemplateRuntimeError(`nothing can be in ${kindOf(container)}`);
  }
  for (const each of items) if (equal(each, item)) return true;
  return false;
}

/** One comparison. Throws TemplateRuntimeError where Python raises. */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  switch (operator) {
    case "==":
      return equal(left, right);
    case "!=":
      return left instanceof DummyVariable || !equal(left, right);
    case "in":
      return contains(right, left);
    case "notin":
      return !contains(right, left);
    default: {
      if (left instanceof DummyVariable || right instanceof DummyVariable) return true;
      const sign = order(left, right, operator);
      if (operator === "<") return sign < 0;
      if (operator === "<=") return sign <= 0;
      return operator === ">" ? sign > 0 : sign >= 0;
    }
  }
}

/** `a ~ b`: both as texts. */
export function concatenate(values: readonly Value[]): string {
  const text = values.map(str).join("");
  checkText(text.length);
  return text;
}
