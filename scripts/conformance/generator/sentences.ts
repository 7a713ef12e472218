/** What a dialect's texts are made of: templates by name, in the notation of template.ts. */

export interface Sentences {
  /** The sentences that these are added to. */
  readonly from?: Sentences;
  /** Whether queries with joins, WITH and set operations are written beside the statements. */
  readonly queries?: boolean;
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
  readonly queries: boolean;
  readonly quotes: string;
}

const NOTHING: Vocabulary = {
  statements: new Map(),
  parts: new Map(),
  queries: true,
  quotes: '""',
};

/** Puts sentences over those that they are added to. */
export function vocabularyOf(own: Sentences): Vocabulary {
  const parent = own.from === undefined ? NOTHING : vocabularyOf(own.from);
  const statements = new Map<string, readonly string[]>(parent.statements);
  for (const name of own.without ?? []) {
    if (!statements.delete(name)) throw new Error(`there is no ${name} to leave out`);
  }
  for (const [kind, templates] of Object.entries(own.statements)) statements.set(kind, templates);
  const parts = new Map<string, readonly string[]>(parent.parts);
  for (const [name, templates] of Object.entries(own.parts ?? {})) parts.set(name, templates);
  for (const [name, templates] of Object.entries(own.more ?? {})) {
    parts.set(name, [...(parts.get(name) ?? []), ...templates]);
  }
  const { queries = parent.queries, quotes = parent.quotes } = own;
  return { statements, parts, queries, quotes };
}
