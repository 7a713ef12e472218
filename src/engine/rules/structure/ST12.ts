import { remove } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const TERMINATOR = kind("statement_terminator");

export const rule: Rule = {
  code: "ST12",
  name: "structure.consecutive_semicolons",
  groups: ["all", "structure"],
  aliases: [],
  description: "No semicolon follows another one.",
  rationale: "The statement between them is empty; some databases refuse that.",
  fixable: true,
  reads: "code",
  effects: { remove: [";"] },
  options: [],
  bad: "SELECT a FROM foo;;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [TERMINATOR],
  message: "There is no statement between these semicolons: one of them is enough.",
  run(context) {
    const { tree } = context;
    let behind = -1;
    return (first) => {
      // The rest of a row has been seen with its first semicolon.
      if (first < behind) return;
      let extra: number[] | null = null;
      // The first may end a statement that the others stand behind, as in `END;;`.
      for (let at = tree.leafAfter(first); at >= 0; at = tree.leafAfter(at)) {
        if (tree.is(at, TERMINATOR)) {
          if (extra === null) extra = [at];
          else extra.push(at);
          behind = tree.end(at);
        } else if (!tree.isWhitespace(at) && !tree.isMeta(at)) break;
      }
      if (extra !== null) context.report(first, extra.map(remove));
    };
  },
};
