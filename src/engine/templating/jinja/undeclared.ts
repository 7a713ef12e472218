/**
 * Which names a template takes from its context. A name is assigned in a scope; what is read
 * before it is assigned there, or is assigned in some branches of an `if` only, may come from the
 * context, and counts. The rules are those by which Jinja compiles its scopes.
 */
import type { Expression, IfNode, Parameter, Statement, Target } from "./nodes.ts";
import { partsOf, targetNames } from "./walk.ts";

/** Where a name of a scope comes from. */
type Origin = "context" | "here" | "parameter" | "outer";

class Scope {
  readonly origins = new Map<string, Origin>();
  readonly stores = new Set<string>();

  constructor(readonly parent: Scope | null) {}

  knows(name: string): boolean {
    return this.origins.has(name) || (this.parent?.knows(name) ?? false);
  }

  load(name: string): void {
    if (!this.knows(name)) this.origins.set(name, "context");
  }

  store(name: string): void {
    this.stores.add(name);
    if (this.origins.has(name)) return;
    this.origins.set(name, this.parent?.knows(name) ? "outer" : "here");
  }

  declare(name: string): void {
    this.stores.add(name);
    this.origins.set(name, "parameter");
  }

  copy(): Scope {
    const copy = new Scope(this.parent);
    for (const [name, origin] of this.origins) copy.origins.set(name, origin);
    for (const name of this.stores) copy.stores.add(name);
    return copy;
  }

  /** Takes over what the branches of an `if` know. */
  join(branches: readonly Scope[]): void {
    const counts = new Map<string, number>();
    for (const { stores } of branches) {
      for (const name of stores) {
        if (!this.stores.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    for (const { origins, stores } of branches) {
      for (const [name, origin] of origins) this.origins.set(name, origin);
      for (const name of stores) this.stores.add(name);
    }
    for (const [name, count] of counts) {
      if (count === branches.length) continue;
      this.origins.set(name, this.parent?.knows(name) ? "outer" : "context");
    }
  }
}

const ownNames = new WeakMap<readonly Statement[], readonly string[]>();

/**
 * Names that are assigned in the scope of a body and not looked up in it before: until they are
 * assigned they are undefined there, be they in the context or not. Known once a template has been
 * looked through.
 */
export function ownNamesOf(body: readonly Statement[]): readonly string[] {
  return ownNames.get(body) ?? [];
}

/** A scope inside of another, to be looked through when the outer one is complete. */
interface Inner {
  /** Whether it sees nothing of the outer one: a block takes all names from the context. */
  readonly apart?: boolean;
  readonly parameters: readonly string[];
  readonly expressions: readonly Expression[];
  readonly targets: readonly Target[];
  readonly body: readonly Statement[];
}

class Finder {
  readonly found = new Set<string>();

  /** Looks through one scope and then through those inside of it. */
  frame(inner: Inner, parent: Scope | null): void {
    const scope = new Scope(parent);
    const later: Inner[] = [];
    for (const name of inner.parameters) scope.declare(name);
    for (const target of inner.targets) this.#store(target, scope);
    for (const expression of inner.expressions) this.#load(expression, scope);
    const complete = this.#statements(inner.body, scope, later);
    const own: string[] = [];
    for (const [name, origin] of complete.origins) {
      if (origin === "context") this.found.add(name);
      else if (origin === "here") own.push(name);
    }
    if (own.length > 0) ownNames.set(inner.body, own);
    for (const each of later) this.frame(each, each.apart === true ? null : complete);
  }

  #load(expression: Expression, scope: Scope): void {
    if (expression.type === "name") scope.load(expression.name);
    for (const part of partsOf(expression)) this.#load(part, scope);
  }

  #store(target: Target, scope: Scope): void {
    if (target.type === "attribute") scope.load(target.name);
    if (target.type === "tuple") { for (const item of target.items) this.#store(item, scope); }
    for (const { name } of target.type === "name" ? targetNames(target) : []) scope.store(name);
  }

  #statements(body: readonly Statement[], scope: Scope, later: Inner[]): Scope {
    for (const statement of body) this.#statement(statement, scope, later);
    return scope;
  }

  #statement(statement: Statement, scope: Scope, later: Inner[]): void {
    const load = (...expressions: Expression[]) => {
      for (const each of expressions) this.#load(each, scope);
    };
    switch (statement.type) {
      case "data":
        return;
      case "output":
      case "do":
        return load(statement.expression);
      case "set":
        load(statement.value);
        return this.#store(statement.target, scope);
      case "setblock":
        if (statement.filter !== null) load(statement.filter);
        this.#store(statement.target, scope);
        later.push(inner(statement.body));
        return;
      case "for":
        load(statement.iterable);
        later.push({
          parameters: ["loop"],
          targets: [statement.target],
          expressions: statement.filter === null ? [] : [statement.filter],
          body: statement.body,
        }, inner(statement.otherwise));
        return;
      case "if":
        return this.#if(statement, scope, later);
      case "macro":
        scope.store(statement.name);
        later.push(macroScope(statement.parameters, statement.body));
        return;
      case "callblock":
        load(statement.call);
        later.push(macroScope(statement.parameters, statement.body));
        return;
      case "filterblock":
        load(statement.filter);
        later.push(inner(statement.body));
        return;
      case "with":
        load(...statement.bindings.map(([, value]) => value));
        later.push({
          ...inner(statement.body),
          targets: statement.bindings.map(([target]) => target),
        });
        return;
      case "block":
        later.push({ ...inner(statement.body), parameters: ["self", "super"], apart: true });
        return;
      case "autoescape":
        load(statement.value);
        later.push(inner(statement.body));
        return;
      case "extends":
        return load(statement.template);
      case "include":
        return load(statement.template);
      case "import":
        load(statement.template);
        return scope.store(statement.alias);
      case "from":
        load(statement.template);
        for (const [, name] of statement.names) scope.store(name);
    }
  }

  /** An `elif` is an `if` in a branch of its own. */
  #if({ branches, otherwise }: IfNode, scope: Scope, later: Inner[]): void {
    const [first, ...elifs] = branches;
    this.#load(first![0], scope);
    const body = this.#statements(first![1], scope.copy(), later);
    const elif = scope.copy();
    for (const [test, statements] of elifs) {
      this.#load(test, elif);
      const taken = this.#statements(statements, elif.copy(), later);
      elif.join([taken, elif.copy(), elif.copy()]);
    }
    const rest = this.#statements(otherwise, scope.copy(), later);
    scope.join([body, elif, rest]);
  }
}

function inner(body: readonly Statement[]): Inner {
  return { parameters: [], expressions: [], targets: [], body };
}

function macroScope(parameters: readonly Parameter[], body: readonly Statement[]): Inner {
  return {
    parameters: [...parameters.map(({ name }) => name), "caller", "varargs", "kwargs"],
    expressions: parameters.map(({ fallback }) => fallback).filter((each) => each !== null),
    targets: [],
    body,
  };
}

/** Names that the template may look up in its context; those of Jinja's own functions too. */
export function undeclaredNames(statements: readonly Statement[]): Set<string> {
  const finder = new Finder();
  finder.frame({ ...inner(statements), parameters: ["self"] }, null);
  return finder.found;
}
