/** What a dialect's texts are made of: templates by name, in the notation of template.ts. */

export interface Sentences {
  /** The dialect whose sentences these are added to. */
  readonly from?: string;
  /** Statements by their kind, beside queries. */
  readonly statements: Readonly<Record<string, readonly string[]>>;
  /** Parts that statements and queries name; a name of the parent's is replaced. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** Templates that are added to the parent's parts of the name. */
  readonly more?: Readonly<Record<string, readonly string[]>>;
  /** Statements of the parent that the dialect does not have. */
  readonly without?: readonly string[];
  /** The signs around a quoted identifier: two characters. Double quotes where nothing is said. */
  readonly quotes?: string;
}

/** A dialect's sentences with all that its parents add. */
export interface Vocabulary {
  readonly statements: ReadonlyMap<string, readonly string[]>;
  readonly parts: ReadonlyMap<string, readonly string[]>;
  readonly quotes: string;
}

/** Puts a dialect's sentences over its parents'. */
export function vocabularyOf(
  dialect: string,
  all: Readonly<Record<string, Sentences>>,
): Vocabulary {
  const own = all[dialect];
  if (own === undefined) throw new Error(`there are no sentences of the dialect ${dialect}`);
  const parent = own.from === undefined
    ? { statements: new Map(), parts: new Map(), quotes: '""' }
    : vocabularyOf(own.from, all);
  const statements = new Map<string, readonly string[]>(parent.statements);
  for (const name of own.without ?? []) {
    if (!statements.delete(name)) throw new Error(`${dialect} has no ${name} to leave out`);
  }
  for (const [kind, templates] of Object.entries(own.statements)) statements.set(kind, templates);
  const parts = new Map<string, readonly string[]>(parent.parts);
  for (const [name, templates] of Object.entries(own.parts ?? {})) parts.set(name, templates);
  for (const [name, templates] of Object.entries(own.more ?? {})) {
    parts.set(name, [...(parts.get(name) ?? []), ...templates]);
  }
  return { statements, parts, quotes: own.quotes ?? parent.quotes };
}
