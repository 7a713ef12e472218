/** What is wrong with a text, as it is reported to those who asked. */
import type { Document } from "./document.ts";
import { toEdit } from "./edits.ts";
import { quoted } from "./quoted.ts";
import type { Finding, Findings } from "./rules/findings.ts";
import type { Source } from "./source/mod.ts";
import type { TemplateProblem } from "./templating/mod.ts";
import { type Tree, UNLEXABLE, UNPARSABLE } from "./tree/mod.ts";

/** Most characters of the text that a message shows. */
const MAX_SHOWN = 40;
const MAX_SHOWN_LEX = 10;
/** Of what was wanted at a token, the most that a message lists. */
const MOST_WANTED = 4;

/** A change of the text; lines and columns are 1-based, columns count code points. */
export interface EngineEdit {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  text: string;
}

/** One violation. `edits` are there when the rule knows how to fix it. */
export interface EngineViolation {
  code: string;
  name: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  description: string;
  severity: "error" | "warning";
  edits?: EngineEdit[];
}

/** Something to report, at its place in the source. */
interface Entry {
  readonly start: number;
  /** A violation, or the rendering that one was found in. */
  readonly what: EngineViolation | Linted;
  /** Of a rendering, the place among its findings. */
  readonly place: number;
}

/**
 * What is wrong with a text, in the order of the places and, of one place, in that of the reports;
 * duplicates of a place are reported once. Violations are made as they are asked for, so that a
 * long list is never there whole; it can be gone through more than once.
 */
export class Report implements Iterable<EngineViolation> {
  readonly #entries: Entry[] = [];
  /** Null where nothing is a warning. */
  readonly #warned: Set<string> | null;
  #sorted = true;

  /** SQLFluff's `warnings` are codes and names; groups and globs mean nothing in it. */
  constructor(readonly document: Document) {
    const { warnings } = document.settings;
    this.#warned = warnings.length === 0 ? null : new Set(warnings);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  #add(start: number, what: EngineViolation | Linted, place = 0): void {
    const last = this.#entries.at(-1);
    if (last !== undefined && start < last.start) this.#sorted = false;
    this.#entries.push({ start, what, place });
  }

  #violation(
    code: string,
    name: string,
    start: number,
    stop: number,
    description: string,
  ): EngineViolation {
    const { source } = this.document;
    const from = source.position(start);
    const to = stop === start ? from : source.position(stop);
    const warns = this.#warned !== null && (this.#warned.has(code) || this.#warned.has(name));
    return {
      code,
      name,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      description,
      severity: warns ? "warning" : "error",
    };
  }

  /** A problem of the text itself; `noqa` may suppress it like a rule's. */
  problem(code: "PRS" | "LXR", start: number, stop: number, description: string): void {
    const violation = this.#violation(code, "", start, stop, description);
    if (!this.document.noqa.suppresses(violation)) this.#add(start, violation);
  }

  /** What a rule found in the document or in another rendering of the same text. */
  finding(linted: Linted, place: number): void {
    const { document, findings } = linted;
    const { anchor } = findings.at(place)!;
    this.#add(document.parsed.tree.sourceStart(anchor), linted, place);
  }

  /** A problem of the template; `noqa` may suppress it like a rule's. */
  template({ line, column, description }: TemplateProblem): void {
    // SQLFluff reports some problems at column 0.
    const offset = this.document.source.offset({ line, column: Math.max(column, 1) });
    const violation = { ...this.#violation("TMP", "", offset, offset, description), line, column };
    if (!this.document.noqa.suppresses(violation)) this.#add(offset, violation);
  }

  /** A directive that suppresses nothing. */
  unused(offset: number, text: string): void {
    const description = `Unused noqa: ${quoted(text)}`;
    const violation = this.#violation("NOQA", "", offset, offset, description);
    this.#add(offset, { ...violation, severity: "warning" });
  }

  #make({ document, findings }: Linted, place: number, start: number): EngineViolation {
    const { rule, anchor, description, fixes } = findings.at(place)!;
    const { source, rendered, parsed: { tree } } = document;
    const stop = tree.sourceStop(anchor);
    const violation = this.#violation(rule.code, rule.name, start, stop, description);
    const edits: EngineEdit[] = [];
    for (const fix of fixes) {
      const edit = rendered.isLiteral
        ? toEdit(tree, fix)
        : document.edits.editOf(fix, rule.templateSafeFixes === true);
      if (edit === null) continue;
      const { line, column } = source.position(edit.start);
      const to = edit.end === edit.start ? null : source.position(edit.end);
      const [endLine, endColumn] = [to?.line ?? line, to?.column ?? column];
      edits.push({ line, column, endLine, endColumn, text: edit.text });
    }
    if (edits.length > 0) violation.edits = edits;
    return violation;
  }

  *[Symbol.iterator](): Generator<EngineViolation> {
    if (!this.#sorted) this.#entries.sort((a, b) => a.start - b.start);
    this.#sorted = true;
    let said = new Map<string, string>();
    for (let at = 0; at < this.#entries.length; at++) {
      const { start, what, place } = this.#entries[at]!;
      const violation = "findings" in what ? this.#make(what, place, start) : what;
      const isFirst = at === 0 || this.#entries[at - 1]!.start !== start;
      if (isFirst && said.size > 0) said = new Map();
      const isAlone = isFirst && this.#entries[at + 1]?.start !== start;
      if (isAlone || isNew(violation, shownAt(what, place), said)) yield violation;
    }
  }
}

/** Where in which rendering the element of a finding is: "" for what is of a text without tags. */
function shownAt(what: EngineViolation | Linted, place: number): string {
  if (!("findings" in what) || what.document.rendered.isLiteral) return "";
  const { document: { rendered, parsed: { tree } }, findings } = what;
  const choice = [...rendered.choice?.branches ?? []].join();
  return `${tree.start(findings.at(place)!.anchor)} ${choice}`;
}

/**
 * Whether a violation says something that has not been said of its place, and notes it. Rounds of a
 * loop and other renderings put other elements in one place, which messages call otherwise: of the
 * same edits of them one is enough. What is said without edits is said with those of another, too.
 */
function isNew(violation: EngineViolation, shown: string, said: Map<string, string>): boolean {
  const { code, line, column, description, edits } = violation;
  const place = `${code} ${line} ${column}`;
  const finding = `${place} ${description}`;
  const texts = edits?.map((edit) => edit.text).join("\u0000");
  if (texts === undefined) {
    if (said.has(finding)) return false;
  } else {
    const change = `${place}\u0000${texts}`;
    if (said.has(`${finding}\u0000${texts}`) || (said.get(change) ?? shown) !== shown) return false;
    said.set(`${finding}\u0000${texts}`, shown).set(change, shown);
  }
  said.set(finding, shown);
  return true;
}

function shorten(text: string, most: number): string {
  const chars = [...text.slice(0, most * 2 + 2)];
  return chars.length < most ? text : `${chars.slice(0, most).join("")}...`;
}

/** Some of what was wanted, in words. */
function listed(wanted: readonly string[]): string {
  const most = wanted.length === MOST_WANTED + 1 ? wanted.length : MOST_WANTED;
  const shown = wanted.slice(0, most).map((each) => /\w/.test(each) ? each : quoted(each));
  const rest = wanted.length - shown.length;
  const last = rest > 0 ? `one of ${rest} others` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} or ${last}`;
}

/** Where in the source the token stands that the grammar did not expect in an unparsable node. */
function foundAt({ parsed: { tree, tokens, expectations } }: Document, node: number): number {
  const token = expectations.get(node)?.token;
  if (token === undefined) return tree.sourceStart(node);
  return tokens.origins?.starts[token] ?? tokens.start(token);
}

/** What is wrong with an unparsable node: where the grammar could not go on, and what it wanted. */
function whyUnparsable(document: Document, node: number, source: Source): string {
  const { tree, tokens, expectations } = document.parsed;
  const text = quoted(shorten(tree.text(node), MAX_SHOWN));
  const expectation = expectations.get(node);
  if (expectation === undefined) return `This part cannot be parsed: ${text}`;
  const { token, wanted, isUnclosed } = expectation;
  const start = foundAt(document, node);
  const { line, column } = source.position(start);
  const found = tokens.textOf(token);
  const stood = quoted(shorten(found, MAX_SHOWN));
  const stands = isUnclosed === true
    ? `${stood} is never closed`
    : wanted.length > 0
    ? `${found === "" ? "the text ends" : `${stood} stands`} where ${listed(wanted)} was expected`
    : found === ""
    ? "the text ends too early"
    : start === tree.sourceStart(node)
    ? `${stood} starts no statement of the dialect`
    : `${stood} is not expected`;
  return `This part cannot be parsed: ${text}. At line ${line}, position ${column}, ${stands}.`;
}

function reportParsing(document: Document, into: Report): void {
  const { parsed, noqa, failedAt } = document;
  const { tree, failure } = parsed;
  for (const { node, description } of noqa.malformed) {
    into.problem("PRS", tree.sourceStart(node), tree.sourceStop(node), description);
  }
  if (failure !== null && failedAt !== null) {
    into.problem("PRS", failedAt, failedAt + 1, failure.message);
    return;
  }
  for (const node of tree.unparsable) {
    if (tree.closest(node, UNPARSABLE) >= 0) continue;
    const description = whyUnparsable(document, node, document.source);
    const start = document.settings.prsPosition === "found"
      ? foundAt(document, node)
      : tree.sourceStart(node);
    into.problem("PRS", start, Math.max(start, tree.sourceStop(node)), description);
  }
}

function reportLexing({ parsed: { tokens } }: Document, into: Report): void {
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kinds[token] !== UNLEXABLE) continue;
    const text = quoted(shorten(tokens.textOf(token), MAX_SHOWN_LEX));
    const description = `No token of the dialect starts like this: ${text}`;
    const start = tokens.origins?.starts[token] ?? tokens.start(token);
    const end = tokens.origins?.ends[token] ?? tokens.end(token);
    into.problem("LXR", start, end, description);
  }
}

/** What the rules found in one rendering of a text, to be reported. */
export interface Linted {
  readonly document: Document;
  readonly findings: Findings;
}

/** The same, to be fixed. */
export interface Fixable extends Linted {
  readonly findings: readonly Finding[];
}

/** Whether a finding is about what a template has rendered, which its rule does not judge. */
function isHidden(tree: Tree, { rule, anchor }: Finding): boolean {
  return rule.targetsTemplated !== true && tree.isTemplated(anchor);
}

/**
 * Everything that is wrong with a text: what its template, lexer and parser could not take, what
 * the rules found and, where that is asked for, the suppressions that suppress nothing. The first
 * rendering is the text's own; of the others only what the rules found counts.
 */
export function report(
  renderings: readonly Linted[],
  problems: readonly TemplateProblem[],
): Report {
  const { document } = renderings[0]!;
  const { settings, noqa } = document;
  const found = reportTemplate(document, problems);
  if (!settings.ignore.includes("lexing")) reportLexing(document, found);
  if (!settings.ignore.includes("parsing")) reportParsing(document, found);
  if (!settings.ignore.includes("linting")) {
    for (const linted of renderings) {
      const { document: { rendered, parsed: { tree } }, findings } = linted;
      // A parameter of the placeholder templater stands for a value: it is not such an area.
      const filters = settings.ignoreTemplatedAreas && !rendered.isLiteral &&
        settings.templater !== "placeholder";
      for (let place = 0; place < findings.length; place++) {
        if (filters && isHidden(tree, findings.at(place)!)) continue;
        found.finding(linted, place);
      }
    }
  }
  if (settings.warnUnusedIgnores) {
    for (const { offset, text } of noqa.unused()) found.unused(offset, text);
  }
  return found;
}

/** What is wrong with a text that its template did not render: the template alone. */
export function reportTemplate(
  document: Document,
  problems: readonly TemplateProblem[],
): Report {
  const found = new Report(document);
  if (!document.settings.ignore.includes("templating")) {
    for (const problem of problems) found.template(problem);
  }
  return found;
}
