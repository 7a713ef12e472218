/** How a dialect compares unquoted names: what it makes of their letters. */
export type Folding = "upper" | "lower" | "none" | "ignore";

/**
 * Whether a name may begin with a digit: as it is, only in quotes, or only in quotes that SQLFluff
 * does not report either.
 */
export type LeadingDigits = "plain" | "quoted" | "unreported";

/**
 * What rules and analyses want to know of a dialect beyond its grammar. They ask these and never
 * the dialect's name, so a new dialect states its answers here and no rule changes.
 */
export interface Traits {
  /** What becomes of an unquoted name. */
  readonly folding: Folding;
  /**
   * The quotes of texts that may stand as an alias too, and whose letters are then kept as they are,
   * whatever `folding` does to those of names (AL05).
   */
  readonly textQuotes: string;
  /** Quotes of names that are hardly more than a habit: SQLFluff reads a table without them. */
  readonly lightQuotes: string;
  /** Whether functions and columns that differ in case alone are different ones (CP03, AL09). */
  readonly caseSensitive: boolean;
  /** Whether a dot may reach into a value, so that a qualifier need not be a table (RF01). */
  readonly dotAccess: boolean;
  /** Whether a query may mix qualified and bare names as it has to (RF03). */
  readonly mixedQualification: boolean;
  /** Whether a column may be a struct, so that each earlier part may be the table. */
  readonly structs: boolean;
  /**
   * Whether SQLFluff takes any part of a reference for a table, be it the last, the only one, or
   * behind that of another schema. Only where `structs`.
   */
  readonly tablesAnywhere: boolean;
  /** Whether a table's name alone may stand for a whole row. */
  readonly wholeRows: boolean;
  /** Functions, in capitals, whose result is a table of values. */
  readonly valueTables: readonly string[];
  /** Functions, in capitals, that stand for several columns, each with its own name. */
  readonly columnsFunctions: readonly string[];
  /** Whether VALUES in FROM needs an alias. */
  readonly valuesNeedAlias: boolean;
  /** Whether LATERAL introduces a derived table and is no function. */
  readonly lateralIsDerived: boolean;
  /** Whether `a.arr AS b` in FROM makes a source of an array. */
  readonly arraySources: boolean;
  /** Whether SQLFluff takes `a.arr` in the FROM of a subquery for a use of the alias `a` outside. */
  readonly pathsUseAliases: boolean;
  /** Whether rules take quotes of either kind for those of a text, and ask for one kind (CV10). */
  readonly quotedLiterals: "single" | "either";
  /** Whether three quotes may stand on each side of a text. */
  readonly tripleQuotes: boolean;
  /** Whether RF01 lets a dot reach into a value in queries of several sources too. */
  readonly dotAccessInJoins: boolean;
  /** Whether an expression with an arrow, `x -> …`, is a lambda; a node of its own always is one. */
  readonly lambdas: boolean;
  /** Columns, in capitals, that every table has. */
  readonly pseudoColumns: readonly string[];
  /** Columns, in capitals, that every table has and whose fields a dot reaches (RF01). */
  readonly pseudoStructs: readonly string[];
  /** Whether an index may be made and dropped while others write (PG01). */
  readonly concurrentIndexes: boolean;
  /** Whether a constraint may be added without checking the rows that are there (PG02). */
  readonly unvalidatedConstraints: boolean;
  /** How the system's own procedures begin, in small letters; "" for not alike (TQ01). */
  readonly systemProcedurePrefix: string;
  /** Letters that quotes need not keep as they are; null for those that `folding` makes (RF06). */
  readonly plainNames: Folding | null;
  /** Whether quotes of either style may be put around any name without a change of meaning (RF06). */
  readonly quotesAddable: boolean;
  /** Whether the quotes of an account's name are its syntax, and no question of style (RF06). */
  readonly accountsKeepQuotes: boolean;
  /** Whether inequality has just two spellings, != and <>, of which a file should use one (CV01). */
  readonly twoInequalities: boolean;
  /** Whether a trigger's statements may read the rows `old` and `new` (RF01). */
  readonly triggerRows: boolean;
  /** Whether what DECLARE names are variables, which any query of the file may read (RF02). */
  readonly scriptVariables: boolean;
  /** Characters beside letters, digits and the underscore that an unquoted name may hold. */
  readonly nameCharacters: string;
  /**
   * Words that without quotes and schema name another data type than in quotes, in small letters
   * (RF06).
   */
  readonly typeWords: readonly string[];
  /** How a name that begins with a digit, as `7d_average`, stands (RF06). */
  readonly digitsLead: LeadingDigits;
  /** Whether an unquoted name may be of underscores and digits alone, as in `_1` (RF06). */
  readonly lettersOptional: boolean;
  /** Whether an unquoted name may hold letters and digits of any script, as in `größe` (RF06). */
  readonly anyLetters: boolean;
  /** Characters beside those that RF05 finds nothing odd about in an unquoted name. */
  readonly ordinaryCharacters: string;
  /** Characters beside the ordinary ones that RF05 finds nothing odd about in a quoted name. */
  readonly quotedCharacters: string;
  /** Whether a function beside other sources of a query may have an alias that nothing uses (AL05). */
  readonly joinedFunctions: boolean;
  /** Whether RF05 takes the single quotes of a name for characters of it. */
  readonly oddSingleQuotes: boolean;
  /** Whether quotes may stand around the whole path of a table, dots and a last star in it. */
  readonly quotedPaths: boolean;
  /** Whether the name of a temporary table starts with `#`. */
  readonly hashedTables: boolean;
  /** Whether a table that QUALIFY follows at once needs an alias. */
  readonly qualifyNeedsAlias: boolean;
  /** Whether WITH stands before INSERT and not before its query (ST05). */
  readonly withBeforeInsert: boolean;
  /** Whether a join by USING is as good as one by ON (ST07). */
  readonly joinsByUsing: boolean;
  /** Whether UNION may be, and is expected to be, completed with DISTINCT. */
  readonly unionDistinct: boolean;
  /** Whether CAST is the only way to convert a type, so that there is none to choose (CV11). */
  readonly castsOneWay: boolean;
  /** Whether CONVERT takes the type before or behind the value (CV11). */
  readonly convertTakes: "type first" | "value first";
  /** Names that the database itself writes in mixed case, and CP02 lets be. */
  readonly givenNames: readonly string[];
  /** Whether AS is allowed before the alias of a table. */
  readonly tableAliasTakesAs: boolean;
  /** Whether statements hold text of another language, as `script_content`, that no fix changes. */
  readonly holdsScripts: boolean;
}

/** What a dialect has unless it says otherwise. */
export const STANDARD_TRAITS: Traits = {
  folding: "upper",
  textQuotes: "'",
  lightQuotes: "",
  caseSensitive: false,
  dotAccess: false,
  dotAccessInJoins: false,
  mixedQualification: false,
  structs: false,
  tablesAnywhere: false,
  wholeRows: false,
  valueTables: [],
  columnsFunctions: [],
  valuesNeedAlias: false,
  lateralIsDerived: false,
  arraySources: false,
  pathsUseAliases: true,
  joinedFunctions: false,
  quotedLiterals: "single",
  tripleQuotes: false,
  lambdas: false,
  pseudoColumns: [],
  pseudoStructs: [],
  concurrentIndexes: false,
  unvalidatedConstraints: false,
  systemProcedurePrefix: "",
  plainNames: null,
  quotesAddable: false,
  accountsKeepQuotes: true,
  twoInequalities: true,
  triggerRows: false,
  scriptVariables: false,
  nameCharacters: "",
  typeWords: [],
  digitsLead: "quoted",
  lettersOptional: false,
  anyLetters: false,
  ordinaryCharacters: "",
  quotedCharacters: "",
  oddSingleQuotes: false,
  quotedPaths: false,
  hashedTables: false,
  qualifyNeedsAlias: false,
  withBeforeInsert: false,
  joinsByUsing: false,
  unionDistinct: true,
  castsOneWay: false,
  convertTakes: "type first",
  givenNames: [],
  tableAliasTakesAs: true,
  holdsScripts: false,
};
