/** Which references name which source. */
import type { Traits } from "../dialects/traits.ts";
import { ownName, readings } from "./lookup.ts";
import type { Name, Reference, Scopes, Select, Source } from "./model.ts";
import { folded } from "./names.ts";

/** A reference that names a source, and the part of it that does. */
export interface Use {
  readonly reference: Reference;
  readonly name: Name;
}

/** The sources of each query by their own names, as the dialect compares names. */
export class SourceNames {
  readonly #known = new Map<Select, Map<string, Source>>();

  constructor(readonly traits: Traits) {}

  /** The source that a name stands for in a query or, from inside out, in those around it. */
  find(from: Select, name: Name): Source | null {
    const key = folded(name, this.traits.folding);
    for (let at: Select | null = from; at !== null; at = at.parent) {
      const found = this.in(at).get(key);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The sources of one query by name; the first of those that share one. */
  in(select: Select): ReadonlyMap<string, Source> {
    let names = this.#known.get(select);
    if (names !== undefined) return names;
    this.#known.set(select, names = new Map());
    for (const source of select.sources) {
      const name = ownName(source);
      if (name === null) continue;
      const key = folded(name, this.traits.folding);
      if (!names.has(key)) names.set(key, source);
    }
    return names;
  }
}

/** The qualified references of a statement by the source that each one's qualifier names. */
export function usesOf(scopes: Scopes, traits: Traits): Map<Source, Use[]> {
  const names = new SourceNames(traits);
  const uses = new Map<Source, Use[]>();
  for (const select of scopes.selects) {
    for (const reference of select.references) {
      for (const { table } of readings(reference, traits)) {
        const source = names.find(select, table);
        if (source === null) continue;
        const there = uses.get(source);
        if (there === undefined) uses.set(source, [{ reference, name: table }]);
        else there.push({ reference, name: table });
        break;
      }
    }
  }
  return uses;
}
