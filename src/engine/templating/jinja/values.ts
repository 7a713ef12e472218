import { checkItems } from "../limits.ts";
import { TemplateRuntimeError } from "../errors.ts";
import { reprText } from "./text.ts";

/**
 * A value in a template: None, a bool, an int (bigint), a float (number), a str, or one of our own
 * objects. Nothing of JavaScript can be reached from one: attributes are answered by the methods
 * below and by nothing else.
 */
export type Value = null | boolean | bigint | number | string | PyObject;

/** Arguments of a call. */
export interface Call {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** An object of Python's. The defaults are those of an object that can do nothing. */
export abstract class PyObject {
  /** What messages call it. */
  abstract readonly kind: string;
  /** Whether it is printed as text of its own. */
  abstract repr(): string;

  str(): string {
    return this.repr();
  }

  truthy(): boolean {
    return true;
  }

  /** An attribute; undefined when there is none of that name. */
  attribute(_name: string): Value | undefined {
    return undefined;
  }

  /** An element by key or index; undefined when there is none. */
  item(_key: Value): Value | undefined {
    return undefined;
  }

  /** Its elements, or null when it cannot be iterated over. */
  iterate(): Iterable<Value> | null {
    return null;
  }

  /** The text that it is, for an object that is one and more. */
  asText(): string | null {
    return null;
  }

  /** Its number of elements, or null when it has none. */
  length(): number | null {
    return null;
  }

  /** What calling it gives; undefined when it cannot be called. */
  call(_arguments: Call): Value | undefined {
    return undefined;
  }

  equals(other: Value): boolean {
    return this === other;
  }
}

/** `repr` of Python. */
export function repr(value: Value): string {
  if (typeof value === "string") return reprText(value);
  return value instanceof PyObject ? value.repr() : str(value);
}

/** `str` of Python. */
export function str(value: Value): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return floatText(value);
  return value.str();
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split("e");
    const sign = exponent!.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent!.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? "-0" : value}.0` : String(value);
}

/** An object that is a text as that text, any other value as it is. */
export function plain(value: Value): Value {
  return value instanceof PyObject ? value.asText() ?? value : value;
}

/** What a value is, in the words of messages. */
export function kindOf(value: Value): string {
  if (value === null) return "None";
  switch (typeof value) {
    case "boolean":
      return "a truth value";
    case "bigint":
      return "a whole number";
    case "number":
      return "a decimal number";
    case "string":
      return "a text";
    default:
      return value.kind;
  }
}

/** Whether Python takes the value for true. */
export function truthy(value: Value): boolean {
  if (value === null) return false;
  return value instanceof PyObject ? value.truthy() : Boolean(value);
}

/** What lists and tuples share: they differ in how they are written and in whom they equal. */
abstract class PySequence extends PyObject {
  abstract readonly items: readonly Value[];

  override truthy(): boolean {
    return this.items.length > 0;
  }

  override item(key: Value): Value | undefined {
    return elementAt(this.items, key);
  }

  override iterate(): Iterable<Value> {
    return this.items;
  }

  override length(): number {
    return this.items.length;
  }
}

/** A list; also what the views of a dict are made of, which `label` then names. */
export class PyList extends PySequence {
  readonly kind: string = "a list";

  constructor(readonly items: Value[], readonly label: string | null = null) {
    super();
    checkItems(items.length);
  }

  repr(): string {
    const inner = `[${this.items.map(repr).join(", ")}]`;
    return this.label === null ? inner : `${this.label}(${inner})`;
  }

  override equals(other: Value): boolean {
    return other instanceof PyList && sameItems(this.items, other.items);
  }
}

export class PyTuple extends PySequence {
  readonly kind = "a tuple";

  constructor(readonly items: readonly Value[]) {
    super();
  }

  repr(): string {
    return this.items.length === 1
      ? `(${repr(this.items[0]!)},)`
      : `(${this.items.map(repr).join(", ")})`;
  }

  override equals(other: Value): boolean {
    return other instanceof PyTuple && sameItems(this.items, other.items);
  }
}

/** A dict; keys are told apart by what they are equal to in Python. */
export class PyDict extends PyObject {
  readonly kind = "a mapping";
  readonly entries = new Map<string, [Value, Value]>();

  get size(): number {
    return this.entries.size;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(hashKey(key))?.[1];
  }

  has(key: Value): boolean {
    return this.entries.has(hashKey(key));
  }

  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    const there = this.entries.get(hash);
    this.entries.set(hash, [there === undefined ? key : there[0], value]);
    checkItems(this.entries.size);
  }

  delete(key: Value): void {
    this.entries.delete(hashKey(key));
  }

  keys(): Value[] {
    return [...this.entries.values()].map(([key]) => key);
  }

  values(): Value[] {
    return [...this.entries.values()].map(([, value]) => value);
  }

  items(): PyTuple[] {
    return [...this.entries.values()].map((pair) => new PyTuple(pair));
  }

  repr(): string {
    const inner = [...this.entries.values()].map(([key, value]) => `${repr(key)}: ${repr(value)}`);
    return `{${inner.join(", ")}}`;
  }

  override truthy(): boolean {
    return this.entries.size > 0;
  }

  override item(key: Value): Value | undefined {
    return this.get(key);
  }

  override iterate(): Iterable<Value> {
    return this.keys();
  }

  override length(): number {
    return this.entries.size;
  }

  override equals(other: Value): boolean {
    if (!(other instanceof PyDict) || other.size !== this.size) return false;
    return [...this.entries].every(([hash, [, value]]) => {
      const there = other.entries.get(hash);
      return there !== undefined && equal(value, there[1]);
    });
  }
}

/** A generator: its elements are given out once. */
export class PyIterator extends PyObject {
  readonly kind = "a generator";
  readonly #source: Iterator<Value>;

  constructor(items: Iterable<Value>) {
    super();
    this.#source = items[Symbol.iterator]();
  }

  repr(): string {
    return "<generator object>";
  }

  override iterate(): Iterable<Value> {
    const source = this.#source;
    return { [Symbol.iterator]: () => ({ next: () => source.next() }) };
  }
}

/** A function that we provide. */
export class PyFunction extends PyObject {
  readonly kind: string = "a function";

  constructor(readonly name: string, readonly run: (call: Call) => Value) {
    super();
  }

  repr(): string {
    return `<function ${this.name}>`;
  }

  override call(call: Call): Value {
    return this.run(call);
  }
}

function elementAt(items: readonly Value[], key: Value): Value | undefined {
  if (typeof key !== "bigint" && typeof key !== "boolean") return undefined;
  const index = Number(key);
  return items[index < 0 ? items.length + index : index];
}

function sameItems(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, index) => equal(item, right[index]!));
}

function isNumber(value: Value): value is boolean | bigint | number {
  return typeof value === "bigint" || typeof value === "number" || typeof value === "boolean";
}

/** `==` of Python. */
export function equal(left: Value, right: Value): boolean {
  if (isNumber(left) && isNumber(right)) {
    if (typeof left === "number" || typeof right === "number") {
      return Number(left) === Number(right);
    }
    return BigInt(left) === BigInt(right);
  }
  if (left instanceof PyObject) return left.equals(right);
  if (right instanceof PyObject) return right.equals(left);
  return left === right;
}

/** A text that two values share when they are the same key. Throws on what is no key. */
export function hashKey(key: Value): string {
  if (typeof key === "string") return `s${key}`;
  if (isNumber(key)) {
    if (typeof key === "number" && !Number.isInteger(key)) return `f${key}`;
    return `i${BigInt(key)}`;
  }
  if (key === null) return "n";
  if (key instanceof PyTuple) return `t${key.items.map((each) => `(${hashKey(each)})`).join("")}`;
  if (key instanceof PyList || key instanceof PyDict) {
    throw new TemplateRuntimeError(`${kindOf(key)} cannot be a key`);
  }
  return `o${identity(key)}`;
}

const identities = new WeakMap<PyObject, number>();
let nextIdentity = 0;

function identity(object: PyObject): number {
  let found = identities.get(object);
  if (found === undefined) identities.set(object, found = nextIdentity++);
  return found;
}
