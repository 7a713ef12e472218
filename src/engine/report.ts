/** What is wrong with a text, as it is told to those who asked. */
import type { Document } from "./document.ts";
import { toEdit } from "./edits.ts";
import { quoted } from "./reflow/mod.ts";
import type { Finding } from "./rules/context.ts";
import { expandReference } from "./settings/mod.ts";
import { isToldInTemplates, toSourceEdit } from "./template_fixes.ts";
import type { TemplateProblem } from "./templating/mod.ts";
import { UNLEXABLE, UNPARSABLE } from "./tree/mod.ts";

/** Most characters of the text that a message shows. */
const MAX_SHOWN = 40;
const MAX_SHOWN_LEX = 10;

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

/** Makes violations of what parser, lexer and rules report. */
class Reporter {
  readonly #violations: EngineViolation[] = [];
  readonly #seen = new Set<string>();
  readonly #warned: Set<string>;

  constructor(readonly document: Document) {
    const { references } = document;
    this.#warned = new Set(document.settings.warnings.flatMap((reference) => [
      reference,
      ...expandReference(reference, references),
    ]));
  }

  #add(
    code: string,
    name: string,
    start: number,
    stop: number,
    description: string,
  ): EngineViolation {
    const { source } = this.document;
    const from = source.position(start);
    const to = stop === start ? from : source.position(stop);
    return {
      code,
      name,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      description,
      severity: this.#warned.has(code) ? "warning" : "error",
    };
  }

  #push(violation: EngineViolation): void {
    const { code, line, column, description, edits } = violation;
    const texts = edits?.map((edit) => edit.text).join("\u0000") ?? "";
    const key = `${code} ${line} ${column} ${description}\u0000${texts}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#violations.push(violation);
  }

  /** A problem of the text itself; `noqa` may suppress it like a rule's. */
  problem(code: "PRS" | "LXR", start: number, stop: number, description: string): void {
    const violation = this.#add(code, "", start, stop, description);
    if (!this.document.noqa.suppresses(violation)) this.#push(violation);
  }

  /** What a rule found in the document or in another rendering of the same text. */
  finding({ rule, anchor, description, fixes }: Finding, document = this.document): void {
    const { source, rendered, parsed: { tree } } = document;
    const violation = this.#add(
      rule.code,
      rule.name,
      tree.sourceStart(anchor),
      tree.sourceStop(anchor),
      description,
    );
    const edits = fixes.flatMap((fix) => {
      const edit = rendered.isLiteral ? toEdit(tree, fix) : toSourceEdit(tree, rendered, fix);
      if (edit === null) return [];
      const from = source.position(edit.start);
      const to = source.position(edit.end);
      return [{ ...from, endLine: to.line, endColumn: to.column, text: edit.text }];
    });
    if (edits.length > 0) violation.edits = edits;
    this.#push(violation);
  }

  /** A problem of the template; `noqa` may suppress it like a rule's. */
  template({ line, column, description }: TemplateProblem): void {
    const offset = this.document.source.offset({ line, column });
    const violation = { ...this.#add("TMP", "", offset, offset, description), line, column };
    if (!this.document.noqa.suppresses(violation)) this.#push(violation);
  }

  /** A directive that suppresses nothing. */
  unused(offset: number, text: string): void {
    const description = `Unused noqa: ${quoted(text)}`;
    const violation = this.#add("NOQA", "", offset, offset, description);
    this.#push({ ...violation, severity: "warning" });
  }

  /** What was reported, sorted by position; of one position, in the order of the reports. */
  sorted(): EngineViolation[] {
    return this.#violations.sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

function shorten(text: string, most: number): string {
  const chars = [...text.slice(0, most * 2 + 2)];
  return chars.length < most ? text : `${chars.slice(0, most).join("")}...`;
}

function reportParsing({ parsed, noqa, source, failedAt }: Document, reporter: Reporter): void {
  const { tree, failure } = parsed;
  for (const { node, description } of noqa.malformed) {
    reporter.problem("PRS", tree.sourceStart(node), tree.sourceStop(node), description);
  }
  if (failure !== null && failedAt !== null) {
    reporter.problem("PRS", failedAt, failedAt + 1, failure.message);
    return;
  }
  for (const node of tree.unparsable) {
    if (tree.closest(node, UNPARSABLE) >= 0) continue;
    const { line, column } = source.position(tree.sourceStart(node));
    const text = quoted(shorten(tree.text(node), MAX_SHOWN));
    const description = `Line ${line}, Position ${column}: Found unparsable section: ${text}`;
    reporter.problem("PRS", tree.sourceStart(node), tree.sourceStop(node), description);
  }
}

function reportLexing({ parsed: { tokens } }: Document, reporter: Reporter): void {
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kinds[token] !== UNLEXABLE) continue;
    const text = quoted(shorten(tokens.textOf(token), MAX_SHOWN_LEX));
    const description = `Unable to lex characters: ${text}`;
    const start = tokens.origins?.starts[token] ?? tokens.start(token);
    const end = tokens.origins?.ends[token] ?? tokens.end(token);
    reporter.problem("LXR", start, end, description);
  }
}

/** What the rules found in one rendering of a text. */
export interface Linted {
  readonly document: Document;
  readonly findings: readonly Finding[];
}

/**
 * Everything that is wrong with a text: what its template, lexer and parser could not take, what
 * the rules found and, where that is asked for, the suppressions that suppress nothing. The first
 * rendering is the text's own; of the others only what the rules found counts.
 */
export function report(
  renderings: readonly Linted[],
  problems: readonly TemplateProblem[],
): EngineViolation[] {
  const { document } = renderings[0]!;
  const { settings, noqa } = document;
  const reporter = new Reporter(document);
  if (!settings.ignore.includes("templating")) {
    for (const problem of problems) reporter.template(problem);
  }
  if (!settings.ignore.includes("lexing")) reportLexing(document, reporter);
  if (!settings.ignore.includes("parsing")) reportParsing(document, reporter);
  if (!settings.ignore.includes("linting")) {
    for (const linted of renderings) {
      const { rendered, parsed: { tree } } = linted.document;
      const filters = settings.ignoreTemplatedAreas && !rendered.isLiteral;
      for (const finding of linted.findings) {
        if (filters && !isToldInTemplates(tree, rendered, finding)) continue;
        reporter.finding(finding, linted.document);
      }
    }
  }
  if (settings.warnUnusedIgnores) {
    for (const { offset, text } of noqa.unused()) reporter.unused(offset, text);
  }
  return reporter.sorted();
}

/** What is wrong with a text that its template did not render: the template alone. */
export function reportTemplate(
  document: Document,
  problems: readonly TemplateProblem[],
): EngineViolation[] {
  const reporter = new Reporter(document);
  if (!document.settings.ignore.includes("templating")) {
    for (const problem of problems) reporter.template(problem);
  }
  return reporter.sorted();
}
