import type { ParseToken } from "./stream.ts";
import type { Value } from "./values.ts";

/** Arguments of a call, a filter or a test. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  /** `*rest` and `**rest`. */
  readonly rest: Expression | null;
  readonly namedRest: Expression | null;
}

export type UnaryOperator = "not" | "-" | "+";
export type BinaryOperator = "and" | "or" | "+" | "-" | "*" | "/" | "//" | "%" | "**";
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "notin";

export interface NameNode {
  readonly type: "name";
  readonly name: string;
  readonly line: number;
}

export interface CallNode {
  readonly type: "call";
  readonly callee: Expression;
  readonly arguments: Arguments;
}

export interface FilterNode {
  readonly type: "filter";
  readonly name: string;
  /** Null in a filter block: what the block renders goes in. */
  readonly input: Expression | null;
  readonly arguments: Arguments;
  readonly line: number;
}

/** A tree of names that values are taken apart into. */
export type Target =
  | NameNode
  | { readonly type: "attribute"; readonly name: string; readonly attribute: string }
  | { readonly type: "tuple"; readonly items: readonly Target[] };

export type Expression =
  | NameNode
  | CallNode
  | FilterNode
  | { readonly type: "const"; readonly value: Value }
  | { readonly type: "list" | "tuple"; readonly items: readonly Expression[] }
  | { readonly type: "dict"; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | { readonly type: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
    readonly type: "binary";
    readonly operator: BinaryOperator;
    readonly left: Expression;
    readonly right: Expression;
  }
  | { readonly type: "concat"; readonly items: readonly Expression[] }
  | {
    readonly type: "compare";
    readonly first: Expression;
    readonly rest: readonly (readonly [Comparison, Expression])[];
  }
  | {
    readonly type: "condition";
    readonly test: Expression;
    readonly then: Expression;
    readonly otherwise: Expression | null;
  }
  | { readonly type: "getattr"; readonly object: Expression; readonly name: string }
  | { readonly type: "getitem"; readonly object: Expression; readonly key: Expression }
  | {
    readonly type: "slice";
    readonly bounds: readonly [Expression | null, Expression | null, Expression | null];
  }
  | {
    readonly type: "test";
    readonly name: string;
    readonly input: Expression;
    readonly arguments: Arguments;
    readonly line: number;
  };

/** A macro's parameter. */
export interface Parameter {
  readonly name: string;
  readonly line: number;
  readonly fallback: Expression | null;
}

export interface MacroNode {
  readonly type: "macro";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface ForNode {
  readonly type: "for";
  readonly target: Target;
  readonly iterable: Expression;
  readonly filter: Expression | null;
  readonly recursive: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface IfNode {
  readonly type: "if";
  /** `if` and each `elif`, in order. */
  readonly branches: readonly (readonly [Expression, readonly Statement[]])[];
  readonly otherwise: readonly Statement[];
}

export interface BlockNode {
  readonly type: "block";
  readonly name: string;
  /** Whether it sees the variables of where it stands. */
  readonly scoped: boolean;
  /** Whether a template that extends this one must replace it. */
  readonly required: boolean;
  readonly body: readonly Statement[];
}

export interface FromNode {
  readonly type: "from";
  readonly template: Expression;
  /** Names there and here. */
  readonly names: readonly (readonly [string, string])[];
  readonly withContext: boolean;
}

/** A statement as its tag says it. */
export type StatementNode =
  /** Text as it is. */
  | { readonly type: "data"; readonly text: string }
  | { readonly type: "output"; readonly expression: Expression }
  /** What puts nothing out: a comment, a raw block's tags, white space that tags strip. */
  | { readonly type: "passed"; readonly text: string; readonly stripped: ParseToken["stripped"] }
  | { readonly type: "do"; readonly expression: Expression }
  | { readonly type: "set"; readonly target: Target; readonly value: Expression }
  | {
    readonly type: "setblock";
    readonly target: Target;
    readonly filter: FilterNode | null;
    readonly body: readonly Statement[];
  }
  | ForNode
  | IfNode
  | MacroNode
  | FromNode
  | {
    readonly type: "callblock";
    readonly call: CallNode;
    readonly parameters: readonly Parameter[];
    readonly body: readonly Statement[];
  }
  | {
    readonly type: "filterblock";
    readonly filter: FilterNode;
    readonly body: readonly Statement[];
  }
  | {
    readonly type: "with";
    readonly bindings: readonly (readonly [Target, Expression])[];
    readonly body: readonly Statement[];
  }
  | BlockNode
  | { readonly type: "extends"; readonly template: Expression }
  | {
    readonly type: "autoescape";
    readonly value: Expression;
    readonly body: readonly Statement[];
  }
  | {
    readonly type: "include";
    readonly template: Expression;
    readonly ignoreMissing: boolean;
    readonly withContext: boolean;
  }
  | {
    readonly type: "import";
    readonly template: Expression;
    readonly alias: string;
    readonly withContext: boolean;
  };

/** Where a statement stands in a template whose rendering is recorded. */
export interface Placed {
  /** The pieces of its tags in order: the first, those that divide it, the last. */
  readonly tags: readonly number[];
}

export type Statement = StatementNode & Placed;
