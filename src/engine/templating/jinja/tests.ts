/** The tests that Jinja has behind `is`. */
import { TemplateRuntimeError } from "../errors.ts";
import { findFilter } from "./filters.ts";
import { Markup } from "./markup.ts";
import { arithmetic, contains, order } from "./operators.ts";
import { Undefined } from "./undefined.ts";
import {
  type Call,
  equal,
  plain,
  PyDict,
  PyList,
  PyObject,
  PyTuple,
  str,
  type Value,
} from "./values.ts";

/** A test. */
export type Test = (value: Value, call: Call) => boolean;

function argument({ positional, named }: Call): Value {
  const value = positional[0] ?? [...named.values()][0];
  if (value === undefined && positional.length === 0) {
    throw new TemplateRuntimeError("the test misses its argument");
  }
  return value ?? null;
}

/** Whether `value % by` is `rest`. */
function leaves(value: Value, by: Value, rest: bigint): boolean {
  return equal(arithmetic("%", value, by), rest);
}

function isSequence(value: Value): boolean {
  if (value instanceof PyList && value.label === "set") return false;
  return typeof value === "string" || value instanceof PyList || value instanceof PyTuple ||
    value instanceof PyDict || value instanceof Undefined;
}

const isNumber = (value: Value) =>
  typeof value === "bigint" || typeof value === "number" || typeof value === "boolean";
const isCallable = (value: Value) =>
  value instanceof PyObject && value.call !== PyObject.prototype.call;
const isIterable = (value: Value) =>
  typeof value === "string" ||
  (value instanceof PyObject && value.iterate !== PyObject.prototype.iterate);
const ordered = (passes: (sign: number) => boolean): Test => (value, call) =>
  passes(order(value, argument(call)));
const isEqual: Test = (value, call) => equal(value, argument(call));
const isUnequal: Test = (value, call) => !equal(value, argument(call));
const before = ordered((sign) => sign < 0);
const after = ordered((sign) => sign > 0);
const notAfter = ordered((sign) => sign <= 0);
const notBefore = ordered((sign) => sign >= 0);
const isDefined = (value: Value) => !(value instanceof Undefined);

const TESTS = new Map<string, Test>([
  ["boolean", (value) => typeof value === "boolean"],
  ["callable", isCallable],
  ["defined", isDefined],
  ["undefined", (value) => !isDefined(value)],
  ["divisibleby", (value, call) => leaves(value, argument(call), 0n)],
  ["even", (value) => leaves(value, 2n, 0n)],
  ["odd", (value) => leaves(value, 2n, 1n)],
  ["eq", isEqual],
  ["==", isEqual],
  ["equalto", isEqual],
  ["ne", isUnequal],
  ["!=", isUnequal],
  ["lt", before],
  ["<", before],
  ["lessthan", before],
  ["gt", after],
  [">", after],
  ["greaterthan", after],
  ["le", notAfter],
  ["<=", notAfter],
  ["ge", notBefore],
  [">=", notBefore],
  ["in", (value, call) => contains(argument(call), value)],
  ["escaped", (value) => value instanceof Markup],
  ["true", (value) => value === true],
  ["false", (value) => value === false],
  ["none", (value) => value === null],
  ["integer", (value) => typeof value === "bigint"],
  ["float", (value) => typeof value === "number"],
  ["number", isNumber],
  ["string", (value) => typeof plain(value) === "string"],
  ["mapping", (value) => value instanceof PyDict],
  ["sequence", isSequence],
  ["iterable", isIterable],
  ["sameas", (value, call) => value === argument(call)],
  ["lower", (value) => isCased(str(value), str(value).toLowerCase())],
  ["upper", (value) => isCased(str(value), str(value).toUpperCase())],
  ["filter", (value) => findFilter(str(value)) !== undefined],
  ["test", (value) => findTest(str(value)) !== undefined],
]);

/** Python's islower and isupper: as it should be, and with a letter that has a case. */
function isCased(text: string, wanted: string): boolean {
  return text === wanted && text.toLowerCase() !== text.toUpperCase();
}

/** A test by name; undefined when there is none. */
export function findTest(name: string): Test | undefined {
  return TESTS.get(name);
}
