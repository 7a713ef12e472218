import assert from "node:assert/strict";
import { answerLine } from "../../src/engine/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { corpusFiles, ownFindings } from "../../scripts/conformance/corpus.ts";

const FILES = corpusFiles();
const DIALECTS = [...new Set(FILES.map(({ dialect }) => dialect))];

function fixedText(sql: string, dialect: string): string {
  const answer = JSON.parse(answerLine(JSON.stringify({ id: "1", sql, dialect, fix: true })));
  return answer.fixed ?? sql;
}

for (const dialect of DIALECTS) {
  const files = FILES.filter((each) => each.dialect === dialect);

  Deno.test(`the corpus of ${dialect} has SQLFluff's recorded answers`, () => {
    for (const each of files) {
      if (each.isBeyond) {
        const refused = ownFindings(each).filter((found) => found.startsWith("PRS"));
        assert.deepEqual(refused, [], each.file);
        continue;
      }
      assert(each.recorded !== null, `${each.file} is not recorded: deno task corpus --record`);
      assert.deepEqual(ownFindings(each), each.recorded.findings, each.file);
    }
  });

  Deno.test(`trees of the corpus of ${dialect} print its files, and fixes of it settle`, () => {
    for (const { sql, file } of files) {
      const { tree } = parse(sql, dialect);
      assert.equal(tree.text(0), sql, file);
      const once = fixedText(sql, dialect);
      assert.equal(fixedText(once, dialect), once, file);
    }
  });
}

Deno.test("the corpus has files", () => assert(FILES.length > 0));
