import type { Dialect } from "./dialect.ts";
import { dialectNames, LOADERS } from "./list.ts";
import { NotLoaded } from "./loading.ts";

const loaded = new Map<string, Dialect>();

/** Loads the dialect of that name. Throws RangeError if it is not built. */
export async function loadDialect(name: string): Promise<Dialect> {
  const load = LOADERS.get(name);
  if (load === undefined) throw new RangeError(`dialect ${name} is not built`);
  const dialect = await load();
  loaded.set(name, dialect);
  return dialect;
}

/** Loads all dialects, in the order of the list. */
export function loadDialects(): Promise<readonly Dialect[]> {
  return Promise.all(dialectNames.map(loadDialect));
}

/** The dialect of that name. Throws RangeError if it is not built, NotLoaded if it is not loaded. */
export function findDialect(name: string): Dialect {
  const dialect = loaded.get(name);
  if (dialect !== undefined) return dialect;
  if (!LOADERS.has(name)) throw new RangeError(`dialect ${name} is not built`);
  throw new NotLoaded(`dialect ${name}`, () => loadDialect(name));
}

/** Every dialect that is built. Throws NotLoaded, which loads all of them, if one is not loaded. */
export function everyDialect(): readonly Dialect[] {
  if (loaded.size < dialectNames.length) throw new NotLoaded("a dialect", loadDialects);
  return dialectNames.map(findDialect);
}
