/** Comments that suppress violations: `-- noqa` in all its forms. */
import { expandReference, matchesGlob, type Settings } from "./settings/mod.ts";
import type { Source } from "./source/mod.ts";
import { BLOCK_COMMENT, INLINE_COMMENT, type Tree } from "./tree/mod.ts";

/** What a suppression is asked about. */
export interface Suppressible {
  code: string;
  line: number;
}

interface Directive {
  line: number;
  offset: number;
  /** The codes that it names; null for all. */
  codes: ReadonlySet<string> | null;
  action: "disable" | "enable" | null;
  text: string;
  used: boolean;
}

/** A `noqa` comment that says nothing understandable. */
export interface MalformedNoqa {
  node: number;
  description: string;
}

/** Codes that a `noqa` may name, by reference; see `referenceMap`. */
export type References = ReadonlyMap<string, Set<string>>;

const MALFORMED = "This noqa cannot be read: write noqa, or noqa: and the rules between commas.";
const MALFORMED_RANGE = "This noqa cannot be read: write noqa: disable= or " +
  "noqa: enable= with the rules between commas, or all.";

/** The part of a comment in which a directive may stand. */
function directiveText(comment: string): string {
  const inner = comment.replace(/^(?:--|#|\/\/)/, "").trim()
    .replace(/\*\/$/, "").trimEnd().replace(/^\/\*/, "").trimStart();
  return inner.split("--").at(-1)!.trim();
}

function expandCodes(list: string, references: References): Set<string> {
  const codes = new Set<string>();
  for (const name of list.split(",").map((each) => each.trim())) {
    const meant = expandReference(name, references);
    const known = meant.size > 0 || references.has(name);
    for (const code of known ? meant : [name]) codes.add(code);
  }
  return codes;
}

type Parsed = Pick<Directive, "codes" | "action"> | string | null;

/** What a directive's text means: null for none at all, a string for what is wrong with it. */
function parse(text: string, references: References): Parsed {
  if (!text.startsWith("noqa")) return null;
  const rest = text.slice("noqa".length);
  if (rest === "") return { codes: null, action: null };
  if (!rest.startsWith(":")) return MALFORMED;
  const body = rest.slice(1).trim();
  if (body === "") return { codes: null, action: null };
  const equals = body.indexOf("=");
  const action = equals < 0 ? null : body.slice(0, equals);
  const list = body.slice(equals + 1);
  if (action === null && (list === "disable" || list === "enable")) return MALFORMED_RANGE;
  if (action !== null && action !== "disable" && action !== "enable") return MALFORMED_RANGE;
  return { codes: list === "all" ? null : expandCodes(list, references), action };
}

/** The suppressions of one file. */
export class NoqaMask {
  readonly malformed: MalformedNoqa[] = [];
  readonly #lines = new Map<number, Directive[]>();
  readonly #ranges: Directive[] = [];

  constructor(tree: Tree, source: Source, settings: Settings, references: References) {
    if (!tree.tokens.text.includes("noqa")) return;
    const { disableNoqa, disableNoqaExcept } = settings;
    if (disableNoqa && disableNoqaExcept.length === 0) return;
    const allowed = allowedReferences(references, disableNoqaExcept);
    for (let node = 0; node < tree.size; node++) {
      if (!tree.is(node, INLINE_COMMENT) && !tree.is(node, BLOCK_COMMENT)) continue;
      const text = directiveText(tree.text(node));
      const parsed = parse(text, allowed);
      if (typeof parsed === "string") this.malformed.push({ node, description: parsed });
      else if (parsed !== null) {
        const offset = tree.sourceStart(node);
        const line = source.line(offset);
        this.#add({ ...parsed, line, offset, text, used: false });
      }
    }
  }

  #add(directive: Directive): void {
    if (directive.action !== null) this.#ranges.push(directive);
    else this.#lines.set(directive.line, [...this.#lines.get(directive.line) ?? [], directive]);
  }

  /** Whether nothing at all is suppressed. */
  get isEmpty(): boolean {
    return this.#lines.size === 0 && this.#ranges.length === 0;
  }

  /** Whether a violation is suppressed; marks the directive that does it as used. */
  suppresses({ code, line }: Suppressible): boolean {
    for (const directive of this.#lines.get(line) ?? []) {
      if (directive.codes !== null && !directive.codes.has(code)) continue;
      directive.used = true;
      return true;
    }
    return this.#inRange(code, line);
  }

  #inRange(code: string, line: number): boolean {
    let active: Directive | null = null;
    for (const directive of this.#ranges) {
      if (directive.codes !== null && !directive.codes.has(code)) continue;
      const ends = directive.action === "enable";
      if (directive.line > line) {
        if (ends) directive.used = true;
        break;
      }
      if (ends && active !== null) directive.used = true;
      active = ends ? null : directive;
    }
    if (active !== null) active.used = true;
    return active !== null;
  }

  /** The directives that have suppressed nothing: where they stand and what they say. */
  unused(): { offset: number; text: string }[] {
    return [...this.#lines.values()].flat().concat(this.#ranges)
      .filter(({ used }) => !used).sort((a, b) => a.offset - b.offset);
  }
}

/** The references whose codes may be suppressed, under `disable_noqa_except`. */
function allowedReferences(references: References, except: readonly string[]): References {
  if (except.length === 0) return references;
  const all = new Map(references);
  for (const code of ["PRS", "LXR", "TMP"]) all.set(code, new Set([code]));
  const allowed = new Set<string>();
  for (const [name, codes] of all) {
    if (except.some((glob) => matchesGlob(name, glob))) {
      for (const code of codes) allowed.add(code);
    }
  }
  return new Map([...all].map(([name, codes]) => [
    name,
    new Set([...codes].filter((code) => allowed.has(code))),
  ]));
}
