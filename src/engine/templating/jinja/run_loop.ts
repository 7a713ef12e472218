/** Carries out `for`: its rounds, its `else`, and what a recursive loop calls again. */
import { TemplateRuntimeError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import { assign } from "./assign.ts";
import { elements } from "./elements.ts";
import { Scope } from "./environment.ts";
import { frame } from "./frames.ts";
import { LoopState, mentions } from "./loop.ts";
import { passBetween } from "./passing.ts";
import type { Expression, ForNode, Placed, Statement } from "./nodes.ts";
import { truthy, type Value } from "./values.ts";
import { Output } from "./visits.ts";

/** What a loop needs of the renderer that it belongs to. */
export interface LoopHost {
  run(body: readonly Statement[], scope: Scope, output: Output): void;
  value(expression: Expression, scope: Scope): Value;
}

export class LoopRunner {
  readonly #budget: Budget;
  readonly #host: LoopHost;

  constructor(budget: Budget, host: LoopHost) {
    this.#budget = budget;
    this.#host = host;
  }

  /**
   * Runs the loop over a value. Only the outermost call (`depth` 0) visits the loop's own tags;
   * what a recursive loop puts out inside belongs to the expression that called it.
   */
  run(node: ForNode & Placed, over: Value, scope: Scope, output: Output, depth = 0): void {
    const items = this.#items(node, over, scope);
    const { tags } = node;
    if (depth === 0) output.decide(tags[0]!);
    if (items.length === 0) {
      passBetween(tags[0]!, tags[1]!, output);
      for (const tag of tags.slice(1, -1)) output.decide(tag);
      output.remember(() => this.#host.run(node.otherwise, frame(node.otherwise, scope), output));
      return output.decide(tags.at(-1)!);
    }
    this.#rounds(node, items, scope, output, depth);
    if (depth > 0) return;
    for (const [index, tag] of tags.entries()) {
      if (index === 0) continue;
      output.decide(tag);
      if (index < tags.length - 1) passBetween(tag, tags[index + 1]!, output);
    }
  }

  /** What the loop goes over: the items that its own test lets through. */
  #items(node: ForNode, over: Value, scope: Scope): Value[] {
    const items = [...elements(over)];
    this.#budget.step(items.length);
    const { filter } = node;
    if (filter === null) return items;
    return items.filter((item) => {
      const inner = new Scope(scope);
      assign(node.target, item, inner);
      return truthy(this.#host.value(filter, inner));
    });
  }

  #rounds(
    node: ForNode & Placed,
    items: Value[],
    scope: Scope,
    output: Output,
    depth: number,
  ): void {
    const loop = new LoopState(
      [...items],
      depth,
      (inner) => this.#again(node, inner, scope, depth),
    );
    const saysLoop = mentions(node.body, "loop");
    let hasRun = false;
    for (const item of items) {
      const inner = frame(node.body, scope);
      assign(node.target, item, inner);
      if (saysLoop) inner.set("loop", loop);
      const visits = output.visits.length;
      if (hasRun) output.pass(node.tags.at(-1));
      const isKept = output.remember(() => this.#host.run(node.body, inner, output));
      if (isKept) hasRun = true;
      else output.visits.length = visits;
      loop.advance();
    }
  }

  /** What `loop(items)` puts out. */
  #again(node: ForNode & Placed, over: Value, scope: Scope, depth: number): string {
    if (!node.recursive) throw new TemplateRuntimeError("the loop is not marked as recursive");
    return this.#budget.deeper(() => {
      const nested = new Output(false);
      this.run(node, over, scope, nested, depth + 1);
      return nested.toString();
    });
  }
}
