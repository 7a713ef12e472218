/**
 * Comments that suppress violations. In a comment that says `noqa`, or whose part behind the last
 * `--` does, may stand
 *
 *   noqa                        everything on the comment's line
 *   noqa: LT01, layout, AL*     these rules on the comment's line
 *   noqa: disable=LT01          these rules from the comment's line on
 *   noqa: enable=all            no longer, from the comment's line on
 *
 * Rules are named by code, name, group, older code or glob. Each line of a block comment is a
 * comment of its own. The forms are those that SQLFluff's documentation has; what it leaves open
 * was asked of SQLFluff.
 */
import { expandReference, matchesGlob, type Settings } from "./settings/mod.ts";
import type { Source } from "./source/mod.ts";
import { COMMENT, indexOf, type Tree } from "./tree/mod.ts";

/** What a suppression is asked about. */
export interface Suppressible {
  code: string;
  line: number;
}

/** A `noqa` comment that says nothing understandable. */
export interface MalformedNoqa {
  node: number;
  description: string;
}

/** Codes that a `noqa` may name, by reference; see `referenceMap`. */
export type References = ReadonlyMap<string, Set<string>>;

/** What a comment asks for. */
interface Wish {
  /** "line" is about the comment's line alone; the others hold until a later one says otherwise. */
  reach: "line" | "disable" | "enable";
  /** References between commas; "all" by itself stands for every code. */
  names: string[];
}

/** A wish at its place, with the codes that it is about; null stands for every code. */
interface Directive {
  reach: Wish["reach"];
  codes: ReadonlySet<string> | null;
  line: number;
  offset: number;
  text: string;
  used: boolean;
}

const ALL = "all";
const EVERYTHING: Wish = { reach: "line", names: [ALL] };
const MALFORMED = "This noqa cannot be read: write noqa, or noqa: and the rules between commas.";
const MALFORMED_RANGE = "This noqa cannot be read: write noqa: disable= or " +
  "noqa: enable= with the rules between commas, or all.";

/** The part of a comment that may be a directive, without the marks of the comment. */
function directiveIn(comment: string): string {
  const inner = comment.replace(/^(?:--#?|#|\/\*)/, "").replace(/\*\/$/, "");
  return inner.slice(inner.lastIndexOf("--") + 1).replace(/^-/, "").trim();
}

function listOf(text: string): string[] {
  return text.split(",").map((name) => name.trim()).filter((name) => name !== "");
}

/** Reads a directive: what it asks for, in a string what is wrong with it, or null for none. */
function readDirective(text: string): Wish | string | null {
  if (!text.startsWith("noqa")) return null;
  const rest = text.slice("noqa".length);
  if (rest === "") return EVERYTHING;
  if (!rest.startsWith(":")) return MALFORMED;
  const asked = rest.slice(1).trim();
  if (asked === "") return EVERYTHING;
  const equals = asked.indexOf("=");
  const reach = equals < 0 ? asked : asked.slice(0, equals);
  const isRange = reach === "disable" || reach === "enable";
  if (equals < 0) return isRange ? MALFORMED_RANGE : { reach: "line", names: listOf(asked) };
  return isRange ? { reach, names: listOf(asked.slice(equals + 1)) } : MALFORMED_RANGE;
}

/** The codes that references mean. One that means no rule stands for itself, as `PRS` does. */
function codesOf(names: readonly string[], references: References): Set<string> {
  const codes = new Set<string>();
  for (const name of names) {
    const meant = expandReference(name, references);
    if (meant.size === 0) codes.add(name);
    else for (const code of meant) codes.add(code);
  }
  return codes;
}

/** The suppressions of one file. */
export class NoqaMask {
  readonly malformed: MalformedNoqa[] = [];
  readonly #references: References;
  /** Under `disable_noqa_except`: the only codes that may be suppressed by name. */
  readonly #only: ReadonlySet<string> | null;
  /** All directives, as they stand in the text. */
  readonly #all: Directive[] = [];
  readonly #lines = new Map<number, Directive[]>();
  readonly #ranges: Directive[] = [];
  /** The ranges that are about a code, as it was asked for; their lines ascend. */
  readonly #rangesOf = new Map<string, Directive[]>();
  /** How many of a code's ranges have a violation on their line or behind it. */
  readonly #passed = new Map<string, number>();

  constructor(tree: Tree, source: Source, settings: Settings, references: References) {
    this.#references = references;
    const { disableNoqa, disableNoqaExcept: except } = settings;
    this.#only = except.length === 0 ? null : codesOf(except, references);
    const isOff = disableNoqa && this.#only === null;
    if (isOff || !tree.tokens.text.includes("noqa")) return;
    const index = indexOf(tree);
    for (const node of index.between(index.present([COMMENT]), 0, tree.size)) {
      this.#read(node, tree, source);
    }
    this.#ranges.sort((a, b) => a.line - b.line);
  }

  #read(node: number, tree: Tree, source: Source): void {
    const text = directiveIn(tree.text(node));
    const wish = readDirective(text);
    if (wish === null) return;
    if (typeof wish === "string") {
      this.malformed.push({ node, description: wish });
      return;
    }
    const { reach, names } = wish;
    const offset = tree.sourceStart(node);
    const line = source.line(offset);
    const codes = names.length === 1 && names[0] === ALL ? null : this.#named(names);
    const directive = { reach, codes, line, offset, text, used: false };
    this.#all.push(directive);
    if (reach !== "line") this.#ranges.push(directive);
    else {
      const others = this.#lines.get(line);
      if (others === undefined) this.#lines.set(line, [directive]);
      else others.push(directive);
    }
  }

  /** The codes that references mean here; a glob reaches what `disable_noqa_except` names, too. */
  #named(names: readonly string[]): ReadonlySet<string> {
    const codes = codesOf(names, this.#references);
    if (this.#only === null) return codes;
    const matches = (code: string) => names.some((name) => matchesGlob(code, name));
    return new Set([...this.#only].filter((code) => codes.has(code) || matches(code)));
  }

  /** Whether nothing can be suppressed. */
  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /**
   * Whether a violation is suppressed. Of its line's directives the first that is about it does
   * that and counts as used; otherwise the last range up to its line decides, and a range that
   * enables right behind it counts as used, since the violation stands in front of it.
   */
  suppresses({ code, line }: Suppressible): boolean {
    const own = this.#lines.get(line)?.find((directive) => isAbout(directive, code));
    if (own !== undefined) return own.used = true;
    const ranges = this.#about(code);
    const passed = countUpTo(ranges, line);
    this.#passed.set(code, Math.max(passed, this.#passed.get(code) ?? 0));
    const [last, next] = [ranges[passed - 1], ranges[passed]];
    if (next?.reach === "enable") next.used = true;
    return last?.reach === "disable" && (last.used = true);
  }

  /** The ranges that are about a code. */
  #about(code: string): readonly Directive[] {
    let ranges = this.#rangesOf.get(code);
    if (ranges === undefined) {
      ranges = this.#ranges.filter((range) => isAbout(range, code));
      this.#rangesOf.set(code, ranges);
    }
    return ranges;
  }

  /**
   * The directives without effect. One that enables has an effect, too, where it ends a range that
   * disables and a violation stands behind it.
   */
  unused(): { offset: number; text: string }[] {
    for (const [code, passed] of this.#passed) {
      const ranges = this.#about(code);
      for (let at = 1; at < passed; at++) {
        const [before, range] = [ranges[at - 1]!, ranges[at]!];
        if (before.reach === "disable" && range.reach === "enable") range.used = true;
      }
    }
    return this.#all.filter(({ used }) => !used);
  }
}

/** How many of the directives stand on a line or before it. */
function countUpTo(directives: readonly Directive[], line: number): number {
  let low = 0;
  for (let high = directives.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (directives[middle]!.line <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isAbout({ codes }: Directive, code: string): boolean {
  return codes === null || codes.has(code);
}
