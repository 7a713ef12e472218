import { type DialectText, GrammarError, type Item, type Place, type Row } from "./syntax.ts";

/** A production with all that its dialect and the parents say of it. */
export interface Production {
  readonly name: string;
  /** Kind of its node or leaf; null if it makes none. */
  readonly kind: string | null;
  readonly isLeaf: boolean;
  /** Null for an operator table. */
  readonly choice: Item | null;
  readonly rows: readonly Row[];
  readonly at: Place;
  /** Whether the youngest dialect says anything of it. */
  readonly isOwn: boolean;
}

/** A dialect's grammar with its parents' in it. */
export interface Linked {
  readonly productions: ReadonlyMap<string, Production>;
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** Each symbol's kinds by its text. */
  readonly symbols: ReadonlyMap<string, { lexed: string; leaf: string }>;
  readonly isa: readonly [kind: string, also: string][];
  readonly lexed: readonly string[];
}

/** Puts a dialect's text over that of its parents, eldest first. Throws GrammarError. */
export function link(texts: readonly DialectText[]): Linked {
  const productions = new Map<string, Production>();
  const words = new Map<string, Set<string>>();
  const symbols = new Map<string, { lexed: string; leaf: string }>();
  texts.forEach((text, at) => {
    linkWords(text, words);
    for (const { text: symbol, lexed, leaf } of text.symbols) symbols.set(symbol, { lexed, leaf });
    linkProductions(text, productions, at === texts.length - 1);
  });
  return {
    productions,
    words,
    symbols,
    isa: texts.flatMap((text) => text.isa),
    lexed: texts.flatMap((text) => text.lexed),
  };
}

function linkWords(text: DialectText, into: Map<string, Set<string>>): void {
  for (const { name, change, words, at } of text.words) {
    const known = into.get(name);
    if (change === "=") {
      into.set(name, new Set(words));
    } else if (known === undefined) {
      throw new GrammarError(at, `the words ${name} are changed before they are defined`);
    } else if (change === "+=") {
      for (const word of words) known.add(word);
    } else {
      for (const word of words) {
        if (!known.delete(word)) throw new GrammarError(at, `${word} is not one of ${name}`);
      }
    }
  }
}

function linkProductions(
  text: DialectText,
  into: Map<string, Production>,
  isOwn: boolean,
): void {
  for (const { name, kind, definition, choice, rows, at } of text.productions) {
    const known = into.get(name);
    const isNew = definition === "node" || definition === "leaf" || definition === "table";
    if (isNew && known !== undefined) {
      const where = `${known.at.file}:${known.at.line}`;
      throw new GrammarError(at, `${name} is defined already, at ${where}`);
    }
    if (!isNew && known === undefined) throw new GrammarError(at, `there is no ${name} to change`);
    const base = {
      name,
      kind: kind ?? known?.kind ?? (name.startsWith("_") ? null : name),
      isLeaf: known?.isLeaf ?? definition === "leaf",
      at,
      isOwn,
    };
    if (definition === "more") {
      if (known!.choice === null) throw new GrammarError(at, `${name} is a table: use |::`);
      into.set(name, { ...base, choice: joined(known!.choice, choice!), rows: [] });
    } else if (definition === "rows") {
      if (known!.choice !== null) throw new GrammarError(at, `${name} is not a table: use |=`);
      into.set(name, { ...base, choice: null, rows: [...rows, ...known!.rows] });
    } else {
      into.set(name, { ...base, choice, rows });
    }
  }
}

/** Both choices as one, the older alternatives first. */
function joined(old: Item, more: Item): Item {
  const parts = [...alternatives(old), ...alternatives(more)];
  return { type: "choice", parts, ordered: old.type === "choice" && old.ordered };
}

function alternatives(item: Item): readonly Item[] {
  return item.type === "choice" ? item.parts : [item];
}
