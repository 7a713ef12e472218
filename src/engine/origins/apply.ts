/** Many edits of one source: which of them go together, and the text that they make. */
import { Rewriter, type Rewritten } from "../edits.ts";
import type { SourceEdit } from "./edits.ts";

/** An edit with the number of the finding that it is of; lower numbers go first. */
interface Numbered {
  readonly edit: SourceEdit;
  readonly finding: number;
}

function inOrder(a: SourceEdit, b: SourceEdit): number {
  return a.start - b.start || a.order - b.order || b.end - a.end;
}

function isSame(a: SourceEdit, b: SourceEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Whether two edits of different findings, of which `a` starts first, ask for different things. */
function clash(a: SourceEdit, b: SourceEdit): boolean {
  if (isSame(a, b)) return false;
  // At one place of the rendering both can be put in, at two of them they are of different rounds.
  if (a.start === a.end && b.start === b.end) return a.start === b.start && a.at !== b.at;
  return b.start < a.end && a.start < Math.max(b.end, b.start + 1);
}

/**
 * The findings, by their edits, that can be made together: of those that clash the first has its way.
 * Null stands for a finding that has no edits, before and after.
 */
export function withoutClashes(
  findings: readonly (readonly SourceEdit[] | null)[],
): (readonly SourceEdit[] | null)[] {
  const kept = [...findings];
  for (;;) {
    const edits = kept.flatMap((each, finding): Numbered[] =>
      (each ?? []).map((edit) => ({ edit, finding }))
    ).sort((a, b) => inOrder(a.edit, b.edit));
    const losers = new Set<number>();
    let open: Numbered[] = [];
    for (const each of edits) {
      open = open.filter(({ edit }) =>
        edit.end > each.edit.start || edit.start === each.edit.start
      );
      for (const { edit, finding } of open) {
        if (finding !== each.finding && clash(edit, each.edit)) {
          losers.add(Math.max(finding, each.finding));
        }
      }
      // Rounds of a loop ask for the same; one of them stands for all.
      const isKnown = losers.has(each.finding) || open.some(({ edit }) => isSame(edit, each.edit));
      if (!isKnown) open.push(each);
    }
    if (losers.size === 0) return kept;
    for (const loser of losers) kept[loser] = null;
  }
}

/**
 * A source with edits made that go together. What several rounds of a loop ask for is made once,
 * and what lies within a stretch that another edit replaces is not made.
 */
export function applyEdits(source: string, edits: readonly SourceEdit[]): Rewritten {
  const result = new Rewriter(source);
  /** What has been made at one place. */
  let here: SourceEdit[] = [];
  let at = 0;
  for (const edit of [...edits].sort(inOrder)) {
    if (edit.start < at) continue;
    if (here[0]?.start !== edit.start) here = [];
    const isRepeated = here.some((each) =>
      isSame(each, edit) && (each.at !== edit.at || each.order === edit.order)
    );
    if (isRepeated) continue;
    here.push(edit);
    result.change(edit.start, edit.end, edit.text);
    at = edit.end;
  }
  return result.finish();
}
