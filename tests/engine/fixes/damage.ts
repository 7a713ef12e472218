/** Damaged SQL from a seed: what people leave behind in the middle of an edit, comments included. */

/** Numbers from 0 up to a limit, the same for the same seed. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const COMMENTS = ["/* k */", "-- k\n", "/* k\n k */", "--k\n"];
const WORDS =
  "SELECT FROM WHERE GROUP BY AS DISTINCT CASE WHEN ELSE NULL END ON USING JOIN , ( ) ; + ="
    .split(" ");

/** A text with a few of its tokens dropped, doubled, exchanged, or with something put in between. */
export function damaged(sql: string, below: (limit: number) => number): string {
  const parts = sql.split(/(\s+|[(),;]|\b)/).filter((part) => part !== "");
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(parts.length);
    const other = below(parts.length);
    const kind = below(6);
    if (kind === 0) parts[at] = " ";
    else if (kind === 1) parts.splice(at, 0, parts[other]!, " ");
    else if (kind === 2) [parts[at], parts[other]] = [parts[other]!, parts[at]!];
    else if (kind === 3) parts.splice(at, 0, ` ${WORDS[below(WORDS.length)]} `);
    else parts.splice(at, 0, ` ${COMMENTS[below(COMMENTS.length)]} `);
  }
  return parts.join("");
}
