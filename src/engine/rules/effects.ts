/** What the fixes of a rule may do to the text. The checker (`fixes/check.ts`) holds them to it. */

/**
 * A kind of code token: its spelling in capitals, for a keyword or a sign, or one of `<name>`
 * (an identifier), `<function>` (the name of one), `<type>` (a word of a data type), `<number>`,
 * `<text>` (a quoted literal) and `<operator>`.
 */
export type Pattern = string;

/** What a rule declares; what it does not name, its fixes do not do. */
export interface FixEffects {
  /** The letter case of words changes. */
  readonly recase?: true;
  /** Blanks and line breaks change where all code stays as it is. */
  readonly respace?: true;
  /** Code changes places. */
  readonly move?: true;
  /** Statements are put into one around them; without this they stay as many as they are. */
  readonly wrap?: true;
  /** Code tokens that may be put in. */
  readonly insert?: readonly Pattern[];
  /** Code tokens that may be taken out. */
  readonly remove?: readonly Pattern[];
  /** Code tokens that may be written in place of others, as often as those go. */
  readonly replace?: readonly (readonly [Pattern, Pattern])[];
}

/** Only blanks and line breaks change. */
export const RESPACES: FixEffects = { respace: true };
/** Only letter case changes. */
export const RECASES: FixEffects = { recase: true };
/** A part of an expression, as it may be copied or dropped. */
export const VALUE: readonly Pattern[] = [
  "<name>",
  "<number>",
  "<text>",
  "<operator>",
  ".",
  ",",
  "(",
  ")",
  "[",
  "]",
];

/** A declaration in words, for the documentation. */
export function describeEffects(effects: FixEffects): string {
  const list = (patterns: readonly Pattern[]) => patterns.map((each) => `\`${each}\``).join(" ");
  const said = [
    effects.recase && "changes letter case",
    effects.respace && "changes blanks and line breaks",
    effects.move && "moves code",
    effects.wrap && "puts statements into a block",
    effects.insert && `inserts ${list(effects.insert)}`,
    effects.remove && `removes ${list(effects.remove)}`,
    ...(effects.replace ?? []).map(([from, to]) => `writes \`${to}\` for \`${from}\``),
  ];
  return said.filter((each) => typeof each === "string").join("; ");
}

/** What several rules may do between them. */
export function together(all: readonly FixEffects[]): FixEffects {
  return {
    ...(all.some(({ recase }) => recase) ? { recase: true } : {}),
    ...(all.some(({ respace }) => respace) ? { respace: true } : {}),
    ...(all.some(({ move }) => move) ? { move: true } : {}),
    ...(all.some(({ wrap }) => wrap) ? { wrap: true } : {}),
    insert: all.flatMap(({ insert }) => insert ?? []),
    remove: all.flatMap(({ remove }) => remove ?? []),
    replace: all.flatMap(({ replace }) => replace ?? []),
  };
}
