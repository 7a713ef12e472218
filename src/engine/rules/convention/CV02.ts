import { replace } from "../../edits.ts";
import { kind, word, wordText } from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { wordOf } from "../words.ts";

/** What vendors call the function of the standard, for two arguments. */
const VENDORS = [word("IFNULL"), word("NVL")];

export const rule: Rule = {
  code: "CV02",
  name: "convention.coalesce",
  groups: ["all", "convention"],
  aliases: ["L060"],
  description: "COALESCE is used, not IFNULL or NVL.",
  rationale: "COALESCE is standard SQL, takes any number of arguments and runs everywhere.",
  fixable: true,
  reads: "code",
  effects: { replace: [["IFNULL", "COALESCE"], ["NVL", "COALESCE"]] },
  options: [],
  bad: "SELECT IFNULL(a, 0) FROM foo\n",
  good: "SELECT COALESCE(a, 0) FROM foo\n",
  phase: "main",
  visits: [kind("function_name_identifier")],
  message: "COALESCE is the standard's name for this function: use it.",
  run(context) {
    const { tree } = context;
    return (leaf) => {
      const vendors = wordOf(tree, leaf);
      // With a qualifier it is somebody's own function.
      if (!VENDORS.includes(vendors) || tree.prevSibling(leaf) >= 0) return;
      const name = wordText(vendors);
      const said = `${name} is COALESCE under a name of a few databases: write COALESCE.`;
      context.report(leaf, [replace(leaf, "COALESCE")], said);
    };
  },
};
