/**
 * reviewdog's Diagnostic Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
 * A fix is one suggestion, because reviewdog takes several for alternatives. Columns are bytes of
 * UTF-8 there, and an end is behind the last character.
 */
import { printableJson } from "../../text/printable.ts";
import { lineStarts } from "../positions.ts";
import type { Edit, Violation } from "../result.ts";
import { oneEdit } from "./one_edit.ts";
import type { ReportFile, ReportKind } from "./port.ts";
import { RULES_URL, SOURCE_NAME } from "./rule_help.ts";

const ASCII = /^[\0-\x7f]*$/;

interface Position {
  line: number;
  column: number;
}

/** Columns in bytes. */
class Bytes {
  private readonly isAscii: boolean;
  /** Of the line that was asked about last, the bytes before each of its code points. */
  private line = 0;
  private before: number[] = [];

  constructor(readonly text: string, readonly starts: readonly number[]) {
    this.isAscii = ASCII.test(text);
  }

  /** From a column in code points. */
  ofColumn(line: number, column: number): Position {
    const least = Math.max(column, 1);
    if (this.isAscii) return { line, column: least };
    this.readLine(line);
    return { line, column: (this.before[least - 1] ?? this.before.at(-1)!) + 1 };
  }

  private readLine(line: number): void {
    if (line === this.line) return;
    this.line = line;
    this.before = [0];
    const text = this.text.slice(this.starts[line - 1] ?? this.text.length, this.starts[line]);
    let bytes = 0;
    for (const character of text) {
      const code = character.codePointAt(0)!;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      this.before.push(bytes);
    }
  }
}

type Range = Pick<Edit, "line" | "column" | "end_line" | "end_column">;

function rangeOf(v: Range, bytes: Bytes | null): { start: Position; end: Position } {
  if (bytes === null) {
    return {
      start: { line: v.line, column: Math.max(v.column, 1) },
      end: { line: v.end_line, column: Math.max(v.end_column, 1) },
    };
  }
  return {
    start: bytes.ofColumn(v.line, v.column),
    end: bytes.ofColumn(v.end_line, v.end_column),
  };
}

function suggestions(v: Violation, bytes: Bytes | null): unknown[] {
  const edit = bytes === null || v.fix === undefined
    ? null
    : oneEdit(bytes.text, v.fix.edits, bytes.starts);
  return edit === null ? [] : [{ range: rangeOf(edit, bytes), text: edit.text }];
}

function line(diagnostic: unknown): string {
  return printableJson(JSON.stringify(diagnostic));
}

/** The diagnostics of a file, each as JSON on one line. */
function diagnostics({ file, result, error, text }: ReportFile): string[] {
  const source = { name: SOURCE_NAME };
  if (error !== null) {
    const code = { value: error.code };
    const location = { path: file };
    const { message } = error;
    return [line({ message, location, severity: "ERROR", source, code })];
  }
  const bytes = text === null ? null : new Bytes(text, lineStarts(text));
  return (result?.violations ?? []).map((v) => {
    const found = suggestions(v, bytes);
    return line({
      message: v.description,
      location: { path: file, range: rangeOf(v, bytes) },
      severity: v.severity === "error" ? "ERROR" : "WARNING",
      source,
      // Problems of the text itself are no rules, and have no page.
      code: v.name === "" ? { value: v.code } : { value: v.code, url: RULES_URL },
      ...(found.length === 0 ? {} : { suggestions: found }),
    });
  });
}

const needs = { text: true, fingerprints: false };

export const rdjsonlReport: ReportKind = {
  mediaType: "application/x-ndjson",
  contentType: "application/x-ndjson",
  extension: "jsonl",
  needs,
  tellsStates: false,
  writer: () => ({
    head: () => "",
    file: (file) => diagnostics(file).map((each) => `${each}\n`).join(""),
    foot: () => "",
  }),
};

export const rdjsonReport: ReportKind = {
  mediaType: "application/vnd.lintel.rdjson+json",
  contentType: "application/vnd.lintel.rdjson+json",
  extension: "json",
  needs,
  tellsStates: false,
  writer() {
    let between = "\n";
    return {
      head: () => `{"source":{"name":"${SOURCE_NAME}"},"diagnostics":[`,
      file: (file) =>
        diagnostics(file).map((each) => {
          const text = `${between}${each}`;
          between = ",\n";
          return text;
        }).join(""),
      foot: () => "\n]}\n",
    };
  },
};
