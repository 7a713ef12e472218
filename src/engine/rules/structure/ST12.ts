import { remove } from "../../edits.ts";
import { FILE, kind, NEWLINE } from "../../tree/mod.ts";
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
  effects: { remove: [";"] },
  options: [],
  bad: "SELECT a FROM foo;;\n",
  good: "SELECT a FROM foo;\n",
  phase: "main",
  visits: [FILE],
  nested: false,
  message: "There is no statement between these semicolons: one of them is enough.",
  run(context) {
    const { tree } = context;
    return (file) => {
      // The first semicolon of a row, what is too much, and blanks that go with it if more comes.
      let first = -1;
      let extra: number[] = [];
      let blanks: number[] = [];
      const tell = () => {
        if (extra.length > 0) context.report(first, extra.map(remove));
        first = -1;
        extra = [];
        blanks = [];
      };
      for (const child of tree.children(file)) {
        if (tree.is(child, TERMINATOR)) {
          if (first < 0) first = child;
          else extra.push(...blanks, child);
          blanks = [];
        } else if (tree.is(child, NEWLINE)) blanks = [];
        else if (tree.isWhitespace(child)) blanks.push(child);
        else if (!tree.isMeta(child)) tell();
      }
      tell();
    };
  },
};
