/**
 * Fixing a text that a template has rendered, as SQLFluff does it: all rounds are made on the
 * rendering, which the source does not follow; at the end the fixed rendering is compared with the
 * one that it began as, and what is literal in the source is patched.
 */
import type { Document } from "../document.ts";
import { type Edit, type Fix, reconcile } from "../edits.ts";
import { alone, checkable, type Fixed, POST_ROUNDS } from "../fix.ts";
import type { Fixable } from "../report.ts";
import type { Finding } from "../rules/context.ts";
import type { Rule } from "../rules/rule.ts";
import type { TemplatedText } from "../templating/mod.ts";
import { applyToPieces, hoisted } from "./apply.ts";
import { applyPatches, mergePatches, patchesOf } from "./patches.ts";
import { piecesOf, type Place, placeOf } from "./pieces.ts";
export { isHalfMade } from "./half_made.ts";

/** Makes a document of a rendering; null when its pieces lead nowhere. */
type MakeDocument = (rendered: TemplatedText) => Document | null;

/** Rules whose insertions are told at tokens and belong outside of clauses and statements. */
const HOISTING = new Set(["CV06", "LT02", "LT04", "LT05"]);

/** Rules that leave the template at a leaf alone once another rule has changed it. */
const ONCE = new Set(["JJ01", "LT12"]);

function keyOf({ start, end, text }: Edit): string {
  return `${start} ${end} ${text}`;
}

/** Takes one rendering through the rules. */
class RenderingFixer {
  readonly notes = new Set<string>();
  readonly #whole: Place;
  readonly #seen = new Set<string>();
  #edits: ReadonlyMap<string, Edit> = new Map();
  /** Leaves whose template was changed. */
  readonly #edited = new Set<string>();
  /** The fixes that were made last; who asks for the same again goes round in circles. */
  #last = "";

  constructor(public document: Document, readonly make: MakeDocument) {
    const { rendered, parsed: { tree } } = document;
    this.#whole = placeOf(tree, piecesOf(tree, rendered), 0);
    this.#seen.add(this.#version(rendered.text, this.#edits));
  }

  /** What the source is to have instead. */
  get patches(): Edit[] {
    const { rendered, parsed: { tree } } = this.document;
    return patchesOf(tree, rendered, this.#whole, [...this.#edits.values()]);
  }

  #version(text: string, edits: ReadonlyMap<string, Edit>): string {
    return `${text}\0${[...edits.keys()].sort().join("\0")}`;
  }

  /** One turn of each rule; `known` are their findings until something has changed. */
  round(rules: readonly Rule[], known: readonly Finding[] | null = null): boolean {
    let changed = false;
    for (const rule of rules) {
      const findings = changed || known === null
        ? this.document.findings(alone(rule))
        : known.filter((finding) => finding.rule === rule);
      if (this.#apply(rule, findings)) changed = true;
    }
    return changed;
  }

  /**
   * Two phases, as SQLFluff has them: first all rules take turns until nothing changes, then those
   * of the last phase. False when a phase does not end within its limit.
   */
  settle(rules: readonly Rule[], findings: readonly Finding[]): boolean {
    const { runawayLimit } = this.document.settings;
    const post = rules.filter(({ phase }) => phase === "post");
    const ends = (turn: (round: number) => boolean, limit: number): boolean => {
      for (let round = 0; round < limit; round++) if (!turn(round)) return true;
      return false;
    };
    const first = (round: number) => this.round(rules, round === 0 ? findings : null);
    return ends(first, runawayLimit) && ends(() => this.round(post), POST_ROUNDS);
  }

  /** Makes a rule's fixes; true when that changed the rendering or its template. */
  #apply(rule: Rule, findings: readonly Finding[]): boolean {
    const { rendered, parsed: { tree } } = this.document;
    const found = findings.flatMap((finding) => finding.fixes);
    const all = HOISTING.has(rule.code)
      ? found.map((fix) => hoisted(tree, fix))
      : ONCE.has(rule.code)
      ? found.filter((fix) => fix.source === undefined || !this.#edited.has(this.#at(fix.anchor)))
      : found;
    if (all.length === 0) return false;
    const fixes = reconcile(checkable(tree, all.filter((fix) => fix.source === undefined)));
    if (fixes === null) {
      this.notes.add(`Fixes of ${rule.code} contradict each other and were not made.`);
      return false;
    }
    const asked = fixes.map((fix) => this.#key(fix)).join("\n");
    if (asked !== "" && asked === this.#last) return false;
    const edits = this.#withEdits(all);
    const own = all.filter((fix) => fix.source !== undefined);
    const edited = own.map((fix) => this.#at(fix.anchor));
    const worked = applyToPieces(tree, rendered, [...fixes, ...own]);
    const version = this.#version(worked.text, edits);
    if (version === this.#version(rendered.text, this.#edits)) return false;
    if (this.#seen.has(version)) {
      this.notes.add(`Fixes of ${rule.code} would bring back an earlier text and were not made.`);
      return false;
    }
    const changed = this.make(worked);
    if (changed === null || changed.broken > this.document.broken) {
      this.notes.add(`Fixes of ${rule.code} would break the SQL and were not made.`);
      return false;
    }
    this.#seen.add(version);
    this.#last = asked;
    for (const each of edited) this.#edited.add(each);
    this.#edits = edits;
    this.document = changed;
    return true;
  }

  /** What tells a node from others, also after fixes. */
  #at(node: number): string {
    const { rendered, parsed: { tree } } = this.document;
    const { sourceStart, sourceEnd, start, end } = placeOf(tree, piecesOf(tree, rendered), node);
    return `${sourceStart} ${sourceEnd} ${start} ${end} ${tree.text(node)}`;
  }

  #key({ action, anchor, text }: Fix): string {
    return JSON.stringify([action, this.#at(anchor), text]);
  }

  #withEdits(fixes: readonly Fix[]): ReadonlyMap<string, Edit> {
    const added = fixes.map(({ source }) => source).filter((edit) => edit !== undefined);
    if (added.length === 0) return this.#edits;
    return new Map([...this.#edits, ...added.map((edit) => [keyOf(edit), edit] as const)]);
  }
}

/** A source after fixing, and its first rendering as the rules left it. */
export interface FixedTemplate extends Fixed {
  rendering: TemplatedText;
}

/**
 * The source with the fixes that its renderings ask for, which are told with their findings; null
 * when those of a rendering do not settle.
 */
export function fixTemplate(
  renderings: readonly Fixable[],
  rules: readonly Rule[],
  make: MakeDocument,
): FixedTemplate | null {
  const fixable = rules.filter(({ fixable }) => fixable);
  const notes = new Set<string>();
  const patches: Edit[] = [];
  let rendering = renderings[0]!.document.rendered;
  for (const { document, findings } of renderings) {
    const fixer = new RenderingFixer(document, make);
    if (!fixer.settle(fixable, findings)) return null;
    for (const note of fixer.notes) notes.add(note);
    for (const patch of fixer.patches) patches.push(patch);
    if (document === renderings[0]!.document) rendering = fixer.document.rendered;
  }
  const { rendered } = renderings[0]!.document;
  return { text: applyPatches(rendered, mergePatches(patches)), notes: [...notes], rendering };
}
