import { remove } from "../edits.ts";
import { codeChildren, type Kind, NEWLINE } from "../tree/mod.ts";
import type { RuleContext } from "./context.ts";

/**
 * Judges batches: one that holds nothing but what ends it, a node of kind `end`, is reported there,
 * and the end goes with its line break.
 */
export function reportEmptyBatches(context: RuleContext, end: Kind): (batch: number) => void {
  const { tree } = context;
  return (batch) => {
    const parts = codeChildren(tree, batch);
    const [only] = parts;
    if (parts.length !== 1 || !tree.is(only!, end)) return;
    const next = tree.leafAfter(only!);
    const fixes = [remove(only!)];
    if (next >= 0 && tree.is(next, NEWLINE)) fixes.push(remove(next));
    context.report(only!, fixes);
  };
}
