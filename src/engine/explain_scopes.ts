/** The scopes of a text in words: what each query reads, returns and refers to. */
import type { Document } from "./document.ts";
import {
  ownName,
  readings,
  type Reference,
  scopesOf,
  type Select,
  type Source,
  SourceNames,
  Widths,
} from "./scopes/mod.ts";
import { kind } from "./tree/mod.ts";

const STATEMENT = kind("statement");

/** One query; places are those in the rendered text. */
export interface ExplainedQuery {
  line: number;
  column: number;
  /** How many queries are around it. */
  depth: number;
  /** How many columns it returns, or null where the text does not say. */
  width: number | null;
  /** What it reads, such as `orders AS o (table)`. */
  sources: string[];
  /** What its columns go by; `*` and expressions as they are written. */
  outputs: string[];
  references: {
    text: string;
    line: number;
    column: number;
    /** The clause that it stands in, or null. */
    clause: string | null;
    /** The source that its qualifier names; null without one, or where nothing is called that. */
    source: string | null;
  }[];
}

function sourceText({ path, alias, kind, columns }: Source): string {
  const name = path.map(({ text }) => text).join(".");
  const list = columns.length === 0 ? "" : ` (${columns.map(({ text }) => text).join(", ")})`;
  const called = alias === null ? "" : `${name === "" ? "" : " "}AS ${alias.text}${list}`;
  return `${name}${called} (${kind})`.trimStart();
}

function depthOf(select: Select): number {
  let depth = 0;
  for (let at = select.parent; at !== null; at = at.parent) depth++;
  return depth;
}

/** The queries of a document in the order of the text. */
export function explainScopes({ file, parsed: { tree, source } }: Document): ExplainedQuery[] {
  const { traits } = file.dialect;
  const place = (node: number) => source.position(tree.start(node));
  const names = new SourceNames(traits);
  const sourceOf = (select: Select, reference: Reference) => {
    for (const { table } of readings(reference, traits)) {
      const found = names.find(select, table);
      if (found !== null) return ownName(found)?.text ?? null;
    }
    return null;
  };
  const explained = (select: Select, widths: Widths): ExplainedQuery => {
    const width = widths.of(select);
    return {
      ...place(select.node),
      depth: depthOf(select),
      width: typeof width === "number" ? width : null,
      sources: select.sources.map(sourceText),
      outputs: select.outputs.map(({ alias, body }) =>
        alias?.text ?? (body < 0 ? "" : tree.text(body).replace(/\s+/g, " "))
      ),
      references: select.references.map((reference) => ({
        text: tree.text(reference.node),
        ...place(reference.node),
        clause: reference.clause,
        source: sourceOf(select, reference),
      })),
    };
  };
  return tree.childrenOf(0, STATEMENT).flatMap((statement) => {
    const widths = new Widths(tree, traits);
    return scopesOf(file, statement).selects.map((select) => explained(select, widths));
  });
}
