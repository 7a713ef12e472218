import { TemplateSyntaxError } from "../errors.ts";
import type { Expression, Statement } from "./nodes.ts";
import { findFilter } from "./filters.ts";
import { findTest } from "./tests.ts";
import { partsOf, statementParts } from "./walk.ts";

/** An unknown name inside of an expression; what an inline `if` holds is not looked at. */
function inExpression(expression: Expression): TemplateSyntaxError | null {
  if (expression.type === "condition") return null;
  if (expression.type === "filter" && findFilter(expression.name) === undefined) {
    return new TemplateSyntaxError(`there is no filter \`${expression.name}\``, expression.line);
  }
  if (expression.type === "test" && findTest(expression.name) === undefined) {
    return new TemplateSyntaxError(`there is no test \`${expression.name}\``, expression.line);
  }
  for (const part of partsOf(expression)) {
    const found = inExpression(part);
    if (found !== null) return found;
  }
  return null;
}

/**
 * What is wrong with a template that names a filter or test which does not exist; null when
 * nothing is. Right inside of an `if` such a name only matters when it is reached, as in Jinja.
 */
export function unknownName(
  statements: readonly Statement[],
  guarded = false,
): TemplateSyntaxError | null {
  for (const statement of statements) {
    const { expressions, parameters, bodies } = statementParts(statement);
    const inner = statement.type === "if";
    if (!guarded && !inner) {
      const fallbacks = parameters.map(({ fallback }) => fallback).filter((each) => each !== null);
      for (const expression of [...expressions, ...fallbacks]) {
        const found = inExpression(expression);
        if (found !== null) return found;
      }
    }
    for (const body of bodies) {
      const found = unknownName(body, inner);
      if (found !== null) return found;
    }
  }
  return null;
}
