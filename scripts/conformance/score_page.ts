/** docs/conformance.md: the score for people. */

export interface Tally {
  right: number;
  of: number;
}

/** How one dialect does. */
export interface DialectScore {
  /** Whole files whose findings are all the same. */
  files: Tally;
  /** Findings of whole files by code and place: those of both, of Lintel alone, of SQLFluff alone. */
  alike: number;
  extra: number;
  missing: number;
  /** Whole files that SQLFluff parses and Lintel does not. */
  falseParse: number;
  /** Cases of rules, and of those that a fix changes the ones with the same text. */
  cases: Tally;
  fixed: Tally;
  /** Damaged files that both refuse, or neither. */
  broken: Tally;
}

export interface Score {
  sqlfluff: string;
  rules: Record<string, Tally>;
  dialects: Record<string, DialectScore>;
  differences: string[];
}

export function emptyDialect(): DialectScore {
  const none = () => ({ right: 0, of: 0 });
  return {
    files: none(),
    alike: 0,
    extra: 0,
    missing: 0,
    falseParse: 0,
    cases: none(),
    fixed: none(),
    broken: none(),
  };
}

function share({ right, of }: Tally): string {
  return of === 0 ? "" : `${(100 * right / of).toFixed(1)}%`;
}

function percent(tally: Tally): string {
  return `${tally.right} of ${tally.of} (${share(tally)})`;
}

function ruleTable(rows: Record<string, Tally>): string {
  const lines = Object.keys(rows).sort().map((name) => `| ${name} | ${percent(rows[name]!)} |`);
  return `| rule | the same |\n| --- | --- |\n${lines.join("\n")}`;
}

function f1({ alike, extra, missing }: DialectScore): string {
  const all = 2 * alike + extra + missing;
  return all === 0 ? "" : (2 * alike / all).toFixed(4);
}

function dialectRow(name: string, score: DialectScore): string {
  const { files, falseParse, cases, fixed, broken } = score;
  const cells = [name, percent(files), f1(score), falseParse, ...[cases, fixed, broken].map(count)];
  return `| ${cells.join(" | ")} |`;
}

function count({ right, of }: Tally): string {
  return of === 0 ? "" : `${right} of ${of}`;
}

/** The sum of some dialects. */
export function total(scores: readonly DialectScore[]): DialectScore {
  const sum = emptyDialect();
  for (const score of scores) {
    for (const key of ["files", "cases", "fixed", "broken"] as const) {
      sum[key].right += score[key].right;
      sum[key].of += score[key].of;
    }
    for (const key of ["alike", "extra", "missing", "falseParse"] as const) sum[key] += score[key];
  }
  return sum;
}

function dialectTable(dialects: Record<string, DialectScore>): string {
  const names = Object.keys(dialects).sort();
  const rows = [
    "| dialect | files the same | F1 | false PRS | rule cases | fixed texts | damaged files |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...names.map((name) => dialectRow(name, dialects[name]!)),
    dialectRow("all", total(Object.values(dialects))),
  ];
  return rows.join("\n");
}

export function scorePage(score: Score): string {
  const { differences } = score;
  const list = differences.length === 0
    ? "None."
    : differences.map((d) => `- ${d.replaceAll("_", "\\_").replaceAll("*", "\\*")}`).join("\n");
  return `# Conformance with SQLFluff ${score.sqlfluff}

Written by \`deno task score\` from recorded answers of SQLFluff; \`deno task score --check\` fails on a difference that is new and on one that has gone.

## Dialects

Whole files are linted with every rule: one is the same when code, line and position of every finding are. F1 weighs the findings that both report against those of one alone; a false PRS is a file that SQLFluff parses and Lintel does not. Of the rule cases that a fix changes, the fixed text has to be the same to the letter. A damaged file is to be refused exactly when SQLFluff refuses it.

${dialectTable(score.dialects)}

## Rules

One row a rule: a case is the same when code, line and position of every finding are, and where SQLFluff's fix changes the text, the fixed text to the letter.

${ruleTable(score.rules)}

## Where Lintel answers otherwise on purpose

- A batch of T-SQL that does not parse costs the batch and not the file: the statements behind it are linted. SQLFluff reports the first and reads no further.
- LT11 offers no fix behind a pipe of BigQuery (\`|> UNION ALL\`): SQLFluff's parts the pipe from its operator, and LT03 moves it back, without end.
- A fix that would lose a comment or a word is not made, and the finding stays: SQLFluff's fix of ST01 takes a comment with the \`ELSE NULL\` that it removes.
- A CASE statement of PL/SQL is no expression: ST02 and ST01 leave it alone. SQLFluff fails on it under ST02 (an exception is reported as a finding), and its fix of ST01 takes away the \`ELSE NULL;\` without which CASE_NOT_FOUND is raised.
- A special register of two words in Db2 (\`CURRENT DATE\`) is keywords to CP01 and nothing to CP03, where SQLFluff fails in the same way when functions are written in another case.
- \`DESCRIBE FORMATTED t\` in Hive describes the table \`t\`, which CP02 of SQLFluff takes for the name of something else.
- The ORDER BY inside of MATCH_RECOGNIZE sorts rows and refers to no column of the result by its number: AM06 does not compare it with the GROUP BY and ORDER BY of the query.
- \`c.a.b\` in Redshift reads the table or alias \`c\` where there is one, since a column may be a SUPER value with a path: AL05 of SQLFluff calls that alias unused, and its fix breaks the query.
- An alias that only SORT BY, CLUSTER BY, DISTRIBUTE BY or LIMIT BY names is used: AL05 of SQLFluff takes it away, and the query breaks; ST11 calls such a join unused.
- CV10 finds \`'''a'''\` where two quotes stand for one, and leaves it: SQLFluff writes \`"""a"""\`, which is another text.
- A subquery that computes of the columns beside it, \`CROSS APPLY (SELECT t.a + 1 AS b) AS c\`, and one that only a query inside of it ties to the tables beside it, are reported by ST05 and stay: the fix of SQLFluff moves them to a WITH, where there is no \`t\`.
- \`ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY (a)\` adds a constraint in ansi and Teradata: SQLFluff reads a column named \`CONSTRAINT\` there, reports it under CP02 and RF04, and writes it small.
- A \`{% for %}\` in a SELECT list is laid out once, as it is written: SQLFluff judges each pass, reports LT04 at the same comma for each, takes the indents of a loop whose commas come out of \`{{ "," if not loop.last }}\` away, and moves a leading comma behind the item, which leaves a comma before FROM.
- A parameter of a lambda in ClickHouse is judged as SQLFluff judges it, as a column, and RF03 does not fix it: \`t.x -> t.x + 1\` is no lambda.
- RF06 reports a name that is quoted for its first digit, as \`"1A"\`, as SQLFluff does, and leaves the quotes where the server needs them: without them \`1A\` is the number 1 under the alias A.
- RF06 leaves the quotes of a function whose name is a word of the language: \`"position"(a, b)\` is a call, and SQLFluff's \`position(a, b)\` none.
- RF06 leaves the quotes of a data type whose name without them is another one, as \`"char"\` and \`"bit"\` in PostgreSQL, where SQLFluff takes them away.
- \`a IN (SELECT b FROM t GROUP BY c, d)\` groups by both columns, and the same holds of ORDER BY: SQLFluff reads \`d\` as a second item of the list, so RF02 says nothing of it.
- CV06 reports a semicolon behind \`/*! … */\`, as SQLFluff does, and leaves it there: the server runs what stands in such a comment, and SQLFluff's fix cuts it off its statement.
- RF06 leaves the quotes of \`'app'@'host'\` in Doris and StarRocks where SQLFluff's fix makes \`app@host\`, which it does not parse itself.
- A fixed text is indented throughout. SQLFluff's is not where a fix has rebuilt a part of a statement (ST05 a query, ST07 a join, ST06 a list): what is inside may then stand at the margin until it is run a second time.
- LT05 breaks no line behind \`ARRAY<\`, where LT01 wants none, but further inside: SQLFluff's LT05 breaks there, and its LT01 joins the lines again at the next run.
- LT05 breaks a line that LT03 or LT04 has put an operator or a comma in front of. SQLFluff leaves it long in the run that moved that, and breaks it in the next.
- LT05 breaks a long bracket before a comma whose own line is indented further than its item, as that of \`OVER (...)\` below its function: SQLFluff reports that line and leaves it.
- ST05 takes a query out of a LATERAL subquery too, if it names nothing beside it. ST07 leaves USING between two tables of one name, where the fix of SQLFluff makes \`ON a.id = a.id\`.
- ST02 keeps the \`FALSE\` of a CASE as it is spelled, which CP04 re-cases as any literal. SQLFluff
  writes \`false\` as a keyword, so CP01 decides about it, and CP04 about the fixed text once more.
- ST09 leaves a comparison that is in order to its own query; SQLFluff turns it around for ever where
  the query around it has the two names the other way around.
- \`SELECT *FROM t\` is read, as every server reads it: SQLFluff wants a blank behind the star.
- LT01 reports the signs of an operator that PostgreSQL names, as in \`CREATE OPERATOR <= (...)\` and \`OPERATOR(s.<=)\`, as SQLFluff does, and leaves them together: SQLFluff writes \`< =\`, which is no name.
- Statements that a vendor takes and SQLFluff refuses are read and linted (those of the corpus are in \`tests/corpus/*/beyond_*.sql\`).
- Nothing is fixed in a file whose template does not render, and the answer says so.

## Known differences

${list}
`;
}
