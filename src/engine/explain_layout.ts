/** The layout of a text in words: how deep each line stands, and what the layout decided there. */
import type { Document } from "./document.ts";
import { lineDepths } from "./layout/mod.ts";
import { runRules } from "./rules/run.ts";
import type { Rule } from "./rules/rule.ts";

/** A gap or break that is to change; its place is in the rendered text. */
export interface LayoutDecision {
  /** The rule of the group `layout` that asks for it. */
  rule: string;
  line: number;
  column: number;
  /** What is to be done there. */
  decision: string;
}

/** A line that starts with code; its number is that of the rendered text. */
export interface ExplainedLine {
  line: number;
  /** The groups that are open where it starts: what the indentation settings nest. */
  depth: number;
  /** The columns that its code stands behind. */
  indent: number;
  decisions: LayoutDecision[];
}

/** Every line with what the layout rules among those decide on it, in the order of the text. */
export function explainLayout(document: Document, rules: readonly Rule[]): ExplainedLine[] {
  const { file, parsed: { tree, source } } = document;
  const layoutRules = rules.filter(({ groups }) => groups.includes("layout"));
  const found = runRules(file, layoutRules).map(({ rule, anchor, description }) => ({
    rule: rule.code,
    ...source.position(tree.start(anchor)),
    decision: description,
  }));
  found.sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = lineDepths(tree).map(({ code, depth }) => {
    const { line, column } = source.position(tree.start(code));
    return { line, depth, indent: column - 1, decisions: [] as LayoutDecision[] };
  });
  // What is decided on a line without code, as of a comment, is told with the line before it.
  let at = 0;
  for (const decision of found) {
    while (at + 1 < lines.length && lines[at + 1]!.line <= decision.line) at++;
    lines[at]?.decisions.push(decision);
  }
  return lines;
}
