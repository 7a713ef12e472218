/** What is visited of statements whose text belongs to somebody else, or that put nothing out. */
import type { BlockNode, Placed, Statement } from "./nodes.ts";
import type { Output } from "./visits.ts";
import { statementParts } from "./walk.ts";

type CallBlock = Extract<Statement, { type: "callblock" }>;

/** Visits the pieces of a statement that puts nothing out, of an `if` the last branch alone. */
export function passOver(statement: Statement, output: Output): void {
  if (!output.records) return;
  const { tags } = statement;
  const { bodies } = statementParts(statement);
  const last = tags.length - 1;
  tags.forEach((tag, index) => {
    output.pass(tag);
    if (index === last || (statement.type === "if" && index < last - 1)) return;
    for (const each of bodies[index] ?? []) passOver(each, output);
  });
}

/** The same behind its first tag, to which what it puts out belongs. */
export function passInside(statement: BlockNode & Placed | CallBlock, output: Output): void {
  if (!output.records) return;
  for (const each of statement.body) passOver(each, output);
  output.pass(statement.tags.at(-1));
}
