import { isKind, type Kind, kindCount, type Tree } from "../tree/mod.ts";

/** For a kind, by kind: 1 where that is it or descends from it. */
const tables: (Uint8Array | undefined)[] = [];
let tablesFor = 0;

/** Which kinds descend from a kind, as a table that costs one load to ask. */
export function kindTable(kind: Kind): Uint8Array {
  if (tablesFor !== kindCount()) {
    tables.length = 0;
    tablesFor = kindCount();
  }
  return tables[kind] ??= Uint8Array.from(
    { length: tablesFor },
    (_, each) => each > 0 && isKind(each as Kind, kind) ? 1 : 0,
  );
}

/** Which kinds a tree has; answers are worked out as they are asked for. */
interface Presence {
  distinct: Kind[];
  /** By kind: 0 not asked yet, 1 present, 2 absent. */
  answers: Uint8Array;
}

const presences = new WeakMap<Tree, Presence>();

function presenceOf(tree: Tree): Presence {
  let presence = presences.get(tree);
  if (presence === undefined) {
    const seen = new Uint8Array(kindCount());
    const distinct: Kind[] = [];
    for (let node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      if (seen[kind] === 1) continue;
      seen[kind] = 1;
      distinct.push(kind);
    }
    presences.set(tree, presence = { distinct, answers: new Uint8Array(kindCount()) });
  }
  return presence;
}

/** Whether a tree has any node of a kind; asking is cheap, so ask before looking for one. */
export function hasKind(tree: Tree, kind: Kind): boolean {
  const { distinct, answers } = presenceOf(tree);
  if (kind >= answers.length) return false;
  if (answers[kind] === 0) {
    answers[kind] = distinct.some((each) => isKind(each, kind)) ? 1 : 2;
  }
  return answers[kind] === 1;
}
