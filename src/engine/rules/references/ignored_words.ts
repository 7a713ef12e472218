import { IGNORES_NONE, type RuleContext } from "../context.ts";

/** The test for words that the options of a rule let pass; nothing is made where none is set. */
export function ignoredWords(context: RuleContext): (text: string) => boolean {
  const isSet = context.text("ignore_words") !== "" || context.text("ignore_words_regex") !== "";
  return isSet ? context.ignoredWords() : IGNORES_NONE;
}
