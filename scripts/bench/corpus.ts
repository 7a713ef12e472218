/**
 * A corpus of realistic SQL for measuring: analytics queries with joins, CTEs, windows and CASE,
 * views, inserts and migrations, from a seed, as long as asked for. Formatted as people format it.
 */

/** A small seeded generator of numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TABLES = ["orders", "customers", "payments", "shipments", "products", "refunds", "sessions"];
const COLUMNS = [
  "id",
  "amount",
  "status",
  "created_at",
  "region",
  "quantity",
  "discount",
  "channel",
];
const FUNCTIONS = ["SUM", "COUNT", "AVG", "MIN", "MAX", "COALESCE", "ROUND"];

/** Writes statements; each is the text of one, its semicolon included. */
class Writer {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  statement(): string {
    const kinds = [
      () => this.#analytics(),
      () => this.#analytics(),
      () => this.#report(),
      () => this.#view(),
      () => this.#change(),
      () => this.#migration(),
    ];
    return this.#pick(kinds)();
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  #number(): string {
    return String(Math.floor(this.#random() * 1000));
  }

  #condition(alias: string): string {
    const column = `${alias}.${this.#pick(COLUMNS)}`;
    return this.#pick([
      `${column} >= ${this.#number()}`,
      `${column} = 'shipped'`,
      `${column} IS NOT NULL`,
      `${column} IN (${this.#number()}, ${this.#number()}, ${this.#number()})`,
      `${column} BETWEEN ${this.#number()} AND ${this.#number()}`,
      `LOWER(${column}) LIKE '%north%'`,
    ]);
  }

  #columns(alias: string, indent: string): string {
    const lines = [];
    for (let at = 0; at < 4; at++) {
      const column = `${alias}.${this.#pick(COLUMNS)}`;
      lines.push(this.#pick([
        column,
        `${this.#pick(FUNCTIONS)}(${column}) AS ${this.#pick(COLUMNS)}_${at}`,
        `${column} * ${this.#number()} + 1 AS scaled_${at}`,
        `CAST(${column} AS VARCHAR(20)) AS text_${at}`,
      ]));
    }
    return lines.map((line) => `${indent}${line}`).join(",\n");
  }

  #analytics(): string {
    const cte = (name: string) => {
      const table = this.#pick(TABLES);
      return `${name} AS (
    SELECT
${this.#columns("t", "        ")}
    FROM ${table} AS t
    WHERE
        ${this.#condition("t")}
        AND ${this.#condition("t")}
)`;
    };
    return `WITH ${cte("recent")},

${cte("ranked")}

SELECT
    r.id,
    r.region,
    CASE
        WHEN r.amount > ${this.#number()} THEN 'large'
        WHEN r.amount > ${this.#number()} THEN 'medium'
        ELSE 'small'
    END AS size_band,
    ROW_NUMBER() OVER (PARTITION BY r.region ORDER BY r.created_at DESC) AS position_in_region,
    SUM(k.quantity) AS total_quantity
FROM recent AS r
INNER JOIN ranked AS k
    ON r.id = k.id
LEFT JOIN ${this.#pick(TABLES)} AS c
    ON r.region = c.region AND c.status = 'active'
WHERE
    ${this.#condition("r")}
    OR (${this.#condition("k")} AND ${this.#condition("c")})
GROUP BY r.id, r.region, r.amount, r.created_at
HAVING SUM(k.quantity) > ${this.#number()}
ORDER BY total_quantity DESC, r.region
LIMIT 100;`;
  }

  #report(): string {
    return `-- Totals by ${this.#pick(COLUMNS)}
SELECT
${this.#columns("a", "    ")}
FROM ${this.#pick(TABLES)} AS a
WHERE a.id IN (
    SELECT b.id
    FROM ${this.#pick(TABLES)} AS b
    WHERE ${this.#condition("b")}
)
UNION ALL
SELECT
${this.#columns("c", "    ")}
FROM ${this.#pick(TABLES)} AS c
ORDER BY 1;`;
  }

  #view(): string {
    return `CREATE VIEW ${this.#pick(TABLES)}_summary AS
SELECT
${this.#columns("t", "    ")}
FROM ${this.#pick(TABLES)} AS t
WHERE ${this.#condition("t")};`;
  }

  #change(): string {
    const table = this.#pick(TABLES);
    return this.#pick([
      `INSERT INTO ${table} (id, amount, status)
VALUES
(${this.#number()}, ${this.#number()}.50, 'new'),
(${this.#number()}, ${this.#number()}.25, 'paid');`,
      `UPDATE ${table}
SET
    status = 'closed',
    amount = amount + ${this.#number()}
WHERE id = ${this.#number()};`,
      `DELETE FROM ${table}
WHERE created_at < '2020-01-01';`,
    ]);
  }

  #migration(): string {
    const table = this.#pick(TABLES);
    return `CREATE TABLE ${table}_archive (
    id INT NOT NULL PRIMARY KEY,
    amount DECIMAL(10, 2) DEFAULT 0,
    status VARCHAR(20) NOT NULL,
    created_at TIMESTAMP,
    FOREIGN KEY (id) REFERENCES ${table} (id) ON DELETE CASCADE
);`;
  }
}

/** Files of SQL of about `lines` lines each. */
export function corpus(seed: number, files: number, lines: number): string[] {
  const writer = new Writer(seed);
  const texts: string[] = [];
  for (let file = 0; file < files; file++) {
    const parts: string[] = [];
    let count = 0;
    while (count < lines) {
      const statement = writer.statement();
      parts.push(statement);
      count += statement.split("\n").length + 1;
    }
    texts.push(`${parts.join("\n\n")}\n`);
  }
  return texts;
}

/** Lines of all texts together, each of which ends with a line end. */
export function lineCount(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split("\n").length - 1, 0);
}
