import type { Traits } from "../dialects/mod.ts";
import type { Tree } from "../tree/mod.ts";

/** What is asked about a dialect. */
export interface DialectFacts {
  readonly name: string;
  /** What it does otherwise than others. */
  readonly traits: Traits;
  /** Whether a word, in capitals, is in a word set such as `reserved_keywords`. */
  inSet(set: string, word: string): boolean;
}

/** A parsed file, with room for what analyses of it keep for each other. */
export interface AnalysedFile {
  readonly tree: Tree;
  readonly dialect: DialectFacts;
  readonly shared: Map<unknown, unknown>;
}

/** What `compute` gives for a node of the file; it is asked once for each. */
export function memoised<T>(
  file: AnalysedFile,
  key: string,
  node: number,
  compute: () => T,
): T {
  let results = file.shared.get(key) as Map<number, T> | undefined;
  if (results === undefined) file.shared.set(key, results = new Map<number, T>());
  const known = results.get(node);
  if (known !== undefined || results.has(node)) return known!;
  const result = compute();
  results.set(node, result);
  return result;
}
