/** Blocks of templates: what `self` and `super` are, and which block of a name is run. */
import { TemplateRuntimeError } from "../errors.ts";
import type { Scope } from "./environment.ts";
import type { BlockNode, Statement } from "./nodes.ts";
import { Undefined } from "./undefined.ts";
import { PyFunction, PyObject, type Value } from "./values.ts";
import { statementParts } from "./walk.ts";

/** How many templates one may extend, one behind the other. */
export const MAX_PARENTS = 100;

/** A template while it is rendered: its variables, and its blocks with those that it extends. */
export class Page {
  /** By name, the template's own block first, then those of the templates that it extends. */
  readonly blocks = new Map<string, BlockNode[]>();
  /** The template that it extends, once it has said so. */
  parent: readonly Statement[] | null = null;
  /** What was put out before that. */
  kept = "";

  constructor(readonly root: Scope, body: readonly Statement[]) {
    this.collect(body);
  }

  /** Takes the blocks of a template in, behind those that are there. */
  collect(body: readonly Statement[]): void {
    for (const block of blocksIn(body)) {
      const chain = this.blocks.get(block.name);
      if (chain === undefined) this.blocks.set(block.name, [block]);
      else chain.push(block);
    }
  }
}

const known = new WeakMap<readonly Statement[], readonly BlockNode[]>();

/** The blocks of a template, those inside of others too. */
function blocksIn(body: readonly Statement[]): readonly BlockNode[] {
  let found = known.get(body);
  if (found === undefined) {
    found = body.flatMap((statement) => {
      const inner = statementParts(statement).bodies.flatMap(blocksIn);
      return statement.type === "block" ? [statement, ...inner] : inner;
    });
    known.set(body, found);
  }
  return found;
}

/** Renders the block of a name, as deep in its chain as is said. */
export type RunBlock = (name: string, depth: number) => string;

/** The variable `self`: each block as a function. */
export class TemplateReference extends PyObject {
  readonly kind = "a template";

  constructor(readonly page: Page, readonly run: RunBlock) {
    super();
  }

  repr(): string {
    return "<TemplateReference None>";
  }

  override attribute(name: string): Value | undefined {
    if (!this.page.blocks.has(name)) return undefined;
    return new PyFunction(name, () => this.run(name, 0));
  }
}

/** The variable `super` in a block: the block that it replaces, as a function. */
export function superOf(page: Page, name: string, depth: number, run: RunBlock): Value {
  if (page.blocks.get(name)![depth + 1] === undefined) {
    return new Undefined(`super() finds no block \`${name}\` above this one`);
  }
  return new PyFunction("super", () => run(name, depth + 1));
}

/** The block of a name. Throws TemplateRuntimeError for one that must be replaced and is not. */
export function blockOf(page: Page, name: string, depth: number): BlockNode {
  const block = page.blocks.get(name)![depth]!;
  if (!block.required) return block;
  throw new TemplateRuntimeError(`the block \`${name}\` is required, and no template fills it`);
}
