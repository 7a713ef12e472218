import type { Dialect } from "./dialect.ts";
import { dialects } from "./list.ts";

/** The dialect of that name. Throws RangeError if it is not built. */
export function findDialect(name: string): Dialect {
  const found = dialects.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`dialect ${name} is not built`);
  return found;
}
