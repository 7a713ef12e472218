import type { Kind } from "../tree/mod.ts";

/** What a grammar may be written as: a bare string is a keyword. */
export type Part = Grammar | string;

/** How a grammar treats text that it cannot take; see the folder's head comment. */
export type ParseMode = "strict" | "greedy" | "greedy_once_started";

/** Whether `text[start, end)` is what a pattern wants. */
export type TextTest = (text: string, start: number, end: number) => boolean;

/** The forms a grammar takes; the compiler has one case for each. */
export type Form =
  | { type: "keyword"; word: string }
  | { type: "ref"; name: string }
  | { type: "words"; words: readonly string[]; kind: Kind }
  | { type: "token"; of: Kind; kind: Kind }
  | { type: "pattern"; test: TextTest; not: readonly string[]; on: Kind | null; kind: Kind }
  | { type: "meta"; kind: Kind; when: Readonly<Record<string, boolean>> | null }
  | { type: "sequence" }
  | { type: "choice"; min: number; max: number; maxEach: number }
  | {
    type: "delimited";
    delimiter: Part;
    trailing: boolean;
    min: number;
    optionalDelimiter: boolean;
  }
  | { type: "bracketed"; shape: string; pairs: string }
  | { type: "segment"; kind: Kind }
  | { type: "anything" }
  | { type: "nothing" }
  | { type: "preceded_by"; sequences: readonly (readonly string[])[] };

/** Everything that qualifies a grammar besides its form and parts. */
export interface Traits {
  optional: boolean;
  gaps: boolean;
  mode: ParseMode;
  terminators: readonly Part[];
  reset: boolean;
  exclude: Part | null;
}

const PLAIN: Traits = {
  optional: false,
  gaps: true,
  mode: "strict",
  terminators: [],
  reset: false,
  exclude: null,
};

/** An immutable grammar. Each modifier returns a changed copy. */
export class Grammar {
  readonly form: Form;
  readonly parts: readonly Part[];
  readonly traits: Traits;

  constructor(form: Form, parts: readonly Part[] = [], traits: Traits = PLAIN) {
    this.form = form;
    this.parts = parts;
    this.traits = traits;
  }

  /** In a sequence, may be left out. */
  optional(): Grammar {
    return this.#with({ optional: true });
  }

  /** Whitespace and comments may not stand between its parts. */
  tight(): Grammar {
    return this.#with({ gaps: false });
  }

  /** Claims everything up to a terminator; what it cannot take becomes unparsable. */
  greedy(): Grammar {
    return this.#with({ mode: "greedy" });
  }

  /** As `greedy`, but only once its first part has matched. */
  greedyOnceStarted(): Grammar {
    return this.#with({ mode: "greedy_once_started" });
  }

  /** Adds terminators: what, standing next, says that a match is complete. */
  until(...terminators: Part[]): Grammar {
    return this.#with({ terminators: [...this.traits.terminators, ...terminators] });
  }

  /** Inherited terminators do not count inside. */
  reset(): Grammar {
    return this.#with({ reset: true });
  }

  /** Does not match where `exclude` does. */
  except(exclude: Part): Grammar {
    return this.#with({ exclude });
  }

  /** With these terminators and no others. */
  untilOnly(...terminators: Part[]): Grammar {
    return this.#with({ terminators });
  }

  /** With more parts at the end. */
  plus(...parts: Part[]): Grammar {
    return new Grammar(this.form, [...this.parts, ...parts], this.traits);
  }

  /** With more parts before the one that refers to `name`. Throws if none does. */
  plusBefore(name: string, ...parts: Part[]): Grammar {
    const at = this.parts.findIndex((part) =>
      typeof part !== "string" && part.form.type === "ref" && part.form.name === name
    );
    if (at === -1) throw new Error(`no part refers to ${name}`);
    const all = [...this.parts.slice(0, at), ...parts, ...this.parts.slice(at)];
    return new Grammar(this.form, all, this.traits);
  }

  /** What a segment holds: its only part. Throws on a grammar that is no segment. */
  inside(): Grammar {
    const part = this.parts[0];
    if (this.form.type !== "segment" || part === undefined || typeof part === "string") {
      throw new TypeError("only a segment around a grammar has an inside");
    }
    return part;
  }

  #with(change: Partial<Traits>): Grammar {
    return new Grammar(this.form, this.parts, { ...this.traits, ...change });
  }
}
