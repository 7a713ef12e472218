/** What the resolver knows at a place of its walk. */
import type {
  Clause,
  Cte,
  Dml,
  Join,
  Output,
  Query,
  Select,
  SetOperation,
  Source,
  With,
} from "./model.ts";

/**
 * What the query that stands at a place is to the parts around it: a branch of the set operation, the
 * main query of the WITH, the body of the common table expression, or what the source reads. It is
 * no closure: V8's young collections keep what a closure in a field of a literal holds.
 */
export type Slot = "branch" | "main" | "body" | "source";

/** What the nodes below a place belong to. */
export interface Frame {
  /** Where its subtree ends. */
  end: number;
  readonly node: number;
  select: Select | null;
  clause: Clause | null;
  output: Output | null;
  join: Join | null;
  nearest: "from" | "where" | null;
  scope: With | null;
  set: SetOperation | null;
  cte: Cte | null;
  dml: Dml | null;
  source: Source | null;
  grouped: boolean;
  enclosed: boolean;
  /** Names, in capitals, that lambdas around bind. */
  bound: ReadonlySet<string>;
  /** Whether some query is around. */
  inQuery: boolean;
  /** Which part of what is around the query that stands here is, if it is any. */
  slot: Slot | null;
}

/** The frame of a node as that around it is; field by field, since all frames are to be one shape. */
export function within(frame: Frame, node: number, end: number): Frame {
  return {
    end,
    node,
    select: frame.select,
    clause: frame.clause,
    output: frame.output,
    join: frame.join,
    nearest: frame.nearest,
    scope: frame.scope,
    set: frame.set,
    cte: frame.cte,
    dml: frame.dml,
    source: frame.source,
    grouped: frame.grouped,
    enclosed: frame.enclosed,
    bound: frame.bound,
    inQuery: frame.inQuery,
    slot: frame.slot,
  };
}

/** Puts the query that stands at a place where it belongs; the first one counts but in operations. */
export function fillSlot({ slot, set, scope, cte, source }: Frame, query: Query): void {
  if (slot === "branch") set?.branches.push(query);
  else if (slot === "main" && scope !== null) scope.main ??= query;
  else if (slot === "body" && cte !== null) cte.body ??= query;
  else if (slot === "source" && source !== null) source.query ??= query;
}

/** Around the outermost query there is nothing. */
export const OUTERMOST: Frame = {
  end: Infinity,
  node: -1,
  select: null,
  clause: null,
  output: null,
  join: null,
  nearest: null,
  scope: null,
  set: null,
  cte: null,
  dml: null,
  source: null,
  grouped: false,
  enclosed: false,
  bound: new Set(),
  inQuery: false,
  slot: null,
};
