import { TemplateRuntimeError, UntraceableError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import { assign } from "./assign.ts";
import { blockOf, MAX_PARENTS, Page, superOf, TemplateReference } from "./blocks.ts";
import { MacroReturn } from "./dbt.ts";
import { type Environment, Scope } from "./environment.ts";
import { Evaluator } from "./evaluate.ts";
import { frame, hideOwn, outer, outermost } from "./frames.ts";
import { loadTemplate } from "./load.ts";
import { bindMacro, Macro, Module, specialNames } from "./macro.ts";
import { escaped } from "./markup.ts";
import type {
  BlockNode,
  Expression,
  FilterNode,
  FromNode,
  IfNode,
  Placed,
  Statement,
} from "./nodes.ts";
import { passBetween, passOver } from "./passing.ts";
import { LoopRunner } from "./run_loop.ts";
import { getAttribute } from "./subscripts.ts";
import { DummyVariable, Undefined } from "./undefined.ts";
import type { Ways } from "./variants.ts";
import { Output } from "./visits.ts";
import { kindOf, str, truthy, type Value } from "./values.ts";

/** A statement of one type. */
type Of<Type extends Statement["type"]> = Extract<Statement, { type: Type }>;

/** Carries out the statements of templates. Throws TemplateRuntimeError where Jinja raises. */
export class Renderer {
  readonly #evaluator: Evaluator;
  readonly #budget: Budget;
  readonly #loops: LoopRunner;
  #page: Page | null = null;
  /** Pieces of the tags that no longer test, nor strip, because a way was chosen for them. */
  readonly loosened: Set<number> = new Set();
  /** Whether what is put out is made fit for HTML. */
  #escapes = false;

  /** @param ways where each `if` of the template itself goes, whatever its tests say */
  constructor(readonly environment: Environment, readonly ways: Ways = new Map()) {
    this.#budget = environment.budget;
    this.#evaluator = new Evaluator(this.#budget);
    this.#loops = new LoopRunner(this.#budget, {
      run: (body, scope, output) => this.#run(body, scope, output),
      value: (expression, scope) => this.#value(expression, scope),
    });
  }

  /** The text that statements render to in a scope. */
  render(body: readonly Statement[], scope: Scope): string {
    return this.#budget.deeper(() => {
      const output = new Output(false);
      this.#run(body, scope, output);
      return output.toString();
    });
  }

  /**
   * Renders a whole template and records what its text comes from; `leads` are those of its tags.
   */
  record(
    body: readonly Statement[],
    leads: ReadonlyMap<number, number>,
    scope: Scope,
  ): { text: string; output: Output } {
    const output = new Output(true, leads);
    const text = this.template(body, scope, output);
    if (text === output.toString()) return { text, output };
    throw new UntraceableError("the text comes from a template that this one extends");
  }

  /** What a template leaves behind: its text and the names that it has set. */
  module(name: string, body: readonly Statement[], context: Scope): Module {
    const scope = new Scope(context);
    const text = this.template(body, scope);
    return new Module(name, text, scope.variables);
  }

  /** The text of a whole template, and of those that it extends. */
  template(body: readonly Statement[], scope: Scope, output = new Output(false)): string {
    const outside = this.#page;
    const page = this.#page = new Page(scope, body);
    hideOwn(body, scope);
    scope.set(
      "self",
      new TemplateReference(page, (name, depth) => this.#blockOf(page, name, depth)),
    );
    this.#budget.deeper(() => this.#run(body, scope, output));
    let text = output.toString();
    let kept = "";
    for (let parents = 0; page.parent !== null; parents++) {
      if (parents === MAX_PARENTS) throw new TemplateRuntimeError("too many templates extended");
      const { parent } = page;
      kept += page.kept;
      page.parent = null;
      text = this.render(parent, scope);
    }
    this.#page = outside;
    return kept + text;
  }

  #extend(parent: readonly Statement[], output: Output): void {
    const page = this.#page!;
    if (page.parent !== null) {
      throw new TemplateRuntimeError("a template extends one other at most");
    }
    page.parent = parent;
    page.kept = output.toString();
    page.collect(parent);
  }

  #runBlock(name: string, depth: number, scope: Scope | null): string {
    const page = this.#page!;
    // A template that extends another one puts nothing out itself.
    if (page.parent !== null) return "";
    return this.#blockOf(page, name, depth, scope ?? page.root);
  }

  #blockOf(page: Page, name: string, depth: number, outside = page.root): string {
    const block = blockOf(page, name, depth);
    const scope = frame(block.body, outside);
    const run = (other: string, deeper: number) => this.#blockOf(page, other, deeper, outside);
    scope.set("super", superOf(page, name, depth, run));
    return this.render(block.body, scope);
  }

  #shown(value: Value): string {
    return this.#escapes ? escaped(value).text : str(value);
  }

  #run(body: readonly Statement[], scope: Scope, output: Output): void {
    for (const statement of body) this.#statement(statement, scope, output);
  }

  #value(expression: Expression, scope: Scope): Value {
    return this.#evaluator.evaluate(expression, scope);
  }

  #statement(statement: Statement, scope: Scope, output: Output): void {
    this.#budget.step();
    const tag = statement.tags[0]!;
    switch (statement.type) {
      case "data":
        return output.add(statement.text, tag);
      case "passed":
        if (this.#isKept(statement)) return output.add(statement.text, tag);
        return statement.stripped === undefined ? output.pass(tag) : output.decide(tag);
      case "output":
        return output.add(this.#shown(this.#value(statement.expression, scope)), tag);
      case "do":
        this.#value(statement.expression, scope);
        return output.pass(tag);
      case "set":
        assign(statement.target, this.#value(statement.value, scope), scope);
        return output.pass(tag);
      case "if":
        return this.#if(statement, scope, output);
      case "for":
        return this.#loops.run(statement, this.#value(statement.iterable, scope), scope, output);
      case "macro":
        scope.set(statement.name, this.#macro(statement.name, statement, scope));
        return passOver(statement, output);
      default:
        return this.#block(statement, scope, output);
    }
  }

  #block(
    statement: Exclude<
      Statement,
      { type: "data" | "passed" | "output" | "do" | "set" | "if" | "for" | "macro" }
    >,
    scope: Scope,
    output: Output,
  ): void {
    const tag = statement.tags[0]!;
    switch (statement.type) {
      case "setblock": {
        const text = this.render(statement.body, frame(statement.body, scope));
        assign(statement.target, this.#filtered(statement.filter, text, scope), scope);
        return passOver(statement, output);
      }
      case "filterblock":
        return this.#filterBlock(statement, scope, output);
      case "callblock":
        output.add(this.#called(statement, scope), tag);
        return passOver(statement, output, true);
      case "with":
        return this.#with(statement, scope, output);
      case "block":
        return this.#pageBlock(statement, scope, output);
      case "autoescape":
        return this.#autoescape(statement, scope, output);
      case "extends":
        output.pass(tag);
        return this.#extend(this.#load(statement.template, scope, false)!, output);
      case "include":
        return output.add(this.#included(statement, scope), tag);
      case "import": {
        const body = this.#load(statement.template, scope, false)!;
        const module = this.module(statement.alias, body, outer(statement, scope));
        scope.set(statement.alias, module);
        return output.pass(tag);
      }
      case "from":
        this.#from(statement, scope);
        return output.pass(tag);
    }
  }

  #filterBlock(statement: Of<"filterblock">, scope: Scope, output: Output): void {
    const tag = statement.tags[0]!;
    output.pass(tag);
    const inner = new Output(output.records, output.leads);
    this.#inside(statement.body, scope, inner);
    const text = str(this.#filtered(statement.filter, inner.toString(), scope));
    output.append(inner, text, tag);
    output.pass(statement.tags.at(-1));
  }

  /** What the macro that a call block calls gives, which has to be text. */
  #called(statement: Of<"callblock">, scope: Scope): string {
    const { call } = statement;
    const caller = this.#macro("caller", statement, scope);
    const { positional, named } = this.#evaluator.arguments(call.arguments, scope);
    const callee = this.#value(call.callee, scope);
    const withCaller = { positional, named: new Map([...named, ["caller", caller]]) };
    const text = this.#evaluator.call(callee, withCaller);
    if (typeof text === "string") return text;
    throw new TemplateRuntimeError(`a call block calls a macro, and this gave ${kindOf(text)}`);
  }

  #with(statement: Of<"with">, scope: Scope, output: Output): void {
    const inner = frame(statement.body, scope);
    for (const [target, value] of statement.bindings) {
      assign(target, this.#value(value, scope), inner);
    }
    output.pass(statement.tags[0]!);
    this.#run(statement.body, inner, output);
    output.pass(statement.tags.at(-1));
  }

  #autoescape(statement: Of<"autoescape">, scope: Scope, output: Output): void {
    const outside = this.#escapes;
    this.#escapes = truthy(this.#value(statement.value, scope));
    output.pass(statement.tags[0]!);
    this.#inside(statement.body, scope, output);
    this.#escapes = outside;
    output.pass(statement.tags.at(-1));
  }

  /** The text of an included template; none where it may be missing and is. */
  #included(statement: Of<"include">, scope: Scope): string {
    const body = this.#load(statement.template, scope, statement.ignoreMissing);
    return body === null ? "" : this.template(body, new Scope(outermost(statement, scope)));
  }

  /** Runs a body in a scope of its own. */
  #inside(body: readonly Statement[], scope: Scope, output: Output): void {
    this.#budget.deeper(() => this.#run(body, frame(body, scope), output));
  }

  #if(statement: IfNode & Placed, scope: Scope, output: Output): void {
    const { branches, otherwise, tags } = statement;
    const isTaken = ([test]: IfNode["branches"][number]) => truthy(this.#value(test, scope));
    const forced = output.records ? this.ways.get(tags[0]!) : undefined;
    const found = forced ?? branches.findIndex(isTaken);
    const way = found < 0 ? branches.length : found;
    const body = branches[way]?.[1] ?? otherwise;
    const last = tags.length - 1;
    tags.forEach((tag, index) => {
      // Without an `else` the last way leads from the last test to the end.
      output.decide(tag);
      if (index === last) return;
      if (index === way && output.remember(() => this.#run(body, scope, output))) return;
      passBetween(tag, tags[index + 1]!, output);
    });
  }

  /** Whether white space stays because the tags that strip it are chosen for, not tested. */
  #isKept({ stripped, tags }: Of<"passed">): boolean {
    if (stripped === undefined || this.loosened.size === 0) return false;
    const { byTagBefore, byTagBehind } = stripped;
    const [tag] = tags;
    return (!byTagBefore || this.loosened.has(tag! - 1)) &&
      (!byTagBehind || this.loosened.has(tag! + 1));
  }

  /** A block of the template itself; what replaces it belongs to its first tag. */
  #pageBlock(statement: BlockNode & Placed, scope: Scope, output: Output): void {
    const outside = statement.scoped ? scope : null;
    const page = this.#page!;
    const isOwn = page.parent === null && output.records &&
      blockOf(page, statement.name, 0).body === statement.body;
    output.add(this.#runBlock(statement.name, 0, outside), statement.tags[0]!);
    if (isOwn) passOver(statement, output, true);
  }

  #from(statement: FromNode, scope: Scope): void {
    const body = this.#load(statement.template, scope, false)!;
    const module = this.module("module", body, outer(statement, scope));
    for (const [theirs, ours] of statement.names) {
      const value = getAttribute(module, theirs);
      const absent = value instanceof Undefined && !(value instanceof DummyVariable);
      scope.set(
        ours,
        absent ? new Undefined(`the template does not export '${theirs}'`) : value,
      );
    }
  }

  #filtered(filter: FilterNode | null, text: string, scope: Scope): Value {
    if (filter === null) return text;
    const input = filter.input;
    const value = input === null ? text : this.#filtered(input as FilterNode, text, scope);
    return this.#evaluator.filter(filter, value, scope);
  }

  #macro(
    name: string,
    node: Pick<Of<"callblock">, "parameters" | "body">,
    scope: Scope,
  ): Macro {
    const fallback = (expression: Expression, inner: Scope) => this.#value(expression, inner);
    return new Macro(name, node.parameters.map((each) => each.name), (call) => {
      const inner = bindMacro(name, node, call, frame(node.body, scope), fallback);
      try {
        return this.render(node.body, inner);
      } catch (error) {
        // dbt's `return` gives a macro a value that is no text.
        if (error instanceof MacroReturn) return error.value;
        throw error;
      }
    }, specialNames(node));
  }

  #load(expression: Expression, scope: Scope, mayMiss: boolean): readonly Statement[] | null {
    return loadTemplate(this.#value(expression, scope), this.environment, mayMiss);
  }
}
