import type { Budget } from "../limits.ts";
import type { Delimiters } from "./delimiters.ts";
import type { Statement } from "./nodes.ts";
import type { Value } from "./values.ts";

/** What templates of one request share. */
export interface Environment {
  /** What all renderings may spend together. */
  readonly budget: Budget;
  /** What sets tags and expressions apart from text. */
  readonly delimiters: Delimiters;
  /** Whether dbt's tags are known. */
  readonly dbt: boolean;
  /** Whether problems are passed over: missing templates then hold their own name. */
  readonly lenient: boolean;
  /** Whether there is anywhere to load templates from. */
  readonly hasLoader: boolean;
  /** A parsed template by name; null when there is none. Throws TemplateSyntaxError. */
  load(name: string): readonly Statement[] | null;
}

/** Variables, and the scope that they are in. */
export class Scope {
  readonly variables: Map<string, Value>;

  constructor(readonly parent: Scope | null, variables?: Map<string, Value>) {
    this.variables = variables ?? new Map();
  }

  lookUp(name: string): Value | undefined {
    let at: Scope | null = this.parent;
    let found = this.variables.get(name);
    while (found === undefined && at !== null) {
      found = at.variables.get(name);
      at = at.parent;
    }
    return found;
  }

  set(name: string, value: Value): void {
    this.variables.set(name, value);
  }
}
