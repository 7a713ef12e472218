/** The answer to `op: "outline"`, checked before anything is made of it. */
import { LintelError } from "../errors.ts";
import type { Outline, OutlineNode } from "../lint/port.ts";
import { checkEngine } from "./check_answer.ts";
import type { WireAnswer } from "./protocol.ts";
import { throwRefusal } from "./translate.ts";

function isNode(value: unknown): value is OutlineNode {
  const node = value as Partial<OutlineNode> | null;
  return typeof node === "object" && node !== null && typeof node.kind === "string" &&
    Number.isSafeInteger(node.depth) && (node.text === null || typeof node.text === "string");
}

/** Throws the error that was answered, and `engine_failed` for a field of another type. */
export function outlineFromWire(answer: WireAnswer): Outline {
  throwRefusal(answer);
  const { engine, dialect, rendered, tree, nodes } = answer as unknown as Record<string, unknown>;
  checkEngine(engine);
  const fits = typeof dialect === "string" && (rendered === null || typeof rendered === "string") &&
    Number.isSafeInteger(nodes) && Array.isArray(tree) && tree.every(isNode);
  if (!fits) throw new LintelError("engine_failed", "the lint process's outline is not one");
  return { engine, dialect, rendered, tree, nodes: Number(nodes) };
}
