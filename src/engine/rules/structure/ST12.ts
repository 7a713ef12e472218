import { remove } from "../../edits.ts";
import { FILE, kind } from "../../tree/mod.ts";
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
  options: [],
  bad: "SELECT a FROM foo;;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [FILE],
  message: "There is no statement between these semicolons: one of them is enough.",
  run(context) {
    const { tree } = context;
    const { text } = tree.tokens;
    return (file) => {
      const all = tree.descendants(file, TERMINATOR);
      let run: number[] = [];
      const finish = () => {
        const [first, ...others] = run;
        if (first === undefined || others.length === 0) return;
        const what =
          `There is no statement between these ${run.length} semicolons: one of them is enough.`;
        context.report(first, others.map(remove), what);
      };
      for (const terminator of all) {
        const last = run.at(-1);
        const touches = last !== undefined &&
          text.slice(tree.stop(last), tree.start(terminator)).trim() === "";
        if (!touches) {
          finish();
          run = [];
        }
        run.push(terminator);
      }
      finish();
    };
  },
};
