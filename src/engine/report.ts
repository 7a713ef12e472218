/** What is wrong with a text, as it is told to those who asked. */
import type { Document } from "./document.ts";
import { toEdit } from "./edits.ts";
import { quoted } from "./reflow/mod.ts";
import type { Finding } from "./rules/context.ts";
import { expandReference } from "./settings/mod.ts";
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
    const { source } = this.document.parsed;
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

  finding({ rule, anchor, description, fixes }: Finding): void {
    const { tree, source } = this.document.parsed;
    const violation = this.#add(
      rule.code,
      rule.name,
      tree.start(anchor),
      tree.stop(anchor),
      description,
    );
    if (fixes.length > 0) {
      violation.edits = fixes.map((fix) => {
        const { start, end, text } = toEdit(tree, fix);
        const from = source.position(start);
        const to = source.position(end);
        return { ...from, endLine: to.line, endColumn: to.column, text };
      });
    }
    this.#push(violation);
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

function reportParsing({ parsed, noqa }: Document, reporter: Reporter): void {
  const { tree, source, failure } = parsed;
  for (const { node, description } of noqa.malformed) {
    reporter.problem("PRS", tree.start(node), tree.stop(node), description);
  }
  if (failure !== null) {
    reporter.problem("PRS", failure.offset, failure.offset + 1, failure.message);
    return;
  }
  for (const node of tree.unparsable) {
    if (tree.closest(node, UNPARSABLE) >= 0) continue;
    const { line, column } = source.position(tree.start(node));
    const text = quoted(shorten(tree.text(node), MAX_SHOWN));
    const description = `Line ${line}, Position ${column}: Found unparsable section: ${text}`;
    reporter.problem("PRS", tree.start(node), tree.stop(node), description);
  }
}

function reportLexing({ parsed: { tokens } }: Document, reporter: Reporter): void {
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kinds[token] !== UNLEXABLE) continue;
    const text = quoted(shorten(tokens.textOf(token), MAX_SHOWN_LEX));
    const description = `Unable to lex characters: ${text}`;
    reporter.problem("LXR", tokens.start(token), tokens.end(token), description);
  }
}

/**
 * Everything that is wrong with a document: what lexer and parser could not take, what the rules
 * found and, where that is asked for, the suppressions that suppress nothing.
 */
export function report(document: Document, findings: readonly Finding[]): EngineViolation[] {
  const { settings, noqa } = document;
  const reporter = new Reporter(document);
  if (!settings.ignore.includes("lexing")) reportLexing(document, reporter);
  if (!settings.ignore.includes("parsing")) reportParsing(document, reporter);
  if (!settings.ignore.includes("linting")) {
    for (const finding of findings) reporter.finding(finding);
  }
  if (settings.warnUnusedIgnores) {
    for (const { offset, text } of noqa.unused()) reporter.unused(offset, text);
  }
  return reporter.sorted();
}
