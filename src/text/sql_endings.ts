/** Endings of SQL files where nothing says others: those that SQLFluff lints. */
export const SQL_ENDINGS: readonly string[] = [".sql", ".sql.j2", ".dml", ".ddl", ".pkb"];
