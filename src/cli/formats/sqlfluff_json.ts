/** SQLFluff's own JSON (`sqlfluff lint --format json`), so that what reads that reads this. */
import { printableJson } from "../../text/printable.ts";
import { type Edit, isWarning, type Violation } from "../../lint/result.ts";
import type { ReportFile, ReportKind } from "../../lint/report/port.ts";

/** Offsets in code points of a text's lines and columns, which is what SQLFluff counts. */
class Offsets {
  private readonly lines: number[] = [0];

  constructor(text: string) {
    let at = 0;
    for (const character of text) {
      at++;
      if (character === "\n") this.lines.push(at);
    }
  }

  of(line: number, column: number): number {
    return (this.lines[line - 1] ?? this.lines.at(-1)!) + column - 1;
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.codePointAt(at)! > 0xffff) at++;
    count++;
  }
  return count;
}

function fixOf(edit: Edit, offsets: Offsets): Record<string, unknown> {
  const start = offsets.of(edit.line, edit.column);
  const end = offsets.of(edit.end_line, edit.end_column);
  return {
    type: start === end ? "create_before" : edit.text === "" ? "delete" : "replace",
    edit: edit.text,
    start_line_no: edit.line,
    start_line_pos: edit.column,
    start_file_pos: start,
    end_line_no: edit.end_line,
    end_line_pos: edit.end_column,
    end_file_pos: end,
  };
}

function violationOf(v: Violation, offsets: Offsets): Record<string, unknown> {
  return {
    start_line_no: v.line,
    start_line_pos: v.column,
    code: v.code,
    description: v.description,
    name: v.name,
    warning: v.severity === "warning",
    fixes: (v.fix?.edits ?? []).map((edit) => fixOf(edit, offsets)),
    start_file_pos: offsets.of(v.line, v.column),
    end_line_no: v.end_line,
    end_line_pos: v.end_column,
    end_file_pos: offsets.of(v.end_line, v.end_column),
  };
}

function fileOf({ file, text, result }: ReportFile): Record<string, unknown> | null {
  if (result === null) return null;
  const offsets = new Offsets(text ?? "");
  // Beyond SQLFluff's fields, and only where there is something to say.
  const notes = result.notes.filter((note) => !isWarning(note));
  return {
    filepath: file,
    violations: result.violations.map((v) => violationOf(v, offsets)),
    statistics: { source_chars: codePoints(text ?? "") },
    timings: { linting: result.duration_ms / 1000 },
    ...(notes.length > 0 ? { notes } : {}),
  };
}

export const sqlfluffJson: ReportKind = {
  mediaType: null,
  contentType: "application/json",
  extension: "json",
  needs: { text: true, fingerprints: false },
  tellsStates: false,
  writer() {
    let first = true;
    return {
      head: () => "[",
      file(file) {
        // A file that could not be linted is told on standard error and by the exit code.
        const body = fileOf(file);
        if (body === null) return "";
        const text = `${first ? "" : ", "}${printableJson(JSON.stringify(body))}`;
        first = false;
        return text;
      },
      foot: () => "]\n",
    };
  },
};
