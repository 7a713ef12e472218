import assert from "node:assert/strict";
import fc from "fast-check";
import { lint } from "../../src/engine/mod.ts";

/** Words and signs that open, close, end and separate things, and some that fit nowhere. */
const TOKENS = [
  ..."( ) [ ] , ; . :: = <> * + || ' \" -- /* */ $ ^ 😀 é 1 a b t".split(" "),
  ..." \n \t \r\n".split(/(?=[ \n\t\r])/),
  ..."select distinct from where group by having order limit union case when then else end".split(
    " ",
  ),
  ..."with as join left on using and or not null in is between insert into values update set".split(
    " ",
  ),
];

const soup = fc.array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom(" ", " ", "", "\n")), {
  maxLength: 60,
}).map((parts) => parts.map(([token, gap]) => token + gap).join(""));

Deno.test("any text is linted and fixed without a fault, and fixing it again changes nothing", () => {
  const config = { core: { templater: "raw" } };
  fc.assert(
    fc.property(soup, (sql) => {
      const { fixed, violations } = lint({ sql, dialect: "ansi", fix: true, config });
      for (const { line, column, endLine, endColumn } of violations) {
        assert.ok(line >= 1 && column >= 1 && endLine >= line);
        assert.ok(endLine > line || endColumn >= column);
      }
      assert.equal(lint({ sql: fixed!, dialect: "ansi", fix: true, config }).fixed, fixed);
    }),
    { numRuns: 400, seed: 20_241 },
  );
});
