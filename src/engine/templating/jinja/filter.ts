/** What a filter is. */
import { ArgumentReader } from "./arguments.ts";
import type { Call, Value } from "./values.ts";

/** Who runs a filter, for those that apply others to elements. */
export interface Applier {
  /** Applies a filter by name. Throws TemplateRuntimeError when there is none. */
  applyFilter(name: string, value: Value, call: Call): Value;
  /** Applies a test by name. Throws TemplateRuntimeError when there is none. */
  test(name: string, value: Value, call: Call): boolean;
}

export type Filter = (value: Value, call: Call, applier: Applier) => Value;

/** A filter by its name, of named arguments. */
export function filter(
  name: string,
  names: readonly string[],
  run: (value: Value, args: ArgumentReader) => Value,
): [string, Filter] {
  return [name, (value, call) => run(value, new ArgumentReader(call, name, names))];
}
