import { TemplateRuntimeError } from "../errors.ts";
import { Budget } from "../limits.ts";
import { Scope } from "./environment.ts";
import { Evaluator } from "./evaluate.ts";
import type { Expression } from "./nodes.ts";
import type { Value } from "./values.ts";

/** A scope in which no name can be looked up. */
class NoNames extends Scope {
  override lookUp(name: string): Value | undefined {
    throw new TemplateRuntimeError(`'${name}' is no constant`);
  }
}

class ConstantEvaluator extends Evaluator {
  override call(): Value {
    throw new TemplateRuntimeError("a call is no constant");
  }
}

/**
 * Whether Jinja's compiler works an expression out by itself: what such an expression never
 * comes to (`true or x`) is gone before anybody looks for names.
 */
export function isConstant(expression: Expression): boolean {
  if (expression.type === "name" || expression.type === "call") return false;
  try {
    new ConstantEvaluator(new Budget()).evaluate(expression, new NoNames(null));
    return true;
  } catch (error) {
    if (error instanceof TemplateRuntimeError) return false;
    throw error;
  }
}
