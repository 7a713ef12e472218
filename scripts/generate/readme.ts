/** How close the native engine is to SQLFluff, in README.md's table of both engines. */
interface Count {
  readonly right: number;
  readonly of: number;
}

interface Scores {
  readonly dialects: Readonly<Record<string, { readonly files: Count; readonly cases: Count }>>;
}

/** The rows that tell a score, by what their first cell says. */
const ROWS = {
  "Recorded files answered as SQLFluff does": "files",
  "Recorded rule cases": "cases",
} as const;

function total({ dialects }: Scores, what: "files" | "cases"): string {
  let [right, of] = [0, 0];
  for (const dialect of Object.values(dialects)) {
    right += dialect[what].right;
    of += dialect[what].of;
  }
  return `${right.toLocaleString("en")} of ${of.toLocaleString("en")}`;
}

async function read(path: string): Promise<string> {
  return await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
}

/** README.md with the scores of docs/conformance.json. Throws where it has lost one of the rows. */
export async function readmePage(): Promise<string> {
  const scores = JSON.parse(await read("docs/conformance.json")) as Scores;
  let page = await read("README.md");
  for (const [label, what] of Object.entries(ROWS)) {
    const row = new RegExp(`^(\\| ${label} +\\|)[^|]*\\|`, "m");
    if (!row.test(page)) throw new Error(`README.md has lost its row "${label}"`);
    page = page.replace(row, `$1 ${total(scores, what)} |`);
  }
  return page;
}
