/** What of a template its renderings visit, in terms that outlive changes of the text. */
import type { Piece, TemplatedText } from "../templating/mod.ts";

/**
 * Keys of pieces: of a tag its number among all that is not literal, doubled, and one less of the
 * text before it. Fixes change the text between tags, and leave the tags where they are.
 */
function keysOf(pieces: readonly Piece[]): number[] {
  let tags = 0;
  return pieces.map(({ kind }) => kind === "literal" ? 2 * tags + 1 : 2 * ++tags);
}

/** What some renderings of a template visit. */
export class Reach {
  readonly #visited: ReadonlySet<number>;

  private constructor(visited: ReadonlySet<number>) {
    this.#visited = visited;
  }

  static readonly nothing = new Reach(new Set());

  /** What these and one more rendering visit: tags that they pass, and text that they put out. */
  with({ pieces, slices }: TemplatedText): Reach {
    const keys = keysOf(pieces);
    const at = new Map(pieces.map(({ start }, piece) => [start, keys[piece]!]));
    const visited = new Set(this.#visited);
    for (const { kind, sourceStart, start, end } of slices) {
      if (kind !== "literal" || end > start) visited.add(at.get(sourceStart)!);
    }
    return new Reach(visited);
  }

  /** By piece of a template, whether these renderings visit it. */
  over({ pieces }: TemplatedText): boolean[] {
    return keysOf(pieces).map((key) => this.#visited.has(key));
  }
}
