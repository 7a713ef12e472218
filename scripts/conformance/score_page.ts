/** docs/conformance.md: the score for people. */

export interface Tally {
  right: number;
  of: number;
}

export interface Score {
  sqlfluff: string;
  rules: Record<string, Tally>;
  goldens: Record<string, Tally>;
  broken: Record<string, Tally>;
  differences: string[];
}

function percent({ right, of }: Tally): string {
  return `${right} of ${of} (${(100 * right / of).toFixed(1)}%)`;
}

function table(head: string, rows: Record<string, Tally>): string {
  const lines = Object.keys(rows).sort().map((name) => `| ${name} | ${percent(rows[name]!)} |`);
  return `| ${head} | the same |\n| --- | --- |\n${lines.join("\n")}`;
}

export function scorePage(score: Score): string {
  const { differences } = score;
  const list = differences.length === 0
    ? "None."
    : differences.map((d) => `- ${d.replaceAll("_", "\\_").replaceAll("*", "\\*")}`).join("\n");
  return `# Conformance with SQLFluff ${score.sqlfluff}

Written by \`deno task score\` from recorded answers of SQLFluff; \`deno task score --check\` fails on a difference that is new and on one that has gone.

## Rules

One row a rule: a case is the same when code, line and position of every finding are, and where SQLFluff's fix changes the text, the fixed text to the letter.

${table("rule", score.rules)}

## Whole files, linted with every rule

${table("dialect", score.goldens)}

## Damaged files

Refused exactly when SQLFluff refuses them.

${table("dialect", score.broken)}

## Known differences

${list}
`;
}
