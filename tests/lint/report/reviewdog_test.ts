/** Reports as reviewdog reads them: each finding at its place, with its severity and its fix. */
import assert from "node:assert/strict";
import { findProgram, programs } from "../../support/programs.ts";
import { failed, linted, reportOf, type SourceFile } from "./kit.ts";

const { missing } = programs(["reviewdog"]);

function files(): SourceFile[] {
  const sql = "SELECT a,b FROM t;\n\nSELECT 'é𝒳' AS c,d FROM u;\n";
  return [
    linted("models/a b.sql", sql),
    linted("clean.sql", "SELECT 1\n"),
    failed("broken.sql", "Linting took longer than 30 s."),
  ];
}

interface Seen {
  found: Diagnostic[];
  err: string;
}

interface Diagnostic {
  message: string;
  location: { path: string; range?: { start: { line: number; column?: number } } };
  severity: string;
  code: { value: string };
  suggestions?: { text: string }[];
}

/** What reviewdog reads in a report, in its own format; `diff` chooses only what it touches. */
async function reviewdog(format: string, report: string, diff?: string): Promise<Seen> {
  const folder = await Deno.makeTempDir();
  try {
    const more = diff === undefined
      ? ["-filter-mode=nofilter"]
      : ["-filter-mode=added", "-diff=cat change.diff"];
    if (diff !== undefined) await Deno.writeTextFile(`${folder}/change.diff`, diff);
    await new Deno.Command("git", { args: ["init", "--quiet"], cwd: folder }).output();
    const child = new Deno.Command(findProgram("reviewdog")!, {
      args: [`-f=${format}`, "-name=lintel", "-reporter=rdjsonl", ...more],
      cwd: folder,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(report));
    await writer.close();
    const { stdout, stderr } = await child.output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const lines = text(stdout).split("\n").filter((line) => line !== "");
    return { found: lines.map((line) => JSON.parse(line) as Diagnostic), err: text(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A finding as one text: file, place, severity, code, and whether it comes with a fix. */
function told({ location, severity, code, suggestions }: Diagnostic): string {
  const { line, column } = location.range?.start ?? { line: 0 };
  const fix = (suggestions ?? []).length;
  // Of SARIF reviewdog leaves a first column out, which means the same.
  return `${location.path}:${line}:${column ?? 1} ${severity} ${code.value} ${fix}`;
}

for (const format of ["sarif", "rdjsonl", "rdjson", "checkstyle"] as const) {
  Deno.test({
    name: `reviewdog reads ${format}: every finding at its place, with severity and fix`,
    ignore: missing,
    async fn() {
      const list = files();
      const { found, err } = await reviewdog(format, await reportOf(format, list));
      const seen = found.map(told);
      // Columns are bytes of UTF-8 in reviewdog's own format; of the others it takes what stands.
      const isOwn = format.startsWith("rdjson");
      const expected = list.flatMap(({ file, result, text }) =>
        (result?.violations ?? []).map(({ line, column, code, fix }) => {
          const before = [...text.split("\n")[line - 1]!].slice(0, column - 1).join("");
          const size = isOwn ? new TextEncoder().encode(before).length : column - 1;
          const fixes = format === "checkstyle" || fix === undefined ? 0 : 1;
          const source = format === "checkstyle" ? `lintel.${code}` : code;
          return `${file}:${line}:${size + 1} ERROR ${source} ${fixes}`;
        })
      );
      assert.ok(expected.length >= 4);
      const ofFiles = seen.filter((each) => !each.startsWith("broken.sql"));
      assert.deepEqual(ofFiles.sort(), expected.sort(), err);
      // What was not linted is a finding as well; in SARIF it is a notification of the run.
      assert.equal(seen.length - ofFiles.length, format === "sarif" ? 0 : 1);
    },
  });
}

Deno.test({
  name: "reviewdog reports only what a diff touches",
  ignore: missing,
  async fn() {
    const diff = [
      "--- a/models/a b.sql",
      "+++ b/models/a b.sql",
      "@@ -1,2 +1,3 @@",
      " SELECT a,b FROM t;",
      " ",
      "+SELECT 'é𝒳' AS c,d FROM u;",
      "",
    ].join("\n");
    const { found } = await reviewdog("rdjsonl", await reportOf("rdjsonl", files()), diff);
    assert.ok(found.length > 0);
    for (const { location } of found) {
      assert.equal(`${location.path}:${location.range?.start.line}`, "models/a b.sql:3");
    }
  },
});

Deno.test("a fix is one suggestion, which makes of its range what the edits make", async () => {
  const sql = "SELECT 'é𝒳' AS c,d FROM u\n";
  const lines = (await reportOf("rdjsonl", [linted("a.sql", sql)])).trimEnd().split("\n");
  const diagnostics = lines.map((line) => JSON.parse(line)) as {
    code: { value: string };
    suggestions?: {
      range: Record<"start" | "end", { line: number; column: number }>;
      text: string;
    }[];
  }[];
  for (const { suggestions } of diagnostics) assert.ok((suggestions ?? []).length <= 1);
  const [spacing] = diagnostics.find(({ code }) => code.value === "LT01")!.suggestions!;
  const bytes = new TextEncoder().encode(sql);
  const { start, end } = spacing!.range;
  const text = (from: number, to?: number) => new TextDecoder().decode(bytes.slice(from, to));
  assert.equal(
    text(0, start.column - 1) + spacing!.text + text(end.column - 1),
    "SELECT 'é𝒳' AS c, d FROM u\n",
  );
});
