import { TemplateRuntimeError } from "../errors.ts";
import { Scope } from "./environment.ts";
import type { Expression, Parameter, Statement } from "./nodes.ts";
import { Undefined } from "./undefined.ts";
import { type Call, PyDict, PyObject, PyTuple, repr, type Value } from "./values.ts";
import { placesOf } from "./walk.ts";

/** A macro as a value. */
export class Macro extends PyObject {
  readonly kind = "a macro";

  constructor(
    readonly name: string,
    readonly parameters: readonly string[],
    readonly run: (call: Call) => Value,
    /** Which of the special names its body uses. */
    readonly special: ReadonlySet<string> = new Set(),
  ) {
    super();
  }

  repr(): string {
    return `<Macro ${repr(this.name)}>`;
  }

  override attribute(name: string): Value | undefined {
    if (name === "name") return this.name;
    if (name === "arguments") return new PyTuple(this.parameters);
    if (name === "caller") return this.special.has(name);
    if (name === "catch_varargs") return this.special.has("varargs");
    return name === "catch_kwargs" ? this.special.has("kwargs") : undefined;
  }

  override call(call: Call): Value {
    return this.run(call);
  }
}

/** A macro's node as far as a call needs it. */
interface Definition {
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

const SPECIAL = ["caller", "varargs", "kwargs"] as const;
const mentioned = new WeakMap<Definition, ReadonlySet<string>>();

/** Which of the special names a macro's body uses: that decides what it accepts. */
export function specialNames(definition: Definition): ReadonlySet<string> {
  let found = mentioned.get(definition);
  if (found === undefined) {
    const places = placesOf(definition.body, new Set(SPECIAL));
    mentioned.set(definition, found = new Set(places.map(({ name }) => name)));
  }
  return found;
}

/**
 * The scope in which a macro's body runs: parameters by place, by name, or by their defaults.
 * Throws TemplateRuntimeError for an argument that the macro does not take.
 */
export function bindMacro(
  name: string,
  definition: Definition,
  { positional, named }: Call,
  outside: Scope,
  evaluate: (expression: Expression, scope: Scope) => Value,
): Scope {
  const scope = new Scope(outside);
  const special = specialNames(definition);
  const rest = new Map(named);
  definition.parameters.forEach((parameter, index) => {
    const given = positional[index] !== undefined ? positional[index] : rest.get(parameter.name);
    if (given !== undefined) {
      scope.set(parameter.name, given);
      if (positional[index] === undefined) rest.delete(parameter.name);
    } else if (parameter.fallback !== null) {
      scope.set(parameter.name, evaluate(parameter.fallback, scope));
    } else {
      const message = `the argument \`${parameter.name}\` is not given`;
      scope.set(parameter.name, new Undefined(message));
    }
  });
  const caller = rest.get("caller");
  const isParameter = definition.parameters.some((each) => each.name === "caller");
  if (special.has("caller") && !isParameter) {
    scope.set(
      "caller",
      caller ?? new Undefined("the macro is not called by a call block, so it has no caller()"),
    );
    rest.delete("caller");
  }
  const extra = positional.slice(definition.parameters.length);
  if (special.has("varargs")) scope.set("varargs", new PyTuple(extra));
  else if (extra.length > 0) {
    const most = definition.parameters.length;
    throw new TemplateRuntimeError(`the macro \`${name}\` takes ${most} arguments at most`);
  }
  if (special.has("kwargs")) {
    const others = new PyDict();
    for (const [key, value] of rest) others.set(key, value);
    scope.set("kwargs", others);
  } else if (rest.size > 0) {
    const [first] = rest.keys();
    throw new TemplateRuntimeError(`the macro \`${name}\` has no argument \`${first}\``);
  }
  return scope;
}

/** An imported template: its text, and what it exports as attributes. */
export class Module extends PyObject {
  readonly kind = "a loaded template";

  constructor(
    readonly name: string,
    readonly text: string,
    readonly exported: ReadonlyMap<string, Value>,
  ) {
    super();
  }

  repr(): string {
    return `<TemplateModule ${repr(this.name)}>`;
  }

  override str(): string {
    return this.text;
  }

  override attribute(name: string): Value | undefined {
    return name.startsWith("_") ? undefined : this.exported.get(name);
  }
}

/** What `namespace()` makes: the one object whose attributes can be set. */
export class Namespace extends PyObject {
  readonly kind = "a namespace";
  readonly #attributes: Map<string, Value>;

  constructor(attributes: ReadonlyMap<string, Value>) {
    super();
    this.#attributes = new Map(attributes);
  }

  repr(): string {
    const shown = [...this.#attributes].map(([key, value]) => `${repr(key)}: ${repr(value)}`);
    return `<Namespace {${shown.join(", ")}}>`;
  }

  override attribute(name: string): Value | undefined {
    return this.#attributes.get(name);
  }

  override item(key: Value): Value | undefined {
    return typeof key === "string" ? this.#attributes.get(key) : undefined;
  }

  set(name: string, value: Value): void {
    this.#attributes.set(name, value);
  }
}
