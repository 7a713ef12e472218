import assert from "node:assert/strict";
import { LintelError } from "../../src/errors.ts";
import {
  BaselineBuilder,
  BaselineComparison,
  type BaselineDocument,
  baselineText,
  parseBaseline,
} from "../../src/lint/baseline.ts";

const print = (n: number) => n.toString(16).padStart(32, "0");
const of = (n: number, file: string) => ({ fingerprint: print(n), code: "LT01", file });

function documentOf(...findings: ReturnType<typeof of>[]) {
  const builder = new BaselineBuilder();
  for (const each of findings) builder.add(each);
  return builder.document(new Date(0));
}

/** Findings against a baseline, as those of all files that are linted. */
function compare(document: BaselineDocument, findings: readonly ReturnType<typeof of>[]) {
  const files = new Set(findings.map(({ file }) => file));
  const comparison = new BaselineComparison(document, (file) => files.has(file));
  const states = findings.map((each) => comparison.state(each));
  return { states, gone: comparison.tally().gone, comparison };
}

Deno.test("a document is read as it was written, an entry a line, in an order of its own", () => {
  const document = documentOf(of(2, "b.sql"), of(1, "a.sql"), of(2, "b.sql"));
  assert.deepEqual(document.findings, [of(1, "a.sql"), { ...of(2, "b.sql"), count: 2 }]);
  const text = baselineText(document);
  assert.deepEqual(parseBaseline(text), document);
  assert.equal(text.split("\n").filter((line) => line.includes("fingerprint")).length, 2);
  assert.deepEqual(parseBaseline(baselineText(documentOf())), documentOf());
  assert.equal(
    baselineText(documentOf(of(1, "a.sql"), of(2, "b.sql"))),
    baselineText(documentOf(of(2, "b.sql"), of(1, "a.sql"))),
  );
});

Deno.test("what is no baseline is refused with the field", () => {
  const whole = documentOf(of(1, "a.sql"));
  const cases: [unknown, string][] = [
    [[], "the document"],
    [{ ...whole, version: 2 }, "version"],
    [{ ...whole, tool: "other" }, "tool"],
    [{ ...whole, created_at: "yesterday" }, "created_at"],
    [{ ...whole, findings: {} }, "findings"],
    [{ ...whole, findings: [null] }, "findings.0"],
    [{ ...whole, findings: [{ ...of(1, ""), fingerprint: "x" }] }, "findings.0.fingerprint"],
    [{ ...whole, findings: [of(1, ""), { ...of(1, ""), code: "" }] }, "findings.1.code"],
    [{ ...whole, findings: [{ ...of(1, ""), file: 1 }] }, "findings.0.file"],
    [{ ...whole, findings: [{ ...of(1, ""), count: 0.5 }] }, "findings.0.count"],
  ];
  for (const [value, path] of cases) {
    assert.throws(() => parseBaseline(JSON.stringify(value)), (error) => {
      assert.ok(error instanceof LintelError);
      assert.deepEqual([error.code, error.fields[0]!.path], ["validation_failed", path]);
      return true;
    });
  }
  assert.throws(() => parseBaseline("{"), /must be JSON/);
});

Deno.test("findings are new, unchanged or gone, each entry answering as often as it counts", () => {
  const document = documentOf(of(1, "a.sql"), of(2, "a.sql"), of(2, "a.sql"), of(3, "b.sql"));
  const { states, gone, comparison } = compare(document, [
    of(1, "a.sql"),
    of(2, "a.sql"),
    of(2, "a.sql"),
    of(2, "a.sql"),
    of(4, "b.sql"),
  ]);
  assert.deepEqual(states, ["unchanged", "unchanged", "unchanged", "new", "new"]);
  assert.equal(gone, 1);
  assert.equal(comparison.state(of(3, "b.sql")), "unchanged");
  assert.equal(comparison.tally().gone, 0);
});

Deno.test("a renamed file keeps its findings, a copied one has new ones", () => {
  const document = documentOf(of(1, "old.sql"), of(2, "old.sql"));
  const renamed = compare(document, [of(1, "new.sql"), of(2, "new.sql")]);
  assert.deepEqual([renamed.states, renamed.gone], [["unchanged", "unchanged"], 0]);
  // Whichever comes first, the file that was there keeps the entry.
  const copied = compare(document, [of(1, "copy.sql"), of(1, "old.sql")]);
  assert.deepEqual(copied.states, ["new", "unchanged"]);
  assert.equal(copied.gone, 1);
  assert.equal(copied.comparison.state(of(2, "old.sql")), "unchanged");
});

Deno.test("a comparison counts as it goes, and what is left of an entry has gone", () => {
  const document = documentOf(of(1, "a.sql"), of(1, "a.sql"), of(1, "a.sql"));
  const comparison = new BaselineComparison(document);
  assert.equal(comparison.state(of(1, "b.sql")), "unchanged");
  assert.equal(comparison.state(of(9, "b.sql")), "new");
  assert.deepEqual(comparison.tally(), { new: 1, unchanged: 1, gone: 2 });
});

Deno.test("a hundred thousand equal entries compare in linear time", () => {
  const many = Array.from({ length: 100_000 }, (_, i) => of(1, `${i}.sql`));
  const { states } = compare(
    documentOf(...many),
    [...many, ...many.map((each) => ({ ...each, file: `copy/${each.file}` }))],
  );
  assert.equal(states.filter((state) => state === "new").length, 100_000);
});
