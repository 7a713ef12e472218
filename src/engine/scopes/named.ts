/** Finds the sources that references plainly name, while a query is read. */
import type { Tree } from "../tree/mod.ts";
import { qualifierOf } from "./lookup.ts";
import type { Name, Select, Source } from "./model.ts";
import { isWrittenAlike } from "./names.ts";

/** So many sources of a query are compared with a qualifier: more are looked up by who needs them. */
const FEW = 16;

/** What a source is plainly called; null where a qualifier may have to say more, or something else. */
function plainName({ alias, path, grouped, elements }: Source): Name | null {
  if (grouped || elements.length > 0) return null;
  if (alias !== null) return alias;
  // In quotes may stand a whole path, of which only the last part is the table.
  return path.length === 1 && !path[0]!.quoted ? path[0]! : null;
}

/** Tells the references of a query which of its sources they plainly name. */
export function nameSources(tree: Tree, { references, sources }: Select): void {
  const count = Math.min(sources.length, FEW);
  if (count === 0) return;
  for (let at = 0; at < references.length; at++) {
    const reference = references[at]!;
    const qualifier = qualifierOf(reference);
    if (qualifier === null) continue;
    for (let place = 0; place < count; place++) {
      const source = sources[place]!;
      const name = plainName(source);
      if (name === null || !isWrittenAlike(tree, name, qualifier)) continue;
      reference.named = source;
      source.isNamed = true;
      break;
    }
  }
}
