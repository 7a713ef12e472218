/** Texts after edits, and their trees in a form that tests compare. */
import type { TextEdit } from "../../../src/engine/lexer/mod.ts";
import type { Parsed } from "../../../src/engine/parser/mod.ts";
import { kindName } from "../../../src/engine/tree/mod.ts";

/** A text after edits, which are in order and do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let [result, at] = ["", 0];
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Every node with its kind, its parent, its end, its token and its place in the text. */
export function nodesOf({ tree, statements }: Parsed): unknown {
  const nodes: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    const place = `${tree.parent(node)} ${tree.end(node)} ${tree.token(node)}`;
    nodes.push(`${kindName(tree.kind(node))} ${place} ${tree.start(node)}-${tree.stop(node)}`);
  }
  return { nodes, unparsable: tree.unparsable, statements };
}
