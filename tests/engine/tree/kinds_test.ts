import assert from "node:assert/strict";
import { lint } from "../../../src/engine/mod.ts";
import {
  BLANK_BIT,
  COMMENT,
  COMMENT_BIT,
  COMMON_KINDS,
  findKind,
  findWord,
  IMPLICIT_INDENT,
  INDENT,
  kind,
  kindCount,
  kindName,
  KindTable,
  META,
  META_BIT,
  NEWLINE,
  word,
  wordText,
} from "../../../src/engine/tree/mod.ts";

const animal = kind("test_animal");
const cat = kind("test_cat");
const lion = kind("test_lion");

Deno.test("a kind is interned by its name, and looking one up makes none", () => {
  assert.equal(kind("test_cat"), cat);
  assert.equal(kindName(lion), "test_lion");
  const before = kindCount();
  assert.equal(findKind("test_unheard_of"), undefined);
  assert.equal(kindCount(), before);
});

Deno.test("in a table a kind is itself, what is said of it, and what is said of that", () => {
  const table = new KindTable([[lion, cat], [cat, animal]]);
  assert.ok(table.is(lion, lion) && table.is(lion, cat) && table.is(lion, animal));
  assert.ok(!table.is(animal, lion) && !table.is(animal, cat));
  assert.deepEqual(table.family(animal), [animal, cat, lion]);
});

Deno.test("what one table says is no part of another", () => {
  const other = new KindTable([[animal, lion]]);
  assert.ok(other.is(animal, lion) && !other.is(lion, animal));
  assert.ok(!COMMON_KINDS.is(animal, lion));
});

Deno.test("every table knows indents and comments, and their part in layout", () => {
  const remark = kind("test_remark");
  const table = new KindTable([[remark, COMMENT]]);
  assert.ok(table.is(IMPLICIT_INDENT, INDENT) && table.is(IMPLICIT_INDENT, META));
  assert.equal(table.layout[remark], COMMENT_BIT);
  assert.equal(COMMON_KINDS.layout[remark], 0);
  assert.equal(table.layout[NEWLINE], BLANK_BIT);
  assert.equal(table.layout[IMPLICIT_INDENT], META_BIT);
});

Deno.test("layout types that no grammar has make no kinds", () => {
  lint({ sql: "SELECT 1\n", dialect: "ansi" });
  const before = kindCount();
  const type: Record<string, unknown> = {};
  for (let each = 0; each < 5000; each++) {
    type[`test_unknown_${each}`] = { spacing_before: "touch" };
  }
  lint({ sql: "SELECT 1\n", dialect: "ansi", config: { layout: { type } } as never });
  assert.equal(kindCount(), before);
});

Deno.test("a word is found whatever its case, and text that is no word gives 0", () => {
  const id = word("test_Word");
  const text = "x tEST_word y";
  assert.equal(findWord(text, 2, 11), id);
  assert.equal(wordText(id), "TEST_WORD");
  assert.equal(findWord(text, 2, 10), 0);
  for (let each = 0; each < 2000; each++) word(`test_many_${each}`);
  assert.equal(findWord(text, 2, 11), id, "the table keeps its words when it grows");
});
