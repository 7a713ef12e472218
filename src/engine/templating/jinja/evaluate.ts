import { TemplateRuntimeError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import type { Scope } from "./environment.ts";
import { findFilter } from "./filters.ts";
import { Markup } from "./markup.ts";
import type { Arguments, Expression, FilterNode } from "./nodes.ts";
import { elements } from "./elements.ts";
import { arithmetic, compare, concatenate, signed } from "./operators.ts";
import { getAttribute, getElement, getSlice } from "./subscripts.ts";
import { findTest } from "./tests.ts";
import { Undefined } from "./undefined.ts";
import {
  type Call,
  kindOf,
  PyDict,
  PyList,
  PyObject,
  PyTuple,
  str,
  truthy,
  type Value,
} from "./values.ts";

/** Steps that a large value costs each time it is handled. */
function weightOf(value: Value): number {
  if (typeof value === "string") return value.length >>> 6;
  if (value instanceof Markup) return value.text.length >>> 6;
  return value instanceof PyList || value instanceof PyTuple ? value.items.length >>> 2 : 0;
}

/** Evaluates expressions. Throws TemplateRuntimeError where Jinja raises. */
export class Evaluator {
  constructor(readonly budget: Budget) {}

  evaluate(expression: Expression, scope: Scope): Value {
    const value = this.#evaluate(expression, scope);
    this.budget.step(1 + weightOf(value));
    return value;
  }

  #evaluate(expression: Expression, scope: Scope): Value {
    switch (expression.type) {
      case "const":
        return expression.value;
      case "name":
        return this.#named(expression.name, scope);
      case "list":
        return new PyList(this.#all(expression.items, scope));
      case "tuple":
        return new PyTuple(this.#all(expression.items, scope));
      case "dict":
        return this.#dict(expression.pairs, scope);
      case "concat":
        return concatenate(this.#all(expression.items, scope));
      case "slice":
        throw new TemplateRuntimeError("a slice stands where no slice can be");
      case "getattr":
        return getAttribute(this.evaluate(expression.object, scope), expression.name);
      case "getitem":
        return this.#element(expression, scope);
      case "call":
        return this.call(
          this.evaluate(expression.callee, scope),
          this.arguments(expression.arguments, scope),
        );
      case "filter":
        if (expression.input === null) throw new TemplateRuntimeError("a filter misses its input");
        return this.filter(expression, this.evaluate(expression.input, scope), scope);
      case "test": {
        const input = this.evaluate(expression.input, scope);
        return this.test(expression.name, input, this.arguments(expression.arguments, scope));
      }
      default:
        return this.#operation(expression, scope);
    }
  }

  /** What an operator makes of its operands. */
  #operation(
    expression: Extract<Expression, { type: "unary" | "binary" | "compare" | "condition" }>,
    scope: Scope,
  ): Value {
    switch (expression.type) {
      case "unary": {
        const operand = this.evaluate(expression.operand, scope);
        return expression.operator === "not"
          ? !truthy(operand)
          : signed(expression.operator, operand);
      }
      case "binary": {
        const { operator } = expression;
        const left = this.evaluate(expression.left, scope);
        if (operator === "and") return truthy(left) ? this.evaluate(expression.right, scope) : left;
        if (operator === "or") return truthy(left) ? left : this.evaluate(expression.right, scope);
        return arithmetic(operator, left, this.evaluate(expression.right, scope));
      }
      case "compare": {
        let left = this.evaluate(expression.first, scope);
        for (const [operator, operand] of expression.rest) {
          const right = this.evaluate(operand, scope);
          if (!compare(operator, left, right)) return false;
          left = right;
        }
        return true;
      }
      case "condition": {
        if (truthy(this.evaluate(expression.test, scope))) {
          return this.evaluate(expression.then, scope);
        }
        if (expression.otherwise !== null) return this.evaluate(expression.otherwise, scope);
        return new Undefined("a condition without an else did not hold");
      }
    }
  }

  /** Calls a value. Throws TemplateRuntimeError when it cannot be called. */
  call(callee: Value, call: Call): Value {
    const found = callee instanceof PyObject ? callee.call(call) : undefined;
    if (found !== undefined) return found;
    throw new TemplateRuntimeError(`${kindOf(callee)} cannot be called`);
  }

  /** Evaluates arguments. */
  arguments({ positional, named, rest, namedRest }: Arguments, scope: Scope): Call {
    const values = this.#all(positional, scope);
    if (rest !== null) values.push(...elements(this.evaluate(rest, scope)));
    const byName = new Map<string, Value>();
    for (const [name, value] of named) byName.set(name, this.evaluate(value, scope));
    if (namedRest !== null) {
      const more = this.evaluate(namedRest, scope);
      if (!(more instanceof PyDict)) {
        throw new TemplateRuntimeError("only a mapping can stand behind ** in a call");
      }
      for (const [key, value] of more.entries.values()) byName.set(str(key), value);
    }
    return { positional: values, named: byName };
  }

  /** Applies a filter of the template. */
  filter({ name, arguments: args }: FilterNode, value: Value, scope: Scope): Value {
    return this.applyFilter(name, value, this.arguments(args, scope));
  }

  /** Applies a filter by name. */
  applyFilter(name: string, value: Value, call: Call): Value {
    this.budget.step();
    const filter = findFilter(name);
    if (filter === undefined) throw new TemplateRuntimeError(`there is no filter \`${name}\``);
    return filter(value, call, this);
  }

  /** Applies a test by name. */
  test(name: string, value: Value, call: Call): boolean {
    this.budget.step();
    const test = findTest(name);
    if (test === undefined) throw new TemplateRuntimeError(`there is no test \`${name}\``);
    if (test.length < 2 && call.positional.length > 0) {
      throw new TemplateRuntimeError(`the test '${name}' takes no arguments`);
    }
    return test(value, call);
  }

  #all(expressions: readonly Expression[], scope: Scope): Value[] {
    return expressions.map((each) => this.evaluate(each, scope));
  }

  #named(name: string, scope: Scope): Value {
    const value = scope.lookUp(name);
    return value !== undefined ? value : new Undefined(`\`${name}\` is not defined`);
  }

  #dict(pairs: readonly (readonly [Expression, Expression])[], scope: Scope): PyDict {
    const dict = new PyDict();
    for (const [key, value] of pairs) {
      dict.set(this.evaluate(key, scope), this.evaluate(value, scope));
    }
    return dict;
  }

  #element(expression: Extract<Expression, { type: "getitem" }>, scope: Scope): Value {
    const object = this.evaluate(expression.object, scope);
    const { key } = expression;
    if (key.type !== "slice") return getElement(object, this.evaluate(key, scope));
    const [start, stop, step] = key.bounds.map((bound) =>
      bound === null ? null : this.evaluate(bound, scope)
    );
    return getSlice(object, { start: start!, stop: stop!, step: step! });
  }
}
