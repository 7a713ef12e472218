import { type Fix, replace } from "../../edits.ts";
import { kind, type Tree } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";

/** How the two styles write it. */
const C_STYLE = "!=";
const ANSI = "<>";
/** What they begin with. */
const [EXCLAMATION, LESS] = ["!", "<"].map((sign) => sign.charCodeAt(0));

/** The signs that an operator is made of; blanks may stand between them. */
function signsOf(tree: Tree, operator: number): number[] {
  const signs: number[] = [];
  for (let leaf = operator; leaf < tree.end(operator); leaf++) {
    if (tree.isLeaf(leaf) && tree.isCode(leaf)) signs.push(leaf);
  }
  return signs;
}

/** The fixes that write an operator another way, sign by sign where it is more than one token. */
function rewrite(tree: Tree, operator: number, wanted: string): Fix[] {
  const signs = signsOf(tree, operator);
  if (signs.length !== wanted.length) return [replace(operator, wanted)];
  return signs.map((sign, at) => replace(sign, wanted[at]!));
}

export const rule: Rule = {
  code: "CV01",
  name: "convention.not_equal",
  groups: ["all", "convention"],
  aliases: ["L061"],
  description: "Not-equal is always written the same way: != or <>.",
  rationale: "Two spellings of one operator make a reader look for a difference.",
  fixable: true,
  reads: "blanks",
  effects: { replace: [["!", "<"], ["<", "!"], ["=", ">"], [">", "="]] },
  options: [choice(
    "preferred_not_equal_style",
    ["consistent", "c_style", "ansi"],
    "consistent",
    "!= (c_style) or <> (ansi); consistent takes what comes first.",
  )],
  bad: "SELECT * FROM x WHERE 1 <> 2 AND 3 != 4\n",
  good: "SELECT * FROM x WHERE 1 != 2 AND 3 != 4\n",
  phase: "main",
  visits: [kind("comparison_operator")],
  when: { dialect: (traits) => traits.twoInequalities },
  message: "Inequality is written both as != and as <>: choose one of them.",
  run(context) {
    const { tree } = context;
    const style = context.text("preferred_not_equal_style");
    let wanted = style === "c_style" ? C_STYLE : style === "ansi" ? ANSI : null;
    return (operator) => {
      const first = tree.tokens.text.charCodeAt(tree.start(operator));
      if (first !== EXCLAMATION && first !== LESS) return;
      const written = signsOf(tree, operator).map((sign) => tree.text(sign)).join("");
      if (written !== C_STYLE && written !== ANSI) return;
      wanted ??= written;
      if (written === wanted) return;
      const said = style === "consistent"
        ? undefined
        : `Write ${wanted}: the configuration asks for it in place of ${written}.`;
      context.report(operator, rewrite(tree, operator, wanted), said);
    };
  },
};
