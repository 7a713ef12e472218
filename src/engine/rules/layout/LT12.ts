import { type Fix, insertAfter, remove, replaceSource } from "../../edits.ts";
import { RESPACES } from "../effects.ts";
import { DEDENT, FILE, INDENT, NEWLINE, type Tree } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

/** Whether a leaf has no width and says nothing about where the file ends. */
function isSilent(tree: Tree, leaf: number): boolean {
  if (!tree.isMeta(leaf)) return false;
  const mark = tree.mark(leaf);
  if (mark === null || mark.type === "comment") return true;
  // A tag such as {% set %} writes nothing; an expression might have.
  return mark.type === "templated" && mark.text.startsWith("{%");
}

/**
 * The leaf that decides how a file ends: the last that says anything. Where the whole file renders
 * nothing that is the last tag; -1 for none.
 */
function lastLeaf(tree: Tree): number {
  let lastTag = -1;
  let lastSaying = -1;
  for (let leaf = tree.size - 1; leaf > 0; leaf = tree.leafBefore(leaf)) {
    if (lastSaying < 0 && !isSilent(tree, leaf)) lastSaying = leaf;
    if (!tree.isMeta(leaf)) return lastSaying;
    if (lastTag < 0 && tree.mark(leaf) !== null) lastTag = leaf;
  }
  return lastTag;
}

/** The line breaks at the end of a file, the last first, that no template has written. */
function finalBreaks(tree: Tree, last: number): number[] {
  const breaks: number[] = [];
  for (let leaf = last; leaf > 0; leaf = tree.leafBefore(leaf)) {
    const isOwn = tree.isWhitespace(leaf) && !tree.isTemplated(leaf);
    if (isOwn ? false : !tree.isMeta(leaf) || tree.mark(leaf) !== null) break;
    if (tree.is(leaf, NEWLINE)) breaks.push(leaf);
  }
  return breaks;
}

/**
 * Where a line break is missing: at the last dedent behind the last code, or else at the leaf itself.
 * An indent may stand between, of a part that is empty.
 */
function endOf(tree: Tree, last: number): number {
  let end = last;
  for (let leaf = tree.leafAfter(last); leaf >= 0; leaf = tree.leafAfter(leaf)) {
    const isDedent = tree.is(leaf, DEDENT);
    if (!isDedent && !tree.is(leaf, INDENT) || tree.mark(leaf) !== null) break;
    if (isDedent) end = leaf;
  }
  return end;
}

/** Whether the last breaks stand between two parts of the source that render nothing, as macros. */
function divides(tree: Tree, breaks: readonly number[]): boolean {
  const { origins } = tree.tokens;
  if (origins === null || tree.sourceStop(breaks[0]!) >= origins.source.length) return false;
  let before = tree.leafBefore(breaks.at(-1)!);
  while (before > 0 && tree.isMeta(before) && tree.mark(before) === null) {
    before = tree.leafBefore(before);
  }
  return before > 0 && tree.mark(before) !== null;
}

function addBreak(tree: Tree, last: number): Fix {
  if (tree.mark(last) === null) return insertAfter(last, "\n");
  // Behind a tag the rendering has no place of its own.
  const end = tree.sourceStop(last);
  return replaceSource(last, { start: end, end, text: "\n" });
}

export const rule: Rule = {
  code: "LT12",
  name: "layout.end_of_file",
  groups: ["all", "core", "layout"],
  aliases: ["L009", "layout.end-of-file"],
  description: "A file ends in exactly one newline.",
  rationale: "Tools that join or append files go wrong at a last line without an end.",
  fixable: true,
  reads: "blanks",
  effects: RESPACES,
  options: [],
  bad: "SELECT a FROM foo",
  good: "SELECT a FROM foo\n",
  phase: "post",
  targetsTemplated: true,
  visits: [FILE],
  message: "End the file with exactly one line break.",
  run(context) {
    const { tree } = context;
    return () => {
      const last = lastLeaf(tree);
      if (last <= 0) return;
      const mark = tree.mark(last);
      if (mark?.type === "literal" && mark.text.trim() === "") {
        // Blanks that the tag before them has taken out of the rendering.
        if (mark.text === "\n" || mark.text === "\r\n") return;
        const [start, end] = [tree.sourceStart(last), tree.sourceStop(last)];
        context.report(last, [replaceSource(last, { start, end, text: "\n" })]);
        return;
      }
      const breaks = finalBreaks(tree, last);
      if (breaks.length === 1) return;
      if (breaks.length === 0) {
        const said = "The last line has no end: add a line break.";
        context.report(endOf(tree, last), [addBreak(tree, last)], said);
        return;
      }
      const count = breaks.length - 1;
      const said = `Remove the empty line${count > 1 ? "s" : ""} at the end of the file.`;
      context.report(last, divides(tree, breaks) ? [] : breaks.slice(1).map(remove), said);
    };
  },
};
