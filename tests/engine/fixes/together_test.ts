import assert from "node:assert/strict";
import { lookingTogether } from "../../../src/engine/fixes/together.ts";
import { RULES } from "../../../src/engine/rules/list.ts";

const ruleOf = (code: string) => RULES.find((rule) => rule.code === code)!;
/** By what they change: code, words, blanks twice, nothing that the others see. */
const LIST = ["AM03", "CP01", "LT01", "LT02", "ST01"].map(ruleOf);

function codes(from: number, busy: string[], isPlain = true, asleep: string[] = []): string[] {
  const known = {
    rules: LIST,
    isAwake: (place: number) => !asleep.includes(LIST[place]!.code),
    isBusy: (place: number) => busy.includes(LIST[place]!.code),
  };
  return lookingTogether(known, [...LIST.keys()], from, isPlain).map((place) => LIST[place]!.code);
}

Deno.test("rules look together as long as none of them is going to change anything", () => {
  assert.deepEqual(codes(0, []), ["AM03", "CP01", "LT01", "LT02", "ST01"]);
  assert.deepEqual(codes(1, [], true, ["AM03", "LT01"]), ["CP01", "LT02", "ST01"]);
});

Deno.test("behind a rule that changes words or code, none looks before that has been done", () => {
  assert.deepEqual(codes(0, ["AM03"]), ["AM03"]);
  assert.deepEqual(codes(1, ["CP01"]), ["CP01"]);
});

Deno.test("behind a rule that changes blanks, those look that do not see them", () => {
  assert.deepEqual(codes(1, ["LT01"]), ["CP01", "LT01", "ST01"]);
  assert.deepEqual(codes(1, ["LT01", "ST01"]), ["CP01", "LT01"]);
  assert.deepEqual(codes(1, ["LT01"], false), ["CP01", "LT01"]);
});

Deno.test("rules that have had their turn look too where nothing is going to change any more", () => {
  assert.deepEqual(codes(3, [], true, ["CP01"]), ["LT02", "ST01", "AM03", "LT01"]);
  assert.deepEqual(codes(3, ["AM03", "CP01"]), ["LT02", "ST01", "AM03", "CP01", "LT01"]);
  assert.deepEqual(codes(3, ["ST01"]), ["LT02", "ST01"]);
  assert.deepEqual(codes(3, ["LT02"]), ["LT02", "ST01"]);
});
