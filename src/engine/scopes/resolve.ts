/**
 * Makes the scopes of a statement in one walk over its nodes in preorder. A frame is pushed at each
 * node that changes what the nodes below it belong to, and popped where its subtree ends; so the
 * walk needs no recursion and its cost is linear. The handlers are methods of one class, and one
 * file, because each pushes on the same stack of frames; what does not is in files of its own.
 */
import type { Traits } from "../dialects/traits.ts";
import { type Kind, kind, kindCount, type KindTable, MOST_KINDS, type Tree } from "../tree/mod.ts";
import { fillSlot, type Frame, type Open, OUTERMOST, within } from "./frame.ts";
import { added, Gathered } from "./gathered.ts";
import {
  type Clause,
  type Cte,
  NONE,
  type Opaque,
  type Output,
  type Query,
  type Reference,
  type Scopes,
  type Select,
  type SetOperation,
  type Source,
  type SourceKind,
  type Values,
  type With,
} from "./model.ts";
import { KindBits } from "./kind_bits.ts";
import { boundNames, namedValues } from "./lambdas.ts";
import { nameSources, readReference } from "./references.ts";
import { onlyReference, readDml, readJoin, readSource } from "./read_sources.ts";
import { firstNameIn, listedNames, namesIn } from "./names.ts";
import { endOfFieldName } from "./struct_names.ts";

const BRACKETED = kind("bracketed");
const SELECT = kind("select_statement");
const SELECT_CLAUSE = kind("select_clause");
const SET = kind("set_expression");
const WITH = kind("with_compound_statement");
const VALUES = kind("values_clause");
/** What stands in place of a query and may return any columns. */
const OPAQUE = ["simplified_pivot", "simplified_unpivot", "pipe_statement"].map((name) =>
  kind(name)
);
const CTE = kind("common_table_expression");
const CTE_COLUMNS = kind("cte_column_list");
const FROM = kind("from_clause");
const FROM_EXPRESSION = kind("from_expression");
const ELEMENT = kind("from_expression_element");
const TABLE_EXPRESSION = kind("table_expression");
const TABLE_REFERENCE = kind("table_reference");
const LAMBDA = kind("lambda_function");
const NAMED_VALUES = kind("with_expression");
const EXPRESSION = kind("expression");
const JOIN = kind("join_clause");
const ON = kind("join_on_condition");
const WHERE = kind("where_clause");
const WINDOW = kind("named_window");
const OUTPUT = kind("select_clause_element");
const OBJECT = kind("object_reference");
/** What names partitions and indexes of a table in FROM. */
const TABLE_PARTS = [kind("partition_clause"), kind("index_hint_clause")];
const METHOD = kind("datatype_method");
const TURNED = kind("from_pivot_expression");
const TURNED_COLUMN = kind("pivot_column_reference");
const ALIAS = kind("alias_expression");
const COLUMN = kind("column_reference");
const STAR = kind("wildcard_identifier");
const AS_WORD = kind("index_column_definition");

const CLAUSES: readonly (readonly [Kind, Clause])[] = [
  [SELECT_CLAUSE, "select"],
  [FROM, "from"],
  [ON, "on"],
  [WHERE, "where"],
  [kind("prewhere_clause"), "prewhere"],
  [kind("groupby_clause"), "group"],
  [kind("having_clause"), "having"],
  [kind("orderby_clause"), "order"],
  ...["sort_by_clause", "cluster_by_clause", "distribute_by_clause"]
    .map((name): [Kind, Clause] => [kind(name), "distribution"]),
  [kind("limit_clause"), "limit"],
  [kind("offset_clause"), "limit"],
  [kind("fetch_clause"), "limit"],
  [WINDOW, "window"],
  [kind("lateral_view_clause"), "view"],
  [kind("startwith_clause"), "hierarchy"],
  [kind("connectby_clause"), "hierarchy"],
];
/** What names columns or tables without reading them, or reads rows of its own by other names. */
const ASIDES = [
  "select_except_clause",
  "select_hint",
  "match_recognize_clause",
  "graph_pattern",
  "array_join_clause",
  "semantic_view",
  "pivot_clause",
  "unpivot_clause",
].map((name) => kind(name));
const INSERT = kind("insert_statement");
const DMLS = ["update_statement", "delete_statement", "merge_statement", "create_policy_statement"]
  .map((name) => kind(name));

const TABLE_BIT = 1;
const ALIAS_BIT = 2;
/** What outputs and sources mostly have as their own parts. */
const PART_BITS = new KindBits([TABLE_BIT, [TABLE_EXPRESSION]], [ALIAS_BIT, [ALIAS]]);

/** A parsed file, with room for what is worked out once for all rules. */
export interface ScopedFile {
  readonly tree: Tree;
  readonly dialect: { readonly traits: Traits };
  readonly shared: Map<unknown, unknown>;
}

type Handler = (resolver: Resolver, node: number, frame: Frame) => void;

/** At most nodes nothing is done. */
const NOTHING: Handler = () => {};

/** What is done at the nodes of each kind, as far as that has been looked up. */
class Handlers {
  /** By kind 0 where nothing is done; 1 where something is, or where that is not known yet. */
  readonly wanted = new Uint8Array(MOST_KINDS).fill(1);
  /** One element for each kind: a sparse array would be looked up as a dictionary. */
  readonly byKind = new Array<Handler | undefined>(kindCount()).fill(undefined);
}

/** By a dialect's kinds the handlers of each, with lambdas among plain expressions and without. */
const handlersOf = {
  plain: new WeakMap<KindTable, Handlers>(),
  lambdas: new WeakMap<KindTable, Handlers>(),
};

function noScopes(): Open<Scopes> {
  return {
    outermost: NONE,
    selects: NONE,
    sets: NONE,
    withs: NONE,
    dmls: NONE,
    leading: NONE,
    looseJoins: NONE,
    sources: NONE,
    hasStars: false,
  };
}

/** Walks over the statements of one file. */
export class Resolver {
  scopes = noScopes();
  readonly #tree: Tree;
  /** The frames around that at hand. */
  readonly #frames: Frame[] = [];
  readonly #outermost = within(OUTERMOST, -1, OUTERMOST.end);
  #frame = this.#outermost;
  readonly #handlers: Handlers;
  readonly #parts: Uint8Array;
  readonly #outputs = new Gathered<Output>();
  readonly #references = new Gathered<Reference>();

  constructor(readonly file: ScopedFile) {
    this.#tree = file.tree;
    const { table } = file.tree;
    const known = file.dialect.traits.lambdas ? handlersOf.lambdas : handlersOf.plain;
    let handlers = known.get(table);
    if (handlers === undefined) known.set(table, handlers = new Handlers());
    this.#handlers = handlers;
    this.#parts = PART_BITS.of(table);
  }

  /** What is done at the nodes of a kind, and of those below it. */
  static readonly #enter: readonly (readonly [Kind, Handler])[] = [
    [SELECT, (resolver, node, frame) => resolver.#select(node, frame)],
    [SET, (resolver, node, frame) => resolver.#set(node, frame)],
    [WITH, (resolver, node, frame) => resolver.#with(node, frame)],
    [VALUES, (resolver, node, frame) => resolver.#values(node, frame)],
    ...OPAQUE.map((each): [Kind, Handler] => [
      each,
      (resolver, node, frame) => resolver.#opaque(node, frame),
    ]),
    [CTE, (resolver, node, frame) => resolver.#cte(node, frame)],
    ...CLAUSES.map(([each, clause]): [Kind, Handler] => [
      each,
      (resolver, node, frame) => resolver.#clause(node, frame, clause),
    ]),
    ...DMLS.map((each): [Kind, Handler] => [
      each,
      (resolver, node, frame) => resolver.#dml(node, frame),
    ]),
    // A common table expression that inserts has no query as its body.
    [
      INSERT,
      (resolver, node, frame) =>
        void (resolver.#push(node, frame).slot = frame.cte === null ? frame.slot : null),
    ],
    ...ASIDES.map((each): [Kind, Handler] => [
      each,
      (resolver, node, frame) => void (resolver.#push(node, frame).select = null),
    ]),
    [FROM_EXPRESSION, (resolver, node, frame) => resolver.#fromExpression(node, frame)],
    [ELEMENT, (resolver, node, frame) => resolver.#source(node, frame)],
    [JOIN, (resolver, node, frame) => resolver.#join(node, frame)],
    [LAMBDA, (resolver, node, frame) => resolver.#lambda(node, frame, false)],
    [NAMED_VALUES, (resolver, node, frame) => {
      resolver.#bind(node, frame, namedValues(resolver.#tree, node));
    }],
    [EXPRESSION, (resolver, node, frame) => resolver.#lambda(node, frame, true)],
    [AS_WORD, (resolver, node, frame) => {
      const end = endOfFieldName(resolver.#tree, node);
      if (end < 0) return;
      const inner = resolver.#push(node, frame);
      inner.end = end;
      inner.select = null;
    }],
    [OUTPUT, (resolver, node, frame) => resolver.#output(node, frame)],
    [COLUMN, (resolver, node, frame) => resolver.#reference(node, frame, false)],
    [STAR, (resolver, node, frame) => resolver.#reference(node, frame, true)],
    [OBJECT, (resolver, node, frame) => resolver.#object(node, frame)],
    [TURNED, (resolver, node, frame) => resolver.#turn(node, frame)],
    [TABLE_REFERENCE, (resolver, node, frame) => resolver.#table(node, frame)],
  ];

  /** The scopes of the statement at a node. */
  resolve(statement: number): Scopes {
    const scopes = this.scopes = noScopes();
    this.#outermost.output = null;
    this.#walk(statement, this.#tree.end(statement));
    return scopes;
  }

  #walk(from: number, to: number): void {
    const tree = this.#tree;
    const { wanted, byKind } = this.#handlers;
    for (
      let node = tree.nextWanted(from, to, wanted);
      node < to;
      node = tree.nextWanted(node + 1, to, wanted)
    ) {
      const handle = byKind[tree.kind(node)] ?? this.#handlerOf(tree.kind(node));
      if (handle === NOTHING || tree.isLeaf(node)) continue;
      while (this.#frame.end <= node) this.#pop();
      handle(this, node, this.#frame);
    }
    while (this.#frame !== this.#outermost) this.#pop();
  }

  #handlerOf(of: Kind): Handler {
    const { table } = this.#tree;
    const { lambdas } = this.file.dialect.traits;
    const found = Resolver.#enter.filter(([each]) => {
      // Objects of a kind of their own are none to the resolver.
      if (each === OBJECT) return of === OBJECT;
      return table.is(of, each) && (lambdas || each !== EXPRESSION);
    }).map(([, enter]) => enter);
    const [only = NOTHING] = found;
    if (only === NOTHING) this.#handlers.wanted[of] = 0;
    return this.#handlers.byKind[of] = found.length < 2 ? only : (resolver, node) => {
      for (const each of found) each(resolver, node, resolver.#frame);
    };
  }

  /** Goes on into a node; what is other there than around it is written to the frame returned. */
  #push(node: number, frame: Frame): Frame {
    this.#frames.push(this.#frame);
    return this.#frame = within(frame, node, this.#tree.end(node));
  }

  /** Leaves a node; what has been gathered of a SELECT is its own then. */
  #pop(): void {
    const { select, outputsFrom, referencesFrom } = this.#frame;
    if (select !== null && outputsFrom >= 0) {
      select.outputs = this.#outputs.takeFrom(outputsFrom);
      select.references = this.#references.takeFrom(referencesFrom);
      nameSources(this.#tree, select);
    }
    this.#frame = this.#frames.pop()!;
  }

  #place(query: Query, frame: Frame): void {
    fillSlot(frame, query);
    if (!frame.inQuery) this.scopes.outermost = added(this.scopes.outermost, query);
  }

  #select(node: number, frame: Frame): void {
    const { select: parent, nearest, scope, set, cte, dml } = frame;
    const query: Open<Select> = {
      type: "select",
      node,
      parent,
      nearest,
      scope,
      set,
      cte,
      dml,
      binds: false,
      bound: NONE,
      sources: NONE,
      joins: NONE,
      turned: NONE,
      outputs: NONE,
      references: NONE,
      children: NONE,
      list: -1,
      from: -1,
      where: -1,
    };
    if (parent !== null) parent.children = added(parent.children, query);
    this.scopes.selects = added(this.scopes.selects, query);
    this.#place(query, frame);
    const inner = this.#push(node, frame);
    inner.select = query;
    inner.outputsFrom = this.#outputs.count;
    inner.referencesFrom = this.#references.count;
    inner.clause = null;
    inner.output = null;
    inner.join = null;
    inner.grouped = inner.enclosed = false;
    inner.inQuery = true;
    forgetPart(inner);
  }

  #set(node: number, frame: Frame): void {
    const { select: parent, scope, dml } = frame;
    const set: SetOperation = { type: "set", node, parent, scope, dml, branches: NONE };
    this.scopes.sets = added(this.scopes.sets, set);
    this.#place(set, frame);
    const inner = this.#push(node, frame);
    inner.set = set;
    inner.inQuery = true;
    inner.slot = "branch";
  }

  #with(node: number, frame: Frame): void {
    const { select: parent, scope: outer, dml } = frame;
    const scope: With = {
      type: "with",
      node,
      parent,
      scope: outer,
      dml,
      ctes: NONE,
      byName: null,
      main: null,
    };
    this.scopes.withs = added(this.scopes.withs, scope);
    this.#place(scope, frame);
    const inner = this.#push(node, frame);
    inner.scope = scope;
    inner.inQuery = true;
    inner.slot = "main";
  }

  #values(node: number, frame: Frame): void {
    const { select: parent, scope, dml } = frame;
    const values: Values = { type: "values", node, parent, scope, dml };
    this.#place(values, frame);
    // A query among the values of an INSERT is as far out as the values are.
    forgetPart(this.#push(node, frame));
  }

  #opaque(node: number, frame: Frame): void {
    const { select: parent, scope, dml } = frame;
    const query: Opaque = { type: "opaque", node, parent, scope, dml };
    this.#place(query, frame);
    forgetPart(this.#push(node, frame));
  }

  #cte(node: number, frame: Frame): void {
    const tree = this.#tree;
    const { scope } = frame;
    const name = firstNameIn(tree, node);
    if (name === null || scope === null) return;
    const list = tree.childOf(node, CTE_COLUMNS);
    const columns = list < 0 ? NONE : listedNames(tree, list);
    const cte: Cte = { node, name, columns, body: null };
    scope.ctes = added(scope.ctes, cte);
    const inner = this.#push(node, frame);
    inner.cte = cte;
    inner.set = null;
    inner.slot = "body";
  }

  #clause(node: number, frame: Frame, clause: Clause): void {
    const { join, select } = frame;
    if (select !== null && this.#tree.parent(node) === select.node) {
      placeClause(select, clause, node);
    }
    if (clause === "on" && join !== null) join.on = added(join.on, node);
    // A window or an aggregate in a clause has an ORDER BY of its own: it belongs to that clause.
    const isOwn = frame.clause === null || clause === "on" || clause === "view" ||
      clause === "hierarchy";
    const inner = this.#push(node, frame);
    if (isOwn) inner.clause = clause;
    if (clause === "from" || clause === "where") inner.nearest = clause;
    forgetPart(inner);
  }

  #dml(node: number, frame: Frame): void {
    const dml = readDml(this.#tree, node);
    this.scopes.dmls = added(this.scopes.dmls, dml);
    const inner = this.#push(node, frame);
    inner.dml = dml;
    // What a change in FROM names is no column of the query around it.
    if (frame.clause === "from") inner.select = null;
    forgetPart(inner);
  }

  /** Tables in a FROM item that is one pair of brackets are a group. */
  #fromExpression(node: number, frame: Frame): void {
    const tree = this.#tree;
    const enclosed = frame.enclosed || tree.childOf(node, BRACKETED) >= 0;
    if (!enclosed || (frame.enclosed && frame.grouped)) return;
    const inner = this.#push(node, frame);
    inner.grouped = inner.enclosed = true;
  }

  #source(node: number, frame: Frame): void {
    const tree = this.#tree;
    const parts = this.#parts;
    let first = -1;
    let named = -1;
    for (let child = node + 1, end = tree.end(node); child < end; child = tree.end(child)) {
      const bits = parts[tree.kind(child)]!;
      if (first < 0 && (bits & TABLE_BIT) !== 0) first = child;
      else if (named < 0 && (bits & ALIAS_BIT) !== 0) named = child;
    }
    if (first >= 0 && onlyReference(tree, first) >= 0) {
      const source = this.#addSource(node, frame, null, first, named);
      this.#pushSource(node, frame, source, frame.grouped);
      return;
    }
    this.#otherSource(node, frame);
  }

  /** A source that is more than a table's name, or less. */
  #otherSource(node: number, frame: Frame): void {
    const tree = this.#tree;
    // A table may stand in brackets of its own, alone or with its alias.
    let holder = node;
    let table = tree.childOf(holder, TABLE_EXPRESSION);
    while (table < 0) {
      holder = tree.childOf(holder, BRACKETED);
      if (holder < 0) break;
      table = tree.childOf(holder, TABLE_EXPRESSION);
    }
    const inner = table < 0 ? -1 : tree.childOf(table, BRACKETED);
    if (inner >= 0 && tree.childOf(inner, JOIN) >= 0) {
      holder = inner;
      table = tree.childOf(holder, TABLE_EXPRESSION);
    }
    const isGroup = holder >= 0 && holder !== node && tree.childOf(holder, JOIN) >= 0;
    if (isGroup) {
      this.#addSource(node, frame, "group", -1, tree.childOf(node, ALIAS));
      const name = tree.childOf(holder, ALIAS);
      const source = this.#addSource(holder, frame, null, table, name, true);
      this.#pushSource(node, frame, source, true);
      return;
    }
    let alias = tree.childOf(node, ALIAS);
    if (alias < 0 && holder >= 0) alias = tree.childOf(holder, ALIAS);
    this.#pushSource(node, frame, this.#addSource(node, frame, null, table, alias), frame.grouped);
  }

  #pushSource(node: number, frame: Frame, source: Source, grouped: boolean): void {
    const inner = this.#push(node, frame);
    inner.grouped = grouped;
    forgetPart(inner);
    const takes = source.kind === "derived" || source.kind === "values";
    if (!takes) return;
    inner.source = source;
    inner.slot = "source";
  }

  #addSource(
    node: number,
    frame: Frame,
    as: SourceKind | null,
    table: number,
    aliasNode: number,
    grouped = frame.grouped,
  ): Source {
    const { scopes, file: { dialect: { traits } } } = this;
    const { select, clause, dml, join } = frame;
    const source = readSource(this.#tree, traits, { node, frame, as, table, aliasNode, grouped });
    if (join !== null) join.source ??= source;
    scopes.sources = added(scopes.sources, source);
    if (select !== null && clause !== null) select.sources = added(select.sources, source);
    else if (dml !== null) dml.sources = added(dml.sources, source);
    return source;
  }

  #lambda(node: number, frame: Frame, expression: boolean): void {
    const names = boundNames(this.#tree, node, expression);
    if (names !== null) this.#bind(node, frame, names);
  }

  /** Goes on into a node in which names stand for no columns. */
  #bind(node: number, frame: Frame, names: ReadonlySet<string>): void {
    if (frame.select !== null) frame.select.binds = true;
    this.#push(node, frame).bound = frame.bound.union(names);
  }

  #join(node: number, frame: Frame): void {
    const join = readJoin(this.#tree, node);
    const { select } = frame;
    if (select !== null) select.joins = added(select.joins, join);
    else this.scopes.looseJoins = added(this.scopes.looseJoins, join);
    const inner = this.#push(node, frame);
    inner.join = join;
    inner.slot = null;
  }

  #output(node: number, frame: Frame): void {
    const tree = this.#tree;
    const parts = this.#parts;
    const end = tree.end(node);
    let body = -1;
    let aliasNode = -1;
    for (
      let child = node + 1;
      child < end && (body < 0 || aliasNode < 0);
      child = tree.end(child)
    ) {
      if (!tree.isCode(child)) continue;
      if (aliasNode < 0 && (parts[tree.kind(child)]! & ALIAS_BIT) !== 0) aliasNode = child;
      else if (body < 0) body = child;
    }
    const alias = aliasNode < 0 ? null : firstNameIn(tree, aliasNode);
    const output: Output = { node, body, aliasNode, alias, star: null, column: null };
    if (frame.clause === "select" && frame.select !== null) this.#outputs.push(output);
    frame.output = output;
    frame.outputEnd = end;
  }

  /** A PIVOT behind a table: what stands in it is no reference of the query. */
  #turn(node: number, frame: Frame): void {
    const tree = this.#tree;
    const table = tree.childOf(node, TABLE_REFERENCE);
    const { select } = frame;
    if (select !== null) {
      select.turned = added(select.turned, {
        name: table < 0 ? null : namesIn(tree, table).at(-1) ?? null,
        columns: tree.descendants(node, TURNED_COLUMN).flatMap((each) => namesIn(tree, each)),
      });
    }
    const inner = this.#push(node, frame);
    inner.select = null;
    inner.slot = null;
  }

  #table(node: number, frame: Frame): void {
    // A method is called of a column: `a.doc.nodes('/row')` refers to the table a.
    const isColumn = this.#tree.childOf(node, METHOD) >= 0;
    if (isColumn && namesIn(this.#tree, node).length > 1) this.#reference(node, frame, false);
  }

  /** An object in a clause, such as a sequence, counts as a reference; those of a kind do not. */
  #object(node: number, frame: Frame): void {
    const tree = this.#tree;
    if (frame.clause === null) return;
    const holder = tree.parent(tree.parent(node));
    if (TABLE_PARTS.some((each) => tree.is(holder, each))) return;
    this.#reference(node, frame, false);
  }

  #reference(node: number, frame: Frame, star: boolean): void {
    const { select, dml, join } = frame;
    if (select === null && dml === null && join === null) return;
    const reference = readReference(this.#tree, node, star, frame);
    if (reference === null) return;
    if (frame.bound.size > 0 && frame.bound.has(reference.parts[0]?.upper ?? "")) {
      if (select !== null) select.bound = added(select.bound, reference);
      return;
    }
    if (select !== null) this.#references.push(reference);
    else if (dml !== null) dml.references = added(dml.references, reference);
    else this.scopes.leading = added(this.scopes.leading, reference);
    const { output } = reference;
    if (output === null) return;
    if (node === output.body) output.column = reference;
    if (!star || this.#tree.parent(node) !== output.body) return;
    output.star = reference;
    this.scopes.hasStars = true;
  }
}

/** What stands in a frame is no part any more of the operation or WITH around it. */
function forgetPart(frame: Frame): void {
  frame.slot = null;
  frame.set = null;
  frame.cte = null;
}

/** Notes where the clauses of a query that rules ask for stand: the first of each. */
function placeClause(select: Open<Select>, clause: Clause, node: number): void {
  if (clause === "select" && select.list < 0) select.list = node;
  else if (clause === "from" && select.from < 0) select.from = node;
  else if (clause === "where" && select.where < 0) select.where = node;
}
