import { VALUE } from "../effects.ts";
import { replace } from "../../edits.ts";
import { between, type Folding } from "../../scopes/mod.ts";
import {
  codeChildren,
  hasComment,
  kind,
  nextCode,
  nodesIn,
  type Tree,
  word,
} from "../../tree/mod.ts";
import type { Rule } from "../rule.ts";
import { firstCodeChild, onlyCodeChild } from "../words.ts";

/** Longer expressions are not repeated in a message. */
const MOST_SHOWN = 80;
const CASE = kind("case_expression");
const WHEN = kind("when_clause");
const ELSE = kind("else_clause");
const EXPRESSION = kind("expression");
const CAST = kind("cast_expression");
const COLUMN = kind("column_reference");
const ACCESSOR = kind("array_accessor");
const TRUTH = kind("boolean_literal");
const NULL = kind("null_literal");
const [IS, NOT, TRUE] = ["IS", "NOT", "TRUE"].map((each) => word(each));

/** CASE with one WHEN and no operand, by its parts. */
interface Choice {
  readonly condition: number;
  readonly result: number;
  /** What ELSE gives, or -1. */
  readonly otherwise: number;
}

function choiceOf(tree: Tree, node: number): Choice | null {
  const opening = firstCodeChild(tree, node);
  const when = opening < 0 ? -1 : nextCode(tree, opening);
  if (when < 0 || !tree.is(when, WHEN)) return null;
  const behind = nextCode(tree, when);
  const closing = behind < 0 ? -1 : nextCode(tree, behind);
  // Behind the WHEN stands END, or ELSE and END.
  if (behind < 0 || (closing >= 0 && nextCode(tree, closing) >= 0)) return null;
  if (closing >= 0 && !tree.is(behind, ELSE)) return null;
  const parts = codeChildren(tree, when);
  const others = closing < 0 ? [] : codeChildren(tree, behind);
  if (parts.length !== 4 || others.length === 1 || others.length > 2) return null;
  return { condition: parts[1]!, result: parts[3]!, otherwise: others[1] ?? -1 };
}

/** The only thing that an expression is, or the expression itself. */
function inside(tree: Tree, expression: number): number {
  const only = tree.is(expression, EXPRESSION) ? onlyCodeChild(tree, expression) : -1;
  return only < 0 ? expression : only;
}

/** TRUE or FALSE where an expression is that, else null. */
function truthOf(tree: Tree, expression: number): boolean | null {
  const value = expression < 0 ? -1 : inside(tree, expression);
  return value >= 0 && tree.is(value, TRUTH) ? tree.word(value) === TRUE : null;
}

function isNull(tree: Tree, expression: number): boolean {
  return tree.is(inside(tree, expression), NULL);
}

/** `column IS [NOT] NULL`: the column's text, and whether NOT is there. */
function nullTest(tree: Tree, condition: number): { column: string; isNegated: boolean } | null {
  const parts = codeChildren(tree, condition);
  const at = parts.findIndex((part) => tree.word(part) === IS);
  const subject = parts.slice(0, at);
  const isColumn = at > 0 && tree.is(subject[0]!, COLUMN) &&
    subject.slice(1).every((part) => tree.is(part, ACCESSOR));
  if (!isColumn) return null;
  const rest = parts.slice(at + 1);
  const isNegated = tree.word(rest[0]!) === NOT;
  const [value, ...more] = isNegated ? rest.slice(1) : rest;
  if (value === undefined || more.length > 0 || !tree.is(value, NULL)) return null;
  const column = tree.tokens.text.slice(tree.start(subject[0]!), tree.stop(subject.at(-1)!));
  return { column, isNegated };
}

/** Whether two texts name the same column; quoted names must be the same to the letter. */
function isSame(one: string, other: string, folding: Folding): boolean {
  if (one === other) return true;
  if (folding === "none" || one.length !== other.length) return false;
  return !/["`']/.test(one + other) && one.toUpperCase() === other.toUpperCase();
}

/** What says the same as a CASE, or null; `isNegation` where it begins with NOT. */
function shorter(
  tree: Tree,
  node: number,
  textOf: (node: number) => string,
  folding: Folding,
): { text: string; isNegation: boolean } | null {
  const choice = choiceOf(tree, node);
  if (choice === null) return null;
  const { condition, result, otherwise } = choice;
  const [whenTrue, whenFalse] = [truthOf(tree, result), truthOf(tree, otherwise)];
  if (whenTrue !== null && whenFalse !== null && whenTrue !== whenFalse) {
    const text = `coalesce(${textOf(condition)}, false)`;
    return whenTrue ? { text, isNegation: false } : { text: `not ${text}`, isNegation: true };
  }
  const test = nullTest(tree, condition);
  if (test === null) return null;
  const [value, fallback] = test.isNegated ? [result, otherwise] : [otherwise, result];
  if (value < 0 || !isSame(tree.text(value), test.column, folding)) return null;
  const text = fallback < 0 || isNull(tree, fallback)
    ? textOf(value)
    : `coalesce(${textOf(value)}, ${textOf(fallback)})`;
  return { text, isNegation: false };
}

/** Whether NOT in place of a CASE would be about more, or less, than the CASE was. */
function bindsTighter(tree: Tree, node: number): boolean {
  const parent = tree.parent(node);
  if (tree.is(parent, CAST)) return true;
  return tree.is(parent, EXPRESSION) && codeChildren(tree, parent).length > 1;
}

/** What is written in place of the CASEs of a stretch, each with those inside of it. */
class Shortened {
  /** By CASE, its text; without the brackets that it may need. */
  readonly found = new Map<number, { text: string; isNegation: boolean }>();
  /** The CASEs that are replaced, in the order of the text, and by what. */
  readonly #replaced: { node: number; text: string }[] = [];

  constructor(readonly tree: Tree, root: number, folding: Folding) {
    const nodes = [root, ...nodesIn(tree, root, [CASE])];
    // From inside out, so that what is inside is known.
    for (const node of nodes.reverse()) {
      const better = shorter(tree, node, (part) => this.#textOf(part), folding);
      if (better === null) continue;
      this.found.set(node, better);
      const text = this.replacement(node);
      if (text !== null) this.#replaced.unshift({ node, text });
    }
  }

  /** What stands in place of a CASE; null where a comment would be lost. */
  replacement(node: number): string | null {
    const { tree } = this;
    const { text, isNegation } = this.found.get(node)!;
    if (hasComment(tree, node, tree.end(node))) return null;
    return isNegation && bindsTighter(tree, node) ? `(${text})` : text;
  }

  /** A node's text with the CASEs in it replaced. */
  #textOf(node: number): string {
    const { tree } = this;
    const all = tree.tokens.text;
    let result = "";
    let at = tree.start(node);
    let until = node;
    for (const inner of between(this.#replaced, node, tree.end(node))) {
      if (inner.node < until) continue;
      until = tree.end(inner.node);
      result += all.slice(at, tree.start(inner.node)) + inner.text;
      at = tree.stop(inner.node);
    }
    return result + all.slice(at, tree.stop(node));
  }
}

export const rule: Rule = {
  code: "ST02",
  name: "structure.simple_case",
  groups: ["all", "structure"],
  aliases: ["L043"],
  description: "CASE is not used for what COALESCE or a plain condition says.",
  rationale: "The shorter form says at once what the longer one has to be unravelled for.",
  fixable: true,
  reads: "code",
  effects: {
    move: true,
    insert: ["COALESCE", "NOT", "FALSE", "(", ")", ","],
    remove: ["CASE", "WHEN", "THEN", "ELSE", "END", "IS", "NOT", "NULL", "TRUE", "FALSE", ...VALUE],
  },
  options: [],
  bad: "SELECT CASE WHEN a IS NULL THEN b ELSE a END FROM foo\n",
  good: "SELECT COALESCE(a, b) FROM foo\n",
  phase: "main",
  visits: [CASE],
  message: "This CASE says in many words what a shorter expression says.",
  run(context) {
    const { tree, dialect } = context;
    let until = -1;
    let shortened: Shortened | null = null;
    return (node) => {
      if (choiceOf(tree, node) === null) return;
      if (shortened === null || node >= until) {
        shortened = new Shortened(tree, node, dialect.traits.folding);
        until = tree.end(node);
      }
      const better = shortened.found.get(node);
      if (better === undefined) return;
      const { text } = better;
      const said = text.length > MOST_SHOWN
        ? undefined
        : `This CASE says in many words what \`${text.replace(/\s+/g, " ")}\` says.`;
      const instead = shortened.replacement(node);
      const fixes = instead === null ? [] : [replace(node, instead)];
      context.report(choiceOf(tree, node)!.condition, fixes, said);
    };
  },
};
