import { type Fix, replace } from "../../edits.ts";
import { isAny, KEYWORD, kind, type Tree, word } from "../../tree/mod.ts";
import { kinds } from "../context.ts";
import { choice, type Rule } from "../rule.ts";

const FUNCTION = kind("function");
const CAST_EXPRESSION = kind("cast_expression");
const CASTING_OPERATOR = kind("casting_operator");
const FUNCTION_NAME = kind("function_name");
const FUNCTION_CONTENTS = kind("function_contents");
const BRACKETED = kind("bracketed");
const DATA_TYPE = kind("data_type");
const LITERAL = kind("literal");
const USING = word("USING");
const FRAME = kinds(
  "meta",
  "start_bracket",
  "end_bracket",
  "whitespace",
  "newline",
  "casting_operator",
  "comma",
);
const NO_DIALECTS = ["teradata", "athena", "trino"];

type Style = "cast" | "convert" | "shorthand";

/** A conversion: its style and the texts that it is made of. */
interface Conversion {
  style: Style;
  /** What is converted; comments beside it count. */
  value: number[];
  /** The types, in the order of the conversions. */
  types: number[];
  /** Whether it has parts that the other styles have no place for. */
  extra: boolean;
}

/** The children that say what is converted to what. */
function parts(tree: Tree, node: number): number[] {
  return tree.children(node).filter((child) =>
    !isAny(tree, child, FRAME) && (!tree.is(child, KEYWORD) || tree.is(child, LITERAL))
  );
}

function readFunction(tree: Tree, node: number, valueFirst: boolean): Conversion | null {
  const name = tree.childOf(node, FUNCTION_NAME);
  const called = name < 0 ? "" : tree.upper(name);
  if (called !== "CAST" && called !== "CONVERT") return null;
  const contents = tree.childOf(node, FUNCTION_CONTENTS);
  const bracketed = contents < 0 ? -1 : tree.childOf(contents, BRACKETED);
  // CONVERT(a USING utf8) makes another encoding, not another type.
  if (
    bracketed >= 0 && tree.childrenOf(bracketed, KEYWORD).some((each) => tree.word(each) === USING)
  ) {
    return null;
  }
  const [first, second, ...rest] = bracketed < 0 ? [] : parts(tree, bracketed);
  if (first === undefined || second === undefined) return null;
  const extra = rest.length > 0;
  return called === "CAST"
    ? { style: "cast", value: [first], types: [second], extra }
    : valueFirst
    ? { style: "convert", value: [first], types: [second], extra }
    : { style: "convert", value: [second], types: [first], extra };
}

function read(tree: Tree, node: number, valueFirst: boolean): Conversion | null {
  if (tree.is(node, FUNCTION)) return readFunction(tree, node, valueFirst);
  if (tree.childOf(node, CASTING_OPERATOR) < 0) return null;
  const all = parts(tree, node);
  const type = all.findIndex((each) => tree.is(each, DATA_TYPE));
  if (type < 1) return null;
  const [value, types] = [all.slice(0, type), all.slice(type)];
  return { style: "shorthand", value, types, extra: false };
}

function write(
  tree: Tree,
  { value, types }: Conversion,
  style: Style,
  valueFirst: boolean,
): string {
  const text = (nodes: number[]) => nodes.map((node) => tree.text(node)).join("");
  const converted = text(value);
  if (style === "shorthand") {
    const isLeaf = value.length === 1 && tree.lastLeaf(value[0]!) === tree.firstLeaf(value[0]!);
    return `${isLeaf ? converted : `(${converted})`}::${text(types.slice(0, 1))}`;
  }
  const convert = (inner: string, type: string) =>
    valueFirst ? `convert(${inner}, ${type})` : `convert(${type}, ${inner})`;
  return types.map((type) => tree.text(type)).reduce(
    (inner, type) => style === "cast" ? `cast(${inner} as ${type})` : convert(inner, type),
    converted,
  );
}

function isStyle(text: string): text is Style {
  return text === "cast" || text === "convert" || text === "shorthand";
}

export const rule: Rule = {
  code: "CV11",
  name: "convention.casting_style",
  groups: ["all", "convention"],
  aliases: ["L067"],
  description: "Types are converted in one way: CAST(), CONVERT() or ::.",
  rationale: "One way of converting is easier to look for, and to carry to another database.",
  fixable: true,
  effects: {
    move: true,
    insert: ["CAST", "CONVERT", "AS", "(", ")", ",", "::"],
    remove: ["CAST", "CONVERT", "AS", "(", ")", ",", "::"],
    replace: [["<name>", "<type>"], ["<type>", "<name>"]],
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
  visits: [FUNCTION, CAST_EXPRESSION],
  message: "Types are cast in different ways: choose one.",
  run(context) {
    const { tree, dialect } = context;
    if (NO_DIALECTS.includes(dialect.name)) return () => {};
    const valueFirst = dialect.traits.convertTakes === "value first";
    const preferred = context.text("preferred_type_casting_style");
    let wanted: Style | null = isStyle(preferred) ? preferred : null;
    return (node) => {
      const found = tree.isTemplated(node) ? null : read(tree, node, valueFirst);
      if (found === null) return;
      if (wanted === null) {
        wanted = found.style;
        return;
      }
      if (found.style === wanted) return;
      if (found.extra && preferred === "consistent") return;
      const fixes: Fix[] = found.extra
        ? []
        : [replace(node, write(tree, found, wanted, valueFirst))];
      const what = preferred === "consistent"
        ? "This type cast is written in another way than the first one: choose one."
        : "This type cast is not written in the way that is configured.";
      context.report(node, fixes, what);
    };
  },
};
