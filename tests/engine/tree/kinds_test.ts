import assert from "node:assert/strict";
import {
  BLANK_BIT,
  COMMENT,
  COMMENT_BIT,
  findKind,
  findWord,
  IMPLICIT_INDENT,
  INDENT,
  isKind,
  kind,
  kindName,
  layoutTable,
  META,
  META_BIT,
  NEWLINE,
  word,
  wordText,
} from "../../../src/engine/tree/mod.ts";

Deno.test("a kind is interned by name and inherits from its parents' parents", () => {
  const animal = kind("test_animal");
  const cat = kind("test_cat", animal);
  const lion = kind("test_lion", "test_cat");
  assert.equal(kind("test_cat"), cat);
  assert.equal(kindName(lion), "test_lion");
  assert.ok(isKind(lion, animal) && isKind(lion, lion) && !isKind(animal, lion));
  assert.ok(isKind(IMPLICIT_INDENT, INDENT) && isKind(IMPLICIT_INDENT, META));
  assert.equal(findKind("test_unheard_of"), undefined);
});

Deno.test("parents named later reach the kinds below, whatever the order of declaration", () => {
  const low = kind("test_low", kind("test_middle"));
  for (let filler = 0; filler < 70; filler++) kind(`test_filler_${filler}`);
  const late = kind("test_late");
  kind("test_middle", late);
  assert.ok(isKind(low, late));
  assert.ok(!isKind(late, low));
});

Deno.test("a kind's part in layout follows its parents, also those named later", () => {
  const remark = kind("test_remark");
  assert.equal(layoutTable()[remark], 0);
  kind("test_remark", COMMENT);
  assert.equal(layoutTable()[remark], COMMENT_BIT);
  assert.equal(layoutTable()[NEWLINE], BLANK_BIT);
  assert.equal(layoutTable()[IMPLICIT_INDENT], META_BIT);
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
