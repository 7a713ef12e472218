/** What stands for values that are not there. */
import { TemplateRuntimeError } from "../errors.ts";
import { type Call, kindOf, PyObject, str, type Value } from "./values.ts";

/** Jinja's own undefined value: empty when printed, an error when used for more. */
export class Undefined extends PyObject {
  readonly kind: string = "an undefined value";

  constructor(readonly message: string) {
    super();
  }

  repr(): string {
    return "Undefined";
  }

  override str(): string {
    return "";
  }

  override truthy(): boolean {
    return false;
  }

  override attribute(_name: string): Value | undefined {
    return this.fail();
  }

  override item(_key: Value): Value | undefined {
    return this.fail();
  }

  override iterate(): Iterable<Value> {
    return [];
  }

  override length(): number {
    return 0;
  }

  override call(_call: Call): Value {
    return this.fail();
  }

  override equals(other: Value): boolean {
    return other instanceof Undefined;
  }

  /** What an undefined value does when it is used. */
  fail(): never {
    throw new TemplateRuntimeError(this.message);
  }
}

/**
 * A variable that the context does not have. It behaves like an object that has everything and
 * is printed as nothing; that it was used is remembered, to be reported after the rendering.
 */
export class UndefinedVariable extends PyObject {
  readonly kind = "an undefined value";

  constructor(readonly name: string, readonly used: Set<string>) {
    super();
  }

  repr(): string {
    return "<undefined variable>";
  }

  override str(): string {
    this.used.add(this.name);
    return "";
  }

  override attribute(name: string): Value | undefined {
    // What SQLFluff's stand-in has itself is not told as undefined.
    if (name === "name") return this.name;
    if (name === "unsafe_callable" || name === "alters_data") return false;
    return this.item(name);
  }

  override item(key: Value): Value | undefined {
    this.used.add(this.name);
    return new UndefinedVariable(`${this.name}.${str(key)}`, this.used);
  }

  override iterate(): Iterable<Value> {
    this.used.add(this.name);
    return [new UndefinedVariable(`iter(${this.name})`, this.used)];
  }

  override call(_call: Call): Value {
    this.used.add(this.name);
    return new UndefinedVariable(`${this.name}()`, this.used);
  }
}

/** A missing variable where templating problems are ignored: its own name as far as it goes. */
export class DummyVariable extends Undefined {
  override readonly kind = "an undefined value";

  constructor(readonly name: string) {
    super(`\`${name}\` is not defined`);
  }

  override str(): string {
    return this.name.replaceAll(".", "_");
  }

  override truthy(): boolean {
    return true;
  }

  override attribute(name: string): Value | undefined {
    if (name === "name") return this.name;
    if (name === "unsafe_callable" || name === "alters_data") return false;
    return new DummyVariable(`${this.name}.${name}`);
  }

  override item(_key: Value): Value | undefined {
    return this;
  }

  override iterate(): Iterable<Value> {
    return [this];
  }

  override call(_call: Call): Value {
    return this;
  }

  override equals(_other: Value): boolean {
    return true;
  }
}

/** The undefined value of an attribute or element that an object does not have. */
export function missing(object: Value, name: string): Undefined {
  return new Undefined(`${kindOf(object)} has no \`${name}\``);
}
