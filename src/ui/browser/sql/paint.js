// @ts-check
/**
 * Colours and underlines by the CSS Custom Highlight API: ranges over plain text, so that a page
 * of SQL is a few nodes and not one for each word. Where a browser lacks it, the text is plain.
 */

/** @typedef {import("./lexer.js").Kind | "error" | "warning" | "current" | "marked"} Paint */

const CAN = "highlights" in CSS;

/** Underlines lie above colours. */
const PRIORITY = { error: 2, warning: 1, current: 3, marked: 1 };

/** @type {Map<string, Highlight>} */
const registered = new Map();

/**
 * @param {Paint} paint
 * @returns {Highlight}
 */
function highlight(paint) {
  let found = registered.get(paint);
  if (found === undefined) {
    found = new Highlight();
    found.priority = paint in PRIORITY ? PRIORITY[/** @type {keyof typeof PRIORITY} */ (paint)] : 0;
    registered.set(paint, found);
    CSS.highlights.set(`sql-${paint}`, found);
  }
  return found;
}

/** What one view has painted; `clear` takes it off again. */
export class Painter {
  constructor() {
    /** @type {[Highlight, AbstractRange][]} */
    this.painted = [];
  }

  clear() {
    for (const [highlight, range] of this.painted) highlight.delete(range);
    this.painted = [];
  }

  /**
   * @param {Paint} paint
   * @param {Node} node a text
   * @param {number} from
   * @param {number} to
   */
  add(paint, node, from, to) {
    if (!CAN || to <= from) return;
    const range = new StaticRange({
      startContainer: node,
      startOffset: from,
      endContainer: node,
      endOffset: to,
    });
    const one = highlight(paint);
    one.add(range);
    this.painted.push([one, range]);
  }
}
