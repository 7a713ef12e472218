import { everyPart } from "../loading.ts";
import type { Dialect } from "./dialect.ts";
import { DIALECTS } from "./list.ts";

/** The dialect of that name. Throws RangeError if it is not built, NotLoaded if it is not loaded. */
export function findDialect(name: string): Dialect {
  const dialect = DIALECTS.get(name);
  if (dialect === undefined) throw new RangeError(`dialect ${name} is not built`);
  return dialect.part;
}

/** Every dialect that is built. Throws NotLoaded, which loads all of them, if one is not loaded. */
export function everyDialect(): readonly Dialect[] {
  return everyPart([...DIALECTS.values()]);
}

/** Loads all dialects, in the order of the list. */
export function loadDialects(): Promise<readonly Dialect[]> {
  return Promise.all([...DIALECTS.values()].map((dialect) => dialect.load()));
}
