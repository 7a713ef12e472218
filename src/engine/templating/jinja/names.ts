/**
 * Which names a template sets itself and which it wants from outside. A body is gone through in
 * the order in which it runs: what is read before it is set comes from outside, what is set first
 * is the body's own, and what only some branches of an `if` set comes from outside in the others.
 */
import type { Expression, Statement, Target } from "./nodes.ts";
import { partsOf, statementParts, targetNames } from "./walk.ts";

/** What one body does with names. */
class Usage {
  /** Names that are set before anything reads them. */
  readonly own = new Set<string>();
  /** Names that are read, or set in some branches only, before they are the body's own. */
  readonly wanted = new Set<string>();

  read(name: string): void {
    if (!this.own.has(name)) this.wanted.add(name);
  }

  set(name: string): void {
    if (!this.wanted.has(name)) this.own.add(name);
  }
}

/** A body that has names of its own: of a loop, of a macro. */
interface Inner {
  readonly body: readonly Statement[];
  readonly names: readonly string[];
  /** Expressions that see those names. */
  readonly expressions: readonly Expression[];
  /** Whether it does not see the names around it. */
  readonly isApart?: true;
}

function readAll(expression: Expression, usage: Usage): void {
  if (expression.type === "name") usage.read(expression.name);
  for (const part of partsOf(expression)) readAll(part, usage);
}

function setAll(target: Target, usage: Usage): void {
  for (const { name } of targetNames(target)) usage.set(name);
  if (target.type === "attribute") usage.read(target.name);
}

const inner = (
  body: readonly Statement[],
  names: readonly string[] = [],
  expressions: readonly Expression[] = [],
): Inner => ({ body, names, expressions });

/** What a statement does with the names of its own body; the bodies of their own in it. */
function follow(statement: Statement, usage: Usage): Inner[] {
  const parameters = () => statementParts(statement).parameters.map(({ name }) => name);
  const fallbacks = () =>
    statementParts(statement).parameters.flatMap(({ fallback }) => fallback ?? []);
  switch (statement.type) {
    case "if":
      return followIf(statement, usage);
    case "for": {
      readAll(statement.iterable, usage);
      const names = [...targetNames(statement.target).map(({ name }) => name), "loop"];
      const filter = statement.filter === null ? [] : [statement.filter];
      return [inner(statement.body, names, filter), inner(statement.otherwise)];
    }
    case "macro":
      usage.set(statement.name);
      return [inner(statement.body, [...parameters(), ...GIVEN], fallbacks())];
    case "callblock":
      readAll(statement.call, usage);
      return [inner(statement.body, [...parameters(), ...GIVEN], fallbacks())];
    case "with": {
      for (const [, value] of statement.bindings) readAll(value, usage);
      const names = statement.bindings.flatMap(([target]) => targetNames(target));
      return [inner(statement.body, names.map(({ name }) => name))];
    }
    case "block":
      return [{ ...inner(statement.body, ["self", "super"]), isApart: true }];
    case "import":
      readAll(statement.template, usage);
      usage.set(statement.alias);
      return [];
    case "from":
      readAll(statement.template, usage);
      for (const [, ours] of statement.names) usage.set(ours);
      return [];
    default: {
      const { expressions, targets, bodies } = statementParts(statement);
      for (const expression of expressions) readAll(expression, usage);
      for (const target of targets) setAll(target, usage);
      return bodies.map((body) => inner(body));
    }
  }
}

/** Names that a macro is given beside its parameters. */
const GIVEN = ["caller", "varargs", "kwargs"];

function followIf(statement: Extract<Statement, { type: "if" }>, usage: Usage): Inner[] {
  const bodies = [...statement.branches.map(([, body]) => body), statement.otherwise];
  const found: Inner[] = [];
  const branches = bodies.map((body, index) => {
    const test = statement.branches[index]?.[0];
    if (test !== undefined) readAll(test, usage);
    const branch = new Usage();
    for (const name of usage.own) branch.own.add(name);
    for (const name of usage.wanted) branch.wanted.add(name);
    found.push(...followAll(body, branch));
    return branch;
  });
  for (const { wanted } of branches) for (const name of wanted) usage.read(name);
  for (const { own } of branches) {
    for (const name of own) {
      if (branches.every((branch) => branch.own.has(name))) usage.set(name);
      else usage.read(name);
    }
  }
  return found;
}

function followAll(body: readonly Statement[], usage: Usage): Inner[] {
  return body.flatMap((statement) => follow(statement, usage));
}

const known = new WeakMap<readonly Statement[], ReadonlySet<string>>();

/** Names that a body sets itself before it reads them: they hide those around it. */
export function ownNamesOf(body: readonly Statement[]): ReadonlySet<string> {
  let found = known.get(body);
  if (found === undefined) {
    const usage = new Usage();
    followAll(body, usage);
    known.set(body, found = usage.own);
  }
  return found;
}

/** Names that a template wants from outside. */
export function undeclaredNames(body: readonly Statement[]): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (part: Inner, around: ReadonlySet<string>): void => {
    const usage = new Usage();
    for (const name of part.names) usage.own.add(name);
    for (const expression of part.expressions) readAll(expression, usage);
    const bodies = followAll(part.body, usage);
    const outside = part.isApart ? new Set<string>() : around;
    for (const name of usage.wanted) if (!outside.has(name)) found.add(name);
    const seen = new Set([...outside, ...usage.own]);
    for (const each of bodies) look(each, seen);
  };
  look(inner(body, ["self"]), new Set());
  return found;
}
