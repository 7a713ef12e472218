/** What the resolver knows at a place of its walk. */
import type { Clause, Cte, Dml, Join, Output, Query, Select, SetOperation, With } from "./model.ts";

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
  grouped: boolean;
  enclosed: boolean;
  /** Names, in capitals, that lambdas around bind. */
  bound: ReadonlySet<string>;
  /** Whether some query is around. */
  inQuery: boolean;
  /** Takes the query that stands here, if it is a part of what is around. */
  slot: ((query: Query) => void) | null;
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
    grouped: frame.grouped,
    enclosed: frame.enclosed,
    bound: frame.bound,
    inQuery: frame.inQuery,
    slot: frame.slot,
  };
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
  grouped: false,
  enclosed: false,
  bound: new Set(),
  inQuery: false,
  slot: null,
};
