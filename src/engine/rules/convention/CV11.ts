import { type Fix, replace } from "../../edits.ts";
import { kind } from "../../tree/mod.ts";
import { choice, type Rule } from "../rule.ts";
import { type CastStyle, castStyle, holdsMore, readConversion, writeConversion } from "./casts.ts";

/** How each style is called in a message. */
const CALLED: Readonly<Record<CastStyle, string>> = {
  cast: "CAST(… AS …)",
  convert: "CONVERT(…)",
  shorthand: "…::…",
};

export const rule: Rule = {
  code: "CV11",
  name: "convention.casting_style",
  groups: ["all", "convention"],
  aliases: ["L067"],
  description: "Types are converted in one way: CAST(), CONVERT() or ::.",
  rationale: "One way of converting is easier to look for, and to carry to another database.",
  fixable: true,
  reads: "code",
  effects: {
    move: true,
    insert: ["CAST", "CONVERT", "AS", "(", ")", ",", "::"],
    remove: ["CAST", "CONVERT", "AS", "(", ")", ",", "::"],
    replace: [
      ["<name>", "<type>"],
      ["<type>", "<name>"],
      ["<function>", "<type>"],
      ["<type>", "<function>"],
      // What a type is given in brackets, where its name reads as a function's.
      ["<number>", "<type>"],
      ["<type>", "<number>"],
    ],
  },
  options: [choice(
    "preferred_type_casting_style",
    ["consistent", "shorthand", "convert", "cast"],
    "consistent",
    ":: (shorthand), CONVERT or CAST; consistent takes what comes first.",
  )],
  bad: "SELECT CAST(1 AS INT), 2::INT FROM foo\n",
  good: "SELECT CAST(1 AS INT), CAST(2 AS INT) FROM foo\n",
  phase: "main",
  visits: [kind("function"), kind("cast_expression")],
  when: { dialect: (traits) => !traits.castsOneWay },
  message: "Types are cast in different ways: choose one.",
  run(context) {
    const { tree, dialect: { traits } } = context;
    const typeFirst = traits.convertTakes === "type first";
    const option = context.text("preferred_type_casting_style");
    const isConsistent = option === "consistent";
    let wanted = isConsistent ? null : option as CastStyle;
    return (node) => {
      const style = castStyle(tree, node);
      if (style === null || tree.isTemplated(node)) return;
      wanted ??= style;
      if (style === wanted) return;
      // A call with more than the others can say is wrong only where one way is asked for.
      if (isConsistent && style !== "shorthand" && holdsMore(tree, node)) return;
      const conversion = readConversion(tree, node, style, typeFirst);
      const fixes: Fix[] = conversion === null || conversion.hasLooseComment
        ? []
        : [replace(node, writeConversion(conversion, wanted, typeFirst))];
      const why = isConsistent ? "as the first one is" : "as the configuration asks";
      context.report(node, fixes, `Write this conversion as ${CALLED[wanted]}, ${why}.`);
    };
  },
};
