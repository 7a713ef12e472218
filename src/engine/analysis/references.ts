import { type Kind, kind } from "../tree/mod.ts";
import { type AnalysedFile, memoised } from "./file.ts";
import { crawl } from "./nodes.ts";

const IDENTIFIER = kind("identifier");
const STAR = kind("star");
const DOT = kind("dot");
const WILDCARD_IDENTIFIER = kind("wildcard_identifier");
const TABLE_REFERENCE = kind("table_reference");
const COLUMN_REFERENCE = kind("column_reference");
const BIGQUERY_TABLE_PARTS = [IDENTIFIER, STAR, DOT, kind("literal"), kind("dash")];

/** One name of a dotted reference. */
export interface ReferencePart {
  text: string;
  /** The first leaf that it is made of. */
  leaf: number;
}

/** How many names from the right a part of a reference stands. */
export const LEVELS = { object: 1, table: 2, schema: 3 } as const;
export type Level = keyof typeof LEVELS;

/** BigQuery quotes several names at once, and lets dashes and numbers stand in a name. */
function bigqueryTableParts({ tree }: AnalysedFile, reference: number): ReferencePart[] {
  const parts: ReferencePart[] = [];
  let text = "";
  let leaf = -1;
  const flush = () => {
    if (leaf >= 0) parts.push({ text, leaf });
    text = "";
    leaf = -1;
  };
  for (const node of crawl(tree, reference, BIGQUERY_TABLE_PARTS)) {
    if (tree.is(node, DOT)) {
      flush();
      continue;
    }
    const names = tree.is(node, IDENTIFIER) ? tree.text(node).split(".") : [tree.text(node)];
    for (const [index, name] of names.entries()) {
      if (index > 0) flush();
      text += name;
      if (leaf < 0) leaf = node;
    }
  }
  flush();
  return parts;
}

function leafParts({ tree }: AnalysedFile, reference: number, kinds: Kind[], dots: boolean) {
  const parts = crawl(tree, reference, kinds).map((leaf) => ({ text: tree.text(leaf), leaf }));
  if (!dots) return parts;
  return parts.flatMap(({ text, leaf }) => text.split(".").map((part) => ({ text: part, leaf })));
}

function readParts(file: AnalysedFile, reference: number): ReferencePart[] {
  const { tree, dialect } = file;
  if (tree.is(reference, WILDCARD_IDENTIFIER)) {
    return leafParts(file, reference, [IDENTIFIER, STAR], false);
  }
  const isBigquery = dialect.name === "bigquery";
  if (isBigquery && tree.is(reference, TABLE_REFERENCE)) return bigqueryTableParts(file, reference);
  const dots = isBigquery && tree.is(reference, COLUMN_REFERENCE);
  return leafParts(file, reference, [IDENTIFIER], dots);
}

/** The names that a reference is made of, as they are written. */
export function referenceParts(file: AnalysedFile, reference: number): readonly ReferencePart[] {
  return memoised(file, "referenceParts", reference, () => readParts(file, reference));
}

/** Whether a reference has more than one name. */
export function isQualified(file: AnalysedFile, reference: number): boolean {
  return referenceParts(file, reference).length > 1;
}

/** The parts that may be the name of that level; BigQuery's field access makes for several. */
export function possibleParts(
  file: AnalysedFile,
  reference: number,
  level: Level,
): ReferencePart[] {
  const parts = referenceParts(file, reference);
  if (file.dialect.name === "bigquery" && file.tree.is(reference, COLUMN_REFERENCE)) {
    if (level === "table") return parts.slice(0, 3);
    if (parts.length >= 3) return level === "schema" ? [parts[0]!] : [parts[1]!, parts[2]!];
  }
  const part = parts.at(-LEVELS[level]);
  return part === undefined ? [] : [part];
}

/** The schema and the table that a reference names, or null when it names no schema. */
export function schemaAndTable(
  file: AnalysedFile,
  reference: number,
): [schema: ReferencePart, table: ReferencePart] | null {
  const parts = referenceParts(file, reference);
  if (parts.length < LEVELS.schema) return null;
  const isBigquery = file.dialect.name === "bigquery";
  const leftmost = isBigquery && file.tree.is(reference, COLUMN_REFERENCE);
  const at = leftmost ? 0 : parts.length - LEVELS.schema;
  return [parts[at]!, parts[at + 1]!];
}
