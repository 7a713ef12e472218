/** The parts of expressions and statements, for those who look through a whole template. */
import type { Arguments, Expression, Parameter, Statement, Target } from "./nodes.ts";

function ofArguments({ positional, named, rest, namedRest }: Arguments): Expression[] {
  const rests = [rest, namedRest].filter((each) => each !== null);
  return [...positional, ...named.map(([, value]) => value), ...rests];
}

/** The expressions that an expression is directly made of, in the order of their evaluation. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case "name":
    case "const":
      return [];
    case "list":
    case "tuple":
    case "concat":
      return expression.items;
    case "dict":
      return expression.pairs.flat();
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "compare":
      return [expression.first, ...expression.rest.map(([, operand]) => operand)];
    case "condition": {
      const { test, then, otherwise } = expression;
      return otherwise === null ? [test, then] : [test, then, otherwise];
    }
    case "getattr":
      return [expression.object];
    case "getitem":
      return [expression.object, expression.key];
    case "slice":
      return expression.bounds.filter((each) => each !== null);
    case "call":
      return [expression.callee, ...ofArguments(expression.arguments)];
    case "filter":
    case "test": {
      const { input } = expression;
      const args = ofArguments(expression.arguments);
      return input === null ? args : [input, ...args];
    }
  }
}

/** What a statement is directly made of. */
export interface StatementParts {
  readonly expressions: readonly Expression[];
  readonly targets: readonly Target[];
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly (readonly Statement[])[];
}

const NO_PARTS: StatementParts = { expressions: [], targets: [], parameters: [], bodies: [] };

/** The direct parts of a statement. */
export function statementParts(statement: Statement): StatementParts {
  switch (statement.type) {
    case "data":
    case "passed":
      return NO_PARTS;
    case "output":
    case "do":
      return { ...NO_PARTS, expressions: [statement.expression] };
    case "set":
      return { ...NO_PARTS, expressions: [statement.value], targets: [statement.target] };
    case "setblock": {
      const { filter, target, body } = statement;
      const expressions = filter === null ? [] : [filter];
      return { ...NO_PARTS, expressions, targets: [target], bodies: [body] };
    }
    case "for": {
      const { iterable, filter, target, body, otherwise } = statement;
      const expressions = filter === null ? [iterable] : [iterable, filter];
      return { ...NO_PARTS, expressions, targets: [target], bodies: [body, otherwise] };
    }
    case "if":
      return {
        ...NO_PARTS,
        expressions: statement.branches.map(([test]) => test),
        bodies: [...statement.branches.map(([, body]) => body), statement.otherwise],
      };
    case "macro":
      return { ...NO_PARTS, parameters: statement.parameters, bodies: [statement.body] };
    case "callblock": {
      const { call, parameters, body } = statement;
      return { ...NO_PARTS, expressions: [call], parameters, bodies: [body] };
    }
    case "filterblock":
      return { ...NO_PARTS, expressions: [statement.filter], bodies: [statement.body] };
    case "with": {
      const { bindings, body } = statement;
      const expressions = bindings.map(([, value]) => value);
      return {
        ...NO_PARTS,
        expressions,
        targets: bindings.map(([target]) => target),
        bodies: [body],
      };
    }
    case "block":
      return { ...NO_PARTS, bodies: [statement.body] };
    case "autoescape":
      return { ...NO_PARTS, expressions: [statement.value], bodies: [statement.body] };
    case "extends":
    case "include":
    case "import":
    case "from":
      return { ...NO_PARTS, expressions: [statement.template] };
  }
}

/** The names that a target assigns to. */
export function targetNames(target: Target): { name: string; line: number }[] {
  if (target.type === "name") return [target];
  return target.type === "tuple" ? target.items.flatMap(targetNames) : [];
}

/**
 * Visits every expression in some statements, those inside of others too, but for those that
 * `visit` answers with false and what is in them.
 */
function visitExpressions(
  statements: readonly Statement[],
  visit: (expression: Expression) => boolean,
): void {
  const inside = (expression: Expression): void => {
    if (!visit(expression)) return;
    for (const part of partsOf(expression)) inside(part);
  };
  for (const statement of statements) {
    const { expressions, parameters, bodies } = statementParts(statement);
    for (const expression of expressions) inside(expression);
    for (const { fallback } of parameters) if (fallback !== null) inside(fallback);
    for (const body of bodies) visitExpressions(body, visit);
  }
}

/**
 * Every place where one of the names stands, be it read or assigned to. Expressions for which
 * `passesOver` holds are not looked into.
 */
export function placesOf(
  statements: readonly Statement[],
  names: ReadonlySet<string>,
  passesOver: (expression: Expression) => boolean = () => false,
): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  const add = (place: { name: string; line: number }) => {
    if (names.has(place.name)) found.push({ name: place.name, line: place.line });
  };
  visitExpressions(statements, (expression) => {
    if (expression.type === "name") add(expression);
    return !passesOver(expression);
  });
  const inside = (body: readonly Statement[]): void => {
    for (const statement of body) {
      const { targets, parameters, bodies } = statementParts(statement);
      targets.flatMap(targetNames).forEach(add);
      parameters.forEach(add);
      bodies.forEach(inside);
    }
  };
  inside(statements);
  return found;
}
