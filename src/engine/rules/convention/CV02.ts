import { replace } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";

const FUNCTION_NAME = kind("function_name");

export const rule: Rule = {
  code: "CV02",
  name: "convention.coalesce",
  groups: ["all", "convention"],
  aliases: ["L060"],
  description: "COALESCE is used, not IFNULL or NVL.",
  rationale: "COALESCE is standard SQL, takes any number of arguments and runs everywhere.",
  fixable: true,
  effects: { replace: [["IFNULL", "COALESCE"], ["NVL", "COALESCE"]] },
  options: [],
  bad: "SELECT IFNULL(a, 0) FROM foo\n",
  good: "SELECT COALESCE(a, 0) FROM foo\n",
  phase: "main",
  visits: [kind("function_name_identifier")],
  message: "COALESCE is the standard's name for this function: use it.",
  run(context) {
    const { tree } = context;
    return (name) => {
      const word = tree.upper(name);
      if (word !== "IFNULL" && word !== "NVL") return;
      const parent = tree.parent(name);
      if (tree.is(parent, FUNCTION_NAME) && tree.end(parent) !== parent + 2) return;
      context.report(name, [replace(name, "COALESCE")], `Use 'COALESCE' instead of '${word}'.`);
    };
  },
};
