import { EngineError } from "../errors.ts";
import { TemplateRuntimeError } from "./errors.ts";

/** Steps of all renderings of one text together, its variants included. */
const MAX_STEPS = 2_000_000;
/** UTF-16 units that one rendering may hold in texts. */
const MAX_TEXT = 16_000_000;
/** Elements that one list may hold. */
const MAX_ITEMS = 1_000_000;
/** Bits that an integer may have. */
export const MAX_BITS = 65_536;
/** How deep calls of macros and expressions may nest. */
export const MAX_DEPTH = 200;

/** Refuses a template that wants more than it may have. */
export function tooMuch(what: string): never {
  throw new EngineError("memory_limit", `The template takes too much: ${what}.`, "sql");
}

/** Throws EngineError `memory_limit` for a text that grows beyond `MAX_TEXT`. */
export function checkText(length: number): void {
  if (length > MAX_TEXT) tooMuch(`more than ${MAX_TEXT} characters`);
}

/** Throws EngineError `memory_limit` for a list that grows beyond `MAX_ITEMS`. */
export function checkItems(count: number): void {
  if (count > MAX_ITEMS) tooMuch(`a list of more than ${MAX_ITEMS} elements`);
}

/** What the renderings of one text may still spend. */
export class Budget {
  #steps = 0;
  #depth = 0;

  /** Counts one step. Throws EngineError `memory_limit` when they are used up. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS) tooMuch(`more than ${MAX_STEPS} steps`);
  }

  /** Runs something one level deeper. Throws TemplateRuntimeError below `MAX_DEPTH`. */
  deeper<T>(run: () => T): T {
    try {
      if (++this.#depth <= MAX_DEPTH) return run();
      throw new TemplateRuntimeError(`calls are nested deeper than ${MAX_DEPTH}`);
    } finally {
      this.#depth--;
    }
  }
}
