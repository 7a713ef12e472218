/** What the engine reads a text as: the tree, and the text that a template became. */
import { EngineError } from "./errors.ts";
import { type EngineRequest, prepare, settleDialect } from "./lint.ts";
import { makeDocument, renderText } from "./renderings.ts";
import { kindName, type Tree } from "./tree/mod.ts";

/** A node of the tree, in preorder. */
export interface OutlineNode {
  kind: string;
  /** 0 for the file. */
  depth: number;
  /** A leaf's text; null for an inner node. */
  text: string | null;
}

export interface Outline {
  dialect: string;
  /** What its template made of the text; null when it has none. */
  rendered: string | null;
  tree: OutlineNode[];
  /** How many nodes there are; `tree` may be the first of them. */
  nodes: number;
}

/** The first `most` nodes of a tree; the texts of all leaves in order are the whole text. */
export function outlineTree(tree: Tree, most = Infinity): OutlineNode[] {
  const length = Math.min(tree.size, most);
  const depths = new Uint32Array(length);
  return Array.from({ length }, (_, node) => {
    const parent = tree.parent(node);
    const depth = depths[node] = parent < 0 ? 0 : depths[parent]! + 1;
    const text = tree.isLeaf(node) ? tree.text(node) : null;
    return { kind: kindName(tree.kind(node)), depth, text };
  });
}

/**
 * Reads a text and tells how. Throws EngineError as `lint` does, and `templating_unsupported` for
 * a template that cannot be rendered or traced back.
 */
export function outline(request: EngineRequest, most = Infinity): Outline {
  const { environment: given } = prepare(request);
  const text = renderText(request.sql, given).variants[0]?.text ?? "";
  const { environment } = settleDialect(text, given);
  const [own] = renderText(request.sql, environment).variants;
  const document = own && makeDocument(own, environment);
  if (!document) {
    const message = "The template cannot be rendered and traced back to its source.";
    throw new EngineError("templating_unsupported", message, "sql");
  }
  const { rendered, parsed: { tree } } = document;
  return {
    dialect: environment.settings.dialect,
    rendered: rendered.isLiteral ? null : rendered.text,
    tree: outlineTree(tree, most),
    nodes: tree.size,
  };
}
