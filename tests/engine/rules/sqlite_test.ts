/** What rules do otherwise in SQLite. */
import { testCases } from "./cases.ts";

const KEYWORDS = { prefer_quoted_keywords: true };
const TRIGGER = "CREATE TRIGGER r AFTER DELETE ON t BEGIN\n";

testCases([
  // RF06: quotes are put around keywords, and changed for the configured ones.
  {
    rule: "RF06",
    dialect: "sqlite",
    config: { rules: { "references.quoting": KEYWORDS } },
    sql: 'SELECT a AS date, b AS `text`, c AS "key" FROM t\n',
    found: ["1:13", "1:24"],
    fixed: 'SELECT a AS "date", b AS "text", c AS "key" FROM t\n',
  },
  {
    rule: "RF06",
    dialect: "sqlite",
    config: {
      rules: { "references.quoting": { ...KEYWORDS, prefer_quoted_keyword_style: "backticks" } },
    },
    sql: 'SELECT a AS "date" FROM t\n',
    found: ["1:13"],
    fixed: "SELECT a AS `date` FROM t\n",
  },
  {
    rule: "RF06",
    dialect: "sqlite",
    config: { rules: { "references.quoting": { ...KEYWORDS, prefer_quoted_identifiers: true } } },
    sql: "SELECT `a` AS date, b AS `text` FROM `t`\n",
    found: ["1:15", "1:21", "1:26"],
    fixed: 'SELECT `a` AS "date", b AS "text" FROM `t`\n',
  },
  {
    rule: "RF06",
    dialect: "duckdb",
    config: { rules: { "references.quoting": KEYWORDS } },
    sql: "SELECT a AS date FROM t\n",
    found: ["1:13"],
  },
  // RF01: a trigger's statements may read the rows that started it.
  {
    rule: "RF01",
    dialect: "sqlite",
    sql: `${TRIGGER}SELECT old.a, new.a FROM u;\nEND;\n`,
    found: ["2:15"],
  },
  {
    rule: "RF01",
    dialect: "sqlite",
    sql: "CREATE TRIGGER r UPDATE ON t BEGIN SELECT old.a, new.a, t.a; END;\nSELECT old.a;\n",
    found: ["1:57", "2:8"],
  },
]);
