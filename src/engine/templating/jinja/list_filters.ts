/** The filters that Jinja has for lists and whatever else can be gone through. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { ArgumentReader } from "./arguments.ts";
import { type Applier, type Filter, filter } from "./filter.ts";
import { elements } from "./elements.ts";
import { arithmetic, order } from "./operators.ts";
import { getElement } from "./subscripts.ts";
import { Undefined } from "./undefined.ts";
import {
  type Call,
  equal,
  hashKey,
  kindOf,
  PyDict,
  PyIterator,
  PyList,
  PyTuple,
  str,
  truthy,
  type Value,
} from "./values.ts";

type Run = (value: Value, args: ArgumentReader) => Value;

/** What an attribute's path (`a.b.0`) leads to in a value. */
function follow(value: Value, path: Value): Value {
  if (typeof path === "bigint") return getElement(value, path);
  return str(path).split(".").reduce(
    (at, part) => getElement(at, /^\d+$/.test(part) ? BigInt(part) : part),
    value,
  );
}

function attributeOf(args: ArgumentReader): (value: Value) => Value {
  const path = args.value("attribute", null);
  return path === null ? (value) => value : (value) => follow(value, path);
}

function folded(value: Value, caseSensitive: boolean): Value {
  return typeof value === "string" && !caseSensitive ? value.toLowerCase() : value;
}

function join(value: Value, args: ArgumentReader): string {
  const separator = args.text("d", "");
  const of = attributeOf(args);
  const parts: string[] = [];
  let length = 0;
  for (const item of elements(value)) {
    const part = str(of(item));
    checkText(length += part.length + separator.length);
    parts.push(part);
  }
  return parts.join(separator);
}

function sort(value: Value, args: ArgumentReader): PyList {
  const sensitive = args.flag("case_sensitive", false);
  const path = args.value("attribute", null);
  const paths = path === null ? [null] : str(path).split(",").map((each) => each.trim());
  const keyOf = (item: Value): Value =>
    new PyTuple(
      paths.map((each) => folded(each === null ? item : follow(item, each), sensitive)),
    );
  const sorted = [...elements(value)]
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => order(a.key, b.key))
    .map(({ item }) => item);
  return new PyList(args.flag("reverse", false) ? stableReverse(sorted, keyOf) : sorted);
}

/** Python's reverse sort keeps equal elements in their order. */
function stableReverse(sorted: Value[], keyOf: (item: Value) => Value): Value[] {
  const runs: Value[][] = [];
  for (const item of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && equal(keyOf(run[0]!), keyOf(item))) run.push(item);
    else runs.push([item]);
  }
  return runs.reverse().flat();
}

function dictSort(value: Value, args: ArgumentReader): PyList {
  if (!(value instanceof PyDict)) throw new TemplateRuntimeError("dictsort takes a dict");
  const sensitive = args.flag("case_sensitive", false);
  const by = args.text("by", "key");
  if (by !== "key" && by !== "value") {
    throw new TemplateRuntimeError("dictsort takes by='key' or by='value'");
  }
  const place = by === "value" ? 1 : 0;
  const items = value.items().sort((a, b) =>
    order(folded(a.items[place]!, sensitive), folded(b.items[place]!, sensitive))
  );
  return new PyList(args.flag("reverse", false) ? items.reverse() : items);
}

function extreme(sign: 1 | -1): Run {
  return (value, args) => {
    const of = attributeOf(args);
    const sensitive = args.flag("case_sensitive", false);
    let best: Value | undefined;
    let bestKey: Value = null;
    for (const item of elements(value)) {
      const key = folded(of(item), sensitive);
      if (best === undefined || order(key, bestKey) * sign > 0) {
        best = item;
        bestKey = key;
      }
    }
    return best ?? new Undefined("an empty sequence has neither least nor greatest");
  };
}

function unique(value: Value, args: ArgumentReader): PyIterator {
  const of = attributeOf(args);
  const sensitive = args.flag("case_sensitive", false);
  const seen = new Set<string>();
  const kept = [...elements(value)].filter((item) => {
    const key = hashKey(folded(of(item), sensitive));
    return !seen.has(key) && seen.add(key);
  });
  return new PyIterator(kept);
}

function sum(value: Value, args: ArgumentReader): Value {
  const of = attributeOf(args);
  let total = args.value("start", 0n);
  for (const item of elements(value)) total = arithmetic("+", total, of(item));
  return total;
}

function reverse(value: Value): Value {
  if (typeof value === "string") return [...value].reverse().join("");
  return new PyIterator([...elements(value)].reverse());
}

function batch(value: Value, args: ArgumentReader): PyIterator {
  const size = Math.max(1, args.integer("linecount", 1));
  const fill = args.value("fill_with", null);
  const items = [...elements(value)];
  const rows: Value[] = [];
  for (let at = 0; at < items.length; at += size) {
    const row = items.slice(at, at + size);
    while (fill !== null && row.length < size) row.push(fill);
    rows.push(new PyList(row));
  }
  return new PyIterator(rows);
}

function slice(value: Value, args: ArgumentReader): PyIterator {
  const count = Math.max(1, args.integer("slices", 1));
  const fill = args.value("fill_with", null);
  const items = [...elements(value)];
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  const columns: Value[] = [];
  let at = 0;
  for (let each = 0; each < count; each++) {
    const end = at + size + (each < longer ? 1 : 0);
    const column = items.slice(at, end);
    if (fill !== null && each >= longer && longer > 0) column.push(fill);
    columns.push(new PyList(column));
    at = end;
  }
  return new PyIterator(columns);
}

/** A group: a pair whose parts have names. */
class Group extends PyTuple {
  override attribute(name: string): Value | undefined {
    return name === "grouper" ? this.items[0] : name === "list" ? this.items[1] : undefined;
  }
}

function groupBy(value: Value, args: ArgumentReader): PyList {
  const path = args.required("attribute");
  const fallback = args.value("default", null);
  const keyOf = (item: Value): Value => {
    const found = follow(item, path);
    return found instanceof Undefined && args.has("default") ? fallback : found;
  };
  const sensitive = args.flag("case_sensitive", false);
  const groups: { key: Value; items: Value[] }[] = [];
  const sorted = [...elements(value)].sort((a, b) =>
    order(folded(keyOf(a), sensitive), folded(keyOf(b), sensitive))
  );
  for (const item of sorted) {
    const group = groups.at(-1);
    const key = keyOf(item);
    if (group !== undefined && equal(folded(group.key, sensitive), folded(key, sensitive))) {
      group.items.push(item);
    } else groups.push({ key, items: [item] });
  }
  return new PyList(groups.map(({ key, items }) => new Group([key, new PyList(items)])));
}

function map(value: Value, call: Call, applier: Applier): PyIterator {
  const { positional: [name, ...rest], named } = call;
  const path = named.get("attribute");
  const fallback = named.get("default");
  const one = (item: Value): Value => {
    if (name !== undefined) {
      return applier.applyFilter(str(name), item, { positional: rest, named });
    }
    if (path === undefined) {
      throw new TemplateRuntimeError("map takes the name of a filter, or an attribute");
    }
    const found = follow(item, path);
    return found instanceof Undefined && fallback !== undefined ? fallback : found;
  };
  return new PyIterator([...elements(value)].map(one));
}

/** `select` and its three relatives: by a test or by truth, on the item or on an attribute. */
function selecting(keep: boolean, byAttribute: boolean): Filter {
  return (value, call, applier) => {
    const { positional, named } = call;
    const [path, test, ...rest] = byAttribute ? positional : [null, ...positional];
    if (path === undefined) {
      throw new TemplateRuntimeError("a filter by attribute takes the name of that attribute");
    }
    const passes = (item: Value): boolean => {
      const tested = byAttribute ? follow(item, path) : item;
      if (test === undefined) return truthy(tested);
      return applier.test(str(test), tested, { positional: rest, named });
    };
    return new PyIterator([...elements(value)].filter((item) => passes(item) === keep));
  };
}

function first(value: Value): Value {
  for (const item of elements(value)) return item;
  return new Undefined("an empty sequence has no first item");
}

function last(value: Value): Value {
  if (value instanceof PyIterator) {
    throw new TemplateRuntimeError(`${kindOf(value)} cannot be turned around`);
  }
  return [...elements(value)].at(-1) ?? new Undefined("an empty sequence has no last item");
}

const COMPARED = ["case_sensitive", "attribute"];

/** These filters by name. */
export const LIST_FILTERS: readonly [string, Filter][] = [
  filter("batch", ["linecount", "fill_with"], batch),
  filter("dictsort", ["case_sensitive", "by", "reverse"], dictSort),
  filter("first", [], first),
  filter("groupby", ["attribute", "default", "case_sensitive"], groupBy),
  filter("join", ["d", "attribute"], join),
  filter("last", [], last),
  ["map", map],
  filter("max", COMPARED, extreme(1)),
  filter("min", COMPARED, extreme(-1)),
  filter("random", [], first),
  ["reject", selecting(false, false)],
  ["rejectattr", selecting(false, true)],
  filter("reverse", [], reverse),
  ["select", selecting(true, false)],
  ["selectattr", selecting(true, true)],
  filter("slice", ["slices", "fill_with"], slice),
  filter("sort", ["reverse", "case_sensitive", "attribute"], sort),
  filter("sum", ["attribute", "start"], sum),
  filter("unique", COMPARED, unique),
];
