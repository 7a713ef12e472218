import { UntraceableError } from "./errors.ts";
import type { Piece, Slice } from "./slices.ts";

/**
 * Which branch each `if` of a template takes, from 0; those that are not named decide by their
 * tests. An `if` goes by the number of its tag among all that is not literal text, so that a choice
 * outlives changes of the text between the tags.
 */
export type Branches = ReadonlyMap<number, number>;

/** What has been chosen for a rendering that is not the text's own. */
export interface Choice {
  readonly branches: Branches;
  /** By the offset in the source, the tags that are not asked any more: they strip no blanks. */
  readonly loosened: ReadonlySet<number>;
}

/** A source, what it renders to, and the slices that tie the two together. */
export class TemplatedText {
  /** Whether the source holds nothing of a template, and so is its own rendering. */
  readonly isLiteral: boolean;

  /** The pieces cover the source. Throws UntraceableError when the slices do not make up the text. */
  constructor(
    readonly source: string,
    readonly text: string,
    readonly slices: readonly Slice[],
    readonly pieces: readonly Piece[],
    /** Null for the text's own rendering. */
    readonly choice: Choice | null = null,
  ) {
    this.isLiteral = pieces.every(({ kind }) => kind === "literal");
    let at = 0;
    for (const { start, end } of slices) {
      if (start !== at) throw new UntraceableError(`a slice begins at ${start}, not at ${at}`);
      at = end;
    }
    if (at !== text.length) {
      throw new UntraceableError(`the slices are ${at} long, the text ${text.length}`);
    }
  }

  /** A text that is its own source. */
  static literal(text: string): TemplatedText {
    const end = text.length;
    const slices = [{ kind: "literal", sourceStart: 0, sourceEnd: end, start: 0, end } as const];
    const pieces = [{ kind: "literal", start: 0, end, block: 0, tag: null } as const];
    return new TemplatedText(text, text, slices, pieces);
  }
}
