/**
 * The report as one page that needs nothing beside it: no script, nothing that is loaded, and a
 * policy of its own that says so. Everything that comes from outside is text in it.
 */
import { counted } from "../../text/counted.ts";
import { escapeMarkup } from "../../text/markup.ts";
import { printable, printableLines } from "../../text/printable.ts";
import { lineStarts, offsetsOf } from "../positions.ts";
import type { Violation } from "../result.ts";
import { contentPolicy, STYLE } from "./html_style.ts";
import { oneEdit } from "./one_edit.ts";
import { problemHelp } from "./rule_help.ts";
import type {
  ReportContext,
  ReportFile,
  ReportFoot,
  ReportHead,
  ReportKind,
  ReportWriter,
} from "./port.ts";

/** Characters of a line that are shown on each side of a finding. */
const AROUND = 100;
/** Lines of a fix that are shown. */
const MOST_LINES = 12;
/** Files that are shown open. */
const MOST_OPEN = 20;

/** A text on one line. */
function t(text: string): string {
  return escapeMarkup(printable(text));
}

/** A text with the places of its lines. */
class Source {
  readonly starts: number[];

  constructor(readonly text: string) {
    this.starts = lineStarts(text);
  }

  /** The line's end without what ends it. */
  end(line: number): number {
    const next = this.starts[line] ?? this.text.length;
    let end = next;
    while (end > this.starts[line - 1]! && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return end;
  }

  lineOf(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

/** The line of a finding, with the finding marked; "" where there is no such line. */
function excerpt(source: Source, v: Violation, from: number, to: number): string {
  const start = source.starts[v.line - 1];
  if (start === undefined) return "";
  const end = source.end(v.line);
  const first = Math.min(from, end);
  const last = Math.min(Math.max(to, first + 1), end);
  const left = Math.max(start, first - AROUND);
  const right = Math.min(end, Math.min(last, first + AROUND) + AROUND);
  const piece = (a: number, b: number) => escapeMarkup(printableLines(source.text.slice(a, b)));
  const marked = Math.min(last, right);
  const mark = marked > first ? `<mark>${piece(first, marked)}</mark>` : "";
  return `<pre><span class="no">${v.line}  </span>${left > start ? "…" : ""}${
    piece(left, first)
  }${mark}${piece(marked, right)}${right < end ? "…" : ""}</pre>`;
}

function diffLines(tag: "del" | "ins", sign: string, text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const short = line.length > 2 * AROUND ? `${line.slice(0, 2 * AROUND)}…` : line;
    return `<${tag}>${sign} ${escapeMarkup(printableLines(short))}</${tag}>`;
  });
  const left = lines.length - shown.length;
  return shown.join("") +
    (left > 0 ? `<span class="no">  … ${counted(left, "line")} more\n</span>` : "");
}

/** What a fix does to the lines that it is in. */
function fixOf(source: Source, v: Violation): string {
  if (v.fix === undefined) return "";
  const edit = oneEdit(source.text, v.fix.edits, source.starts);
  if (edit === null) return "";
  const first = source.lineOf(edit.start);
  const from = Math.max(source.starts[first - 1]!, edit.start - AROUND);
  const to = Math.min(source.end(source.lineOf(edit.end)), edit.end + AROUND);
  const old = source.text.slice(from, to);
  const fixed = source.text.slice(from, edit.start) + edit.text + source.text.slice(edit.end, to);
  return `<details class="fix"><summary>Fix</summary><pre>${diffLines("del", "-", old)}${
    diffLines("ins", "+", fixed)
  }</pre></details>`;
}

function findingItem(v: Violation, more: string, state: string | undefined): string {
  const name = v.name === "" ? "" : `<span class="name">${t(v.name)}</span>`;
  const kind = state === "new" ? "badge fail" : "name";
  const badge = state === undefined ? "" : `<span class="${kind}">${t(state)}</span>`;
  return `<li class="finding"><div class="what"><span class="place">${v.line}:${v.column}</span>` +
    `<span class="badge ${v.severity}">${t(v.code)}</span>` +
    `<span class="message">${t(v.description)}</span>${name}${badge}</div>${more}</li>\n`;
}

function findings({ result, text, states }: ReportFile): string {
  const violations = result?.violations ?? [];
  if (text === null) return violations.map((v, i) => findingItem(v, "", states?.[i])).join("");
  const source = new Source(text);
  const places = violations.flatMap((v) => [v, { line: v.end_line, column: v.end_column }]);
  const offsets = offsetsOf(text, places, source.starts);
  return violations.map((v, i) => {
    const more = excerpt(source, v, offsets[2 * i]!, offsets[2 * i + 1]!) + fixOf(source, v);
    return findingItem(v, more, states?.[i]);
  }).join("");
}

class HtmlWriter implements ReportWriter {
  private open = 0;

  constructor(private readonly context: ReportContext) {}

  head(
    { file_name, job_status, verdict, engine, dialect, created_at, error, skipped }: ReportHead,
  ) {
    const badge = verdict === null
      ? ""
      : `<span class="badge ${verdict === "PASS" ? "pass" : "fail"}">${t(verdict)}</span> `;
    const time = created_at.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
    const facts = [job_status, engine, dialect, time].filter((fact) => fact !== "");
    const fault = error === null
      ? ""
      : `<p class="badge error">${t(`${error.code}: ${error.message}`)}</p>`;
    const left = skipped.length === 0
      ? ""
      : `<details class="fix"><summary>${
        counted(skipped.reduce((sum, { count = 1 }) => sum + count, 0), "entry", "entries")
      } skipped</summary><ul>${
        skipped.map(({ name, reason }) => `<li>${t(name)}: ${t(reason)}</li>`).join("")
      }</ul></details>`;
    return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n` +
      `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(contentPolicy())}">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
      `<meta name="referrer" content="no-referrer">\n` +
      `<title>${
        t(file_name)
      }: SQL lint report</title>\n<style>${STYLE}</style>\n</head>\n<body>\n` +
      `<header><p class="soft">SQL lint report</p><h1>${
        t(file_name)
      }</h1><p>${badge}<span class="soft">${
        facts.map(t).join(" · ")
      }</span></p>${fault}${left}</header>\n`;
  }

  file(file: ReportFile): string {
    const { result, error } = file;
    const isPart = result?.outcome === "partly_parsed";
    if (error === null && !isPart && (result?.violations ?? []).length === 0) return "";
    const open = this.open++ < MOST_OPEN ? " open" : "";
    const { error_count, warning_count } = result?.summary ?? { error_count: 0, warning_count: 0 };
    const counts = [
      ...(error === null ? [] : [`<span class="badge error">not linted</span>`]),
      ...(error_count === 0
        ? []
        : [`<span class="badge error">${counted(error_count, "error")}</span>`]),
      ...(warning_count === 0
        ? []
        : [`<span class="badge warning">${counted(warning_count, "warning")}</span>`]),
      ...(isPart
        ? [
          `<span class="soft">parsed ${result.statements.parsed} of ${
            counted(result.statements.total, "statement")
          }</span>`,
        ]
        : []),
    ].join("");
    const body = error === null
      ? `<ol>${findings(file)}</ol>`
      : `<p class="fault">${t(`${error.code}: ${error.message}`)}</p>`;
    return `<details class="file"${open}><summary><span class="path">${
      t(file.file)
    }</span>${counts}</summary>\n${body}</details>\n`;
  }

  foot({ files, failed, summary, baseline }: ReportFoot): string {
    const tile = (count: number, what: string, kind = "") =>
      `<div class="tile${
        count > 0 && kind !== "" ? ` ${kind}` : ""
      }"><b>${count}</b><span>${what}</span></div>`;
    const tiles = [
      tile(files, files === 1 ? "file" : "files"),
      tile(summary.error_count, summary.error_count === 1 ? "error" : "errors", "bad"),
      tile(summary.warning_count, summary.warning_count === 1 ? "warning" : "warnings", "weak"),
      ...(failed === 0 ? [] : [tile(failed, "not linted", "bad")]),
      ...(baseline === null ? [] : [
        tile(baseline.new, "new", "bad"),
        tile(baseline.unchanged, "in the baseline"),
        tile(baseline.gone, "gone from the baseline"),
      ]),
    ].join("");
    return `<section id="summary" aria-label="Summary"><div class="tiles">${tiles}</div>${
      this.rules(summary.by_rule)
    }<h2>Files</h2>${
      this.open === 0 ? `<p class="soft">Nothing was found.</p>` : ""
    }</section>\n<footer>Lintel ${t(this.context.version)}</footer>\n</body>\n</html>\n`;
  }

  private rules(byRule: Readonly<Record<string, number>>): string {
    const rules = Object.entries(byRule).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    if (rules.length === 0) return "";
    const most = rules[0]![1];
    const rows = rules.map(([code, count]) => {
      const help = this.context.rule(code) ?? problemHelp(code);
      return `<tr><th scope="row">${t(code)}</th><td>${t(help.description)}</td>` +
        `<td class="bar"><meter min="0" max="${most}" value="${count}">${count}</meter></td>` +
        `<td class="count">${count}</td></tr>`;
    }).join("\n");
    return `<h2>Rules</h2><table class="rules"><thead><tr><th scope="col">Rule</th><th></th>` +
      `<th class="bar"></th><th class="count" scope="col">Findings</th></tr></thead><tbody>\n${rows}\n</tbody></table>`;
  }
}

export const htmlReport: ReportKind = {
  mediaType: "text/html",
  contentType: "text/html; charset=UTF-8",
  extension: "html",
  needs: { text: true, fingerprints: false },
  tellsStates: true,
  get policy() {
    return contentPolicy();
  },
  writer: (context) => new HtmlWriter(context),
};
