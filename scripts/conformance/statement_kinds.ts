/** Which kinds of statement a text holds, and which a dialect's grammar has. */
import "../../src/engine/dialects/all.ts";
import { findDialect } from "../../src/engine/dialects/mod.ts";
import type { Production } from "../../src/engine/grammar/mod.ts";
import { parse } from "../../src/engine/parser/mod.ts";
import { kind, kindName } from "../../src/engine/tree/mod.ts";

/** What a template puts in front of the statements of a file. */
const TAGS = /\{[%#].*?[%#]\}/g;

/** The kinds of node that stand for a whole statement in a text. */
export function kindsIn(sql: string, dialect: string): string[] {
  const { tree } = parse(sql.replace(TAGS, ""), findDialect(dialect));
  return tree.descendants(0, kind("statement")).flatMap((statement) => {
    const child = tree.children(statement).find((each) => tree.isCode(each));
    return child === undefined ? [] : [kindName(tree.kind(child))];
  });
}

/** The kinds of node that a statement can be, by the dialect's grammar. */
export function kindsOf(dialect: string): string[] {
  const { productions } = findDialect(dialect).grammar;
  const found = new Set<string>();
  const read = new Set<string>();
  const walk = (item: Production["choice"]): void => {
    if (item === null) return;
    if (item.type === "ref") return refer(item.name);
    if ("parts" in item) { for (const part of item.parts) walk(part); }
  };
  const refer = (name: string): void => {
    if (read.has(name)) return;
    read.add(name);
    const production = productions.get(name);
    if (production === undefined) return;
    if (production.kind === null || production.kind === "statement") walk(production.choice);
    else found.add(production.kind);
  };
  refer("statement");
  return [...found].sort();
}
