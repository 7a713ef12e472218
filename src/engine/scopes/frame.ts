/** What the resolver knows at a place of its walk. */
import { added } from "./gathered.ts";
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
 * no closure: V8 puts one that is assigned to a field among what is old, with all that it holds.
 */
export type Slot = "branch" | "main" | "body" | "source";

/** A part of the model that is still being read. */
export type Open<T> = { -readonly [Field in keyof T]: T[Field] };

/** What the nodes below a place belong to. */
export interface Frame {
  /** Where its subtree ends. */
  end: number;
  readonly node: number;
  /** At the node of a SELECT, how many outputs and references had been gathered before; else -1. */
  outputsFrom: number;
  referencesFrom: number;
  select: Open<Select> | null;
  clause: Clause | null;
  /** The item of the SELECT list around, up to `outputEnd`: items get no frames of their own. */
  output: Output | null;
  outputEnd: number;
  join: Open<Join> | null;
  nearest: "from" | "where" | null;
  scope: Open<With> | null;
  set: Open<SetOperation> | null;
  cte: Cte | null;
  dml: Open<Dml> | null;
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
    outputsFrom: -1,
    referencesFrom: -1,
    select: frame.select,
    clause: frame.clause,
    output: frame.output,
    outputEnd: frame.outputEnd,
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
  if (slot === "branch") {
    if (set !== null) set.branches = added(set.branches, query);
  } else if (slot === "main" && scope !== null) scope.main ??= query;
  else if (slot === "body" && cte !== null) cte.body ??= query;
  else if (slot === "source" && source !== null) source.query ??= query;
}

/** Behind every node; not `Infinity`, for which all frames would keep a number of its own. */
const NOWHERE = 2 ** 30 - 1;

/** Around the outermost query there is nothing. */
export const OUTERMOST: Frame = {
  end: NOWHERE,
  node: -1,
  outputsFrom: -1,
  referencesFrom: -1,
  select: null,
  clause: null,
  output: null,
  outputEnd: 0,
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
