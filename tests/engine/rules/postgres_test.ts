import { testCases } from "./cases.ts";

const dialect = "postgres";
const locks = { rules: { "postgres.excessive_locks": { force_enable: true } } };
const keys = { rules: { "postgres.not_valid_foreign_key": { force_enable: true } } };
const key = "FOREIGN KEY (shop) REFERENCES shops (id)";

testCases([
  { rule: "PG01", config: locks, dialect, sql: "CREATE INDEX i ON t (a);\n", found: ["1:1"] },
  { rule: "PG01", config: locks, dialect, sql: "CREATE UNIQUE INDEX i ON t (a);\n", found: [] },
  { rule: "PG01", config: locks, dialect, sql: "REINDEX (VERBOSE) TABLE t;\n", found: ["1:1"] },
  { rule: "PG01", config: locks, dialect, sql: "REINDEX TABLE CONCURRENTLY t;\n", found: [] },
  {
    rule: "PG01",
    config: locks,
    dialect,
    sql: "SELECT 1;\nREFRESH MATERIALIZED VIEW v;\n",
    found: ["2:1"],
  },
  { rule: "PG01", config: locks, sql: "DROP INDEX i;\n", found: [] },
  { rule: "PG01", dialect, sql: "DROP INDEX i;\n", found: [] },
  { rule: "PG02", config: keys, dialect, sql: `ALTER TABLE t ADD ${key};\n`, found: ["1:1"] },
  { rule: "PG02", config: keys, dialect, sql: `ALTER TABLE t ADD ${key} NOT VALID;\n`, found: [] },
  {
    rule: "PG02",
    config: keys,
    dialect,
    sql: `ALTER TABLE t ADD CONSTRAINT c ${key} DEFERRABLE;\n`,
    found: ["1:1"],
  },
  { rule: "PG02", config: keys, dialect, sql: `CREATE TABLE t (shop INT, ${key});\n`, found: [] },
  { rule: "PG02", dialect, sql: `ALTER TABLE t ADD ${key};\n`, found: [] },
  {
    rule: "RF03",
    dialect,
    sql: "select n, t.a, b from t cross join generate_series(1, 9) as n\n",
    found: ["1:11", "1:16"],
    fixed: "select n, t.a, t.b from t cross join generate_series(1, 9) as n\n",
  },
  {
    rule: "RF03",
    dialect,
    sql: "select t.a from t cross join generate_series(1, 9) as n where n > 1\n",
    found: [],
  },
]);
