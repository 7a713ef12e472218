/**
 * Fixes in a text that a template has rendered. They are decided on the rendering and made in its
 * source, so only where the source is literal; what a loop asks for on each of its rounds is made
 * once.
 */
import { type Edit, type Fix, reconcile, walkOrder } from "../edits.ts";
import type { Finding } from "../rules/context.ts";
import { firstRendering, placeOf, WorkedText } from "./pieces.ts";
import {
  isSourceOnly,
  type RawSlice,
  type TemplatedOffset,
  type TemplatedText,
} from "../templating/mod.ts";
import type { Tree } from "../tree/mod.ts";

/** What lies beyond the text: nothing that a fix could damage. */
const BEYOND: RawSlice = { kind: "literal", start: -1, end: -1, block: 0, tag: null };

/** The raw slices under a stretch of the rendering. */
function slicesUnder(worked: TemplatedText, start: number, end: number): readonly RawSlice[] {
  const rendered = firstRendering(worked);
  if (end > rendered.text.length) return [BEYOND];
  if (start < 0) {
    const second = rendered.slices[1];
    return second === undefined
      ? [BEYOND]
      : rendered.rawSlices(second.sourceStart, second.sourceEnd);
  }
  const range = rendered.toSource(start as TemplatedOffset, end as TemplatedOffset);
  return range === null ? [BEYOND] : rendered.rawSlices(range.start, range.end);
}

/** Where a node is in the rendering that fixing began with. */
function placeInFirst(tree: Tree, rendered: TemplatedText, node: number) {
  if (rendered instanceof WorkedText) return placeOf(tree, rendered.settled, node);
  return { start: tree.start(node), end: tree.stop(node) };
}

/**
 * The raw slices that a fix touches: those of its anchor, or those beside an insertion; with
 * `within`, only those on the side of the anchor's outside.
 */
function touched(tree: Tree, rendered: TemplatedText, fix: Fix, within: boolean) {
  const { start, end } = placeInFirst(tree, rendered, fix.anchor);
  const more = within ? 0 : 1;
  if (fix.action === "before") return slicesUnder(rendered, start - 1, start + more);
  if (fix.action === "after") return slicesUnder(rendered, end - more, end + 1);
  if (fix.action === "replace" && tree.sourceStart(fix.anchor) === tree.sourceStop(fix.anchor)) {
    return [];
  }
  return slicesUnder(rendered, start, end);
}

function isUnsafe(tree: Tree, rendered: TemplatedText, fix: Fix): boolean {
  const slices = touched(tree, rendered, fix, false);
  const templated = (slice: RawSlice) => slice.kind === "templated";
  const inserts = fix.action === "before" || fix.action === "after";
  return inserts ? slices.length > 0 && slices.every(templated) : slices.some(templated);
}

/** Whether a change of white space in the template itself takes more than white space away. */
function eatsText({ source: text }: TemplatedText, { source: edit }: Fix): boolean {
  if (edit === undefined || edit.text.trim() !== "") return false;
  return text.slice(edit.start, edit.end).trim() !== "";
}

/**
 * A finding without its fixes if they touch rendered text or more than one block of the template,
 * unless its rule takes care of that itself.
 */
export function withSafeFixes(tree: Tree, rendered: TemplatedText, finding: Finding): Finding {
  const { fixes, rule } = finding;
  if (fixes.length === 0) return finding;
  if (fixes.some((fix) => eatsText(rendered, fix))) return { ...finding, fixes: [] };
  if (rule.templateSafeFixes === true) return finding;
  const blocks = new Set<number>();
  for (const fix of fixes) {
    if (fix.source !== undefined) continue;
    if (isUnsafe(tree, rendered, fix)) return { ...finding, fixes: [] };
    for (const slice of touched(tree, rendered, fix, true)) {
      if (!isSourceOnly(slice)) blocks.add(slice.block);
    }
  }
  return blocks.size > 1 ? { ...finding, fixes: [] } : finding;
}

/** Whether a stretch of the source is parameters alone, which are as good as literal. */
function isParameter(rendered: TemplatedText, start: number, end: number): boolean {
  const slices = rendered.rawSlices(start, end)
    .filter((slice) => slice.kind !== "literal" && slice.end > start);
  return slices.length > 0 && slices.every((slice) => slice.tag === "literal");
}

/** Whether a finding is told although areas of templates are ignored. */
export function isToldInTemplates(tree: Tree, rendered: TemplatedText, finding: Finding): boolean {
  const { rule, anchor } = finding;
  if (rule.targetsTemplated === true || !tree.isTemplated(anchor)) return true;
  return isParameter(rendered, tree.sourceStart(anchor), tree.sourceStop(anchor));
}

/** The change of the source that a fix stands for; null where the source is no literal. */
export function toSourceEdit(tree: Tree, rendered: TemplatedText, fix: Fix): Edit | null {
  if (fix.source !== undefined) return fix.source;
  const from = tree.sourceStart(fix.anchor);
  const to = tree.sourceStop(fix.anchor);
  const { text } = fix;
  if (fix.action === "before" || fix.action === "after") {
    const at = fix.action === "before" ? from : to;
    const [slice] = rendered.rawSlices(at, at);
    const fits = slice === undefined || slice.kind === "literal" || slice.start === at;
    return fits ? { start: at, end: at, text } : null;
  }
  // What a loop or a jump has put together goes from late in the source to early.
  if (from > to) return null;
  const literal = rendered.rawSlices(from, to).every((slice) => slice.kind === "literal");
  return literal ? { start: from, end: to, text } : null;
}

/**
 * The source with all fixes made; as it is when one of them is about code and cannot be made, since
 * half of a move is worse than none. Null when they contradict each other.
 */
export function applyToSource(
  tree: Tree,
  rendered: TemplatedText,
  fixes: readonly Fix[],
): string | null {
  const kept = reconcile(fixes.filter((fix) => fix.source === undefined));
  if (kept === null) return null;
  const inOrder = [...kept].sort((a, b) => walkOrder(tree, a) - walkOrder(tree, b));
  const edits = new Map<string, Edit>();
  for (const { source } of fixes) {
    if (source !== undefined) edits.set(`${source.start} ${source.end} ${source.text}`, source);
  }
  let gone = -1;
  for (const fix of inOrder) {
    if (gone >= 0 && fix.anchor > gone && fix.anchor < tree.end(gone)) continue;
    if (fix.action === "delete" || fix.action === "replace") gone = fix.anchor;
    const edit = toSourceEdit(tree, rendered, fix);
    if (edit !== null) edits.set(`${edit.start} ${edit.end} ${edit.text}`, edit);
    else if (`${tree.text(fix.anchor)}${fix.text}`.trim() !== "") return rendered.source;
  }
  let result = "";
  let at = 0;
  for (const edit of [...edits.values()].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += rendered.source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + rendered.source.slice(at);
}
