import assert from "node:assert/strict";
import { outline } from "../parser/outline.ts";
import { dialectOf } from "./support.ts";

/** The one-line tree of a text in a grammar. */
function read(grammar: string, sql: string): string {
  return outline(sql, dialectOf(grammar)).replace(/^file\((.*)\)$/s, "$1");
}

/** Uses the names of the basics, which a grammar may not leave unused. */
const NAMED = "\nstatement |= NAMED <name>";

Deno.test("of | the longest counts, of equals the first; of / the first", () => {
  const parts = "short : SHOW\nother : SHOW\nlong : SHOW ALL\n";
  const longest = `${parts}statement : <short> | <other> | <long>${NAMED}`;
  assert.equal(read(longest, "show all"), "statement(long(show all))");
  assert.equal(read(longest, "show"), "statement(short(show))");
  assert.equal(
    read(`${parts}statement : { <short> / <long> } | <other>${NAMED}`, "show all"),
    "statement(short(show)) unparsable(all)",
  );
});

Deno.test("parts in any order stand at most once each, at least one", () => {
  const grammar = `statement : SHOW { A || B C || D }${NAMED}`;
  assert.equal(read(grammar, "show d b c"), "statement(show d b c)");
  assert.equal(read(grammar, "show a a"), "statement(show a) unparsable(a)");
  assert.equal(read(grammar, "show"), "unparsable(show)");
});

Deno.test("a list ends before a delimiter that nothing follows, unless it may trail", () => {
  assert.equal(read("statement : <name> [, ...]", "a, b,"), "statement(a , b) unparsable(,)");
  assert.equal(read("statement : <name> [, ... ,]", "a, b,"), "statement(a , b ,)");
  assert.equal(read("statement : <name> [AND ...]", "a and b"), "statement(a and b)");
});

Deno.test("~ wants no blank, ! and & only look", () => {
  assert.equal(read("statement : <name> ~ . ~ <name>", "a.b"), "statement(a . b)");
  assert.equal(read("statement : <name> ~ . ~ <name>", "a .b"), "unparsable(a . b)");
  assert.equal(read("statement : !SHOW <name>", "show"), "unparsable(show)");
  assert.equal(read("statement : &{ A B } <name> <name>", "a b"), "statement(a b)");
  assert.equal(read("statement : &{ A B } <name> <name>", "a c"), "unparsable(a c)");
});

Deno.test("an optional name gives way to a keyword that starts what follows", () => {
  const grammar = "statement : <name> [ <name> ] [ <tail> ]\ntail : GROUP BY <name>";
  assert.equal(read(grammar, "a group by b"), "statement(a tail(group by b))");
  assert.equal(read(grammar, "a group"), "statement(a group)");
  assert.equal(read(grammar, "a x group by b"), "statement(a x tail(group by b))");
});

Deno.test("what follows is passed down through productions, and ends at brackets", () => {
  const grammar = `statement : <item> [, ...] FROM <name>
item : <name> [ <alias> ] | ( <item> )
alias : [ AS ] <name>
`;
  assert.equal(read(grammar, "a from t"), "statement(item(a) from t)");
  assert.equal(
    read(grammar, "(a from), b from t"),
    "statement(item(bracketed(( > item(a alias(from)) < ))) , item(b) from t)",
  );
});

const TABLE = `expression ::
  operand !NOT <name> | #numeric_literal | ( <expression> )
  prefix NOT
  suffix <index>
  wrap @cast { "." <name> } ...
  30 infix "+" @binary_operator
  20 postfix BETWEEN <expression.30> AND <expression.30>
  10 infix AND @binary_operator
index : "[" <expression> "]"
`;

Deno.test("operators make a flat run; levels bound it, a wrap takes the operand before it", () => {
  const grammar = `${TABLE}statement : <expression>`;
  assert.equal(read(grammar, "not a + 1 and b"), "statement(expression(not a + 1 and b))");
  assert.equal(
    read(grammar, "a between 1 + 2 and 3 and b"),
    "statement(expression(a between 1 + 2 and 3 and b))",
  );
  assert.equal(
    read(grammar, "a + b[1].c.d"),
    "statement(expression(a + cast(b index([ expression(1) ]) . c . d)))",
  );
  assert.equal(read(grammar, "a +"), "statement(expression(a)) unparsable(+)");
});

Deno.test("a lone value of the kinds that are named stands without its node", () => {
  const grammar = `${TABLE}statement : <expression/name,numeric_literal>`;
  assert.equal(read(grammar, "a"), "statement(a)");
  assert.equal(read(grammar, "1"), "statement(1)");
  assert.equal(read(grammar, "(a)"), "statement(expression(bracketed(( > expression(a) < ))))");
  assert.equal(read(grammar, "a + 1"), "statement(expression(a + 1))");
});

Deno.test("<*> takes everything up to what may follow, with brackets as nodes", () => {
  assert.equal(
    read(`statement : SHOW <*> END${NAMED}`, "show 1 (end (x)) y end"),
    "statement(show 1 bracketed(( > end bracketed(( > x < )) < )) y end)",
  );
});

Deno.test("a child's text changes its parent's productions wherever they are used", () => {
  const parent = dialectOf(
    "statement : <show> | <drop> | <name>\nshow : SHOW <thing>\ndrop : DROP <thing>\n" +
      "thing : TABLE",
  );
  const child = dialectOf(
    "thing |= VIEW\ndrop := REMOVE <thing>\nwords reserved_keywords += TABLE\n",
    parent,
  );
  assert.equal(outline("show view; remove table", child).includes("unparsable"), false);
  assert.match(outline("show view", parent), /unparsable\(view\)/);
  assert.match(outline("drop table", child), /unparsable\(table\)/);
  assert.ok(child.isReserved("table") && !parent.isReserved("table"));
});

Deno.test("a lenient sequence keeps its indents even", () => {
  const grammar = "statement : SHOW !! >> <name> <name> <<";
  assert.equal(read(grammar, "show a 1"), "statement(show > a < unparsable(1))");
});

Deno.test("what is committed to inside of a statement alone fails as a whole outside", () => {
  const grammar = `statement : <show> | <block>
show : SHOW !? <name> <name>
block : BEGIN !! { <statement> ";" } ... END
words reserved_keywords = END SHOW BEGIN
`;
  assert.equal(read(grammar, "show a 1"), "unparsable(show a 1)");
  assert.equal(
    read(grammar, "begin show a 1 ; show a b ; end"),
    "statement(block(begin statement(show(show a unparsable(1))) ; " +
      "statement(show(show a b)) ; end))",
  );
});

Deno.test("where only reserved words end a part, a name may be any other keyword", () => {
  const grammar = "statement : <name> [ <name> ] [ <tail> ] [ END <name> ]\ntail : SHOW <name>";
  const strict = dialectOf(grammar, null, { onlyReservedEnds: true });
  const parts = (sql: string) => outline(sql, strict).replace(/^file\((.*)\)$/s, "$1");
  assert.equal(read(grammar, "a show b"), "statement(a tail(show b))");
  assert.equal(parts("a show show b"), "statement(a show tail(show b))");
  assert.equal(parts("a end b"), "statement(a end b)");
});

const BATCHES = `_batch_end : GO
statement : SELECT <name> [ <name> ] | SET <name> "+" | <call>
call : <name> [ "*" ]
words reserved_keywords += GO SELECT SET
`;

Deno.test("statements of a batch need no delimiter, and GO ends it", () => {
  assert.equal(
    read(BATCHES, "select a select b; go ; go go set c +"),
    "batch(statement(select a) statement(select b) ; go) batch(; go) batch(go) " +
      "batch(statement(set c +))",
  );
  assert.equal(
    read(BATCHES, "a * b select c"),
    "batch(statement(call(a *)) " +
      "statement(call(b)) statement(select c))",
  );
});

Deno.test("what does not parse in a batch ends before a line that a keyword starts, or GO", () => {
  assert.equal(
    read(BATCHES, "set a\nb set\nselect c go + + go"),
    "batch(unparsable(set a b set) statement(select c) go) batch(unparsable(+ +) go)",
  );
});
