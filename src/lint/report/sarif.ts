/**
 * SARIF 2.1.0 (OASIS), within what GitHub's code scanning takes: 25,000 results a run, of which it
 * shows 5,000, and 10 MB of gzip. What a report leaves off for these limits it tells in a
 * notification, so that no reader takes it for the whole.
 * https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
import process from "node:process";
import { printableJson } from "../../text/printable.ts";
import { fingerprints } from "../fingerprint.ts";
import { lineStarts } from "../positions.ts";
import type { Edit, Violation } from "../result.ts";
import { oneEdit } from "./one_edit.ts";
import type { ReportContext, ReportFile, ReportFoot, ReportKind, ReportWriter } from "./port.ts";
import { helpMarkdown, helpText, problemHelp, RULES_URL } from "./rule_help.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const MOST_RESULTS = 25_000;
const SHOWN_RESULTS = 5_000;
/** Bytes of gzip, with room for the rules and the foot. */
const MOST_BYTES = 9_000_000;
/** Characters of a message; more than GitHub shows of one. */
const MOST_MESSAGE = 1000;
/** Files that were not read and are named in notifications; the rest are counted. */
const MOST_FAULTS = 1000;

function shortened(text: string): string {
  return text.length <= MOST_MESSAGE ? text : `${text.slice(0, MOST_MESSAGE - 1).toWellFormed()}…`;
}

/** SARIF reads links and placeholders in messages; text from files has neither. */
function message(text: string): { text: string } {
  const plain = shortened(text).replaceAll("](", "] (").replace(/\{(\d+)\}/g, "{{$1}}");
  return { text: plain };
}

function uriOf(file: string): string {
  const path = file.toWellFormed().replaceAll("\\", "/").replace(/^(\.\/)+/, "");
  const uri = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${uri}` : uri;
}

function artifact(file: string): Record<string, string> {
  const uri = uriOf(file);
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" };
}

function region(place: Pick<Edit, "line" | "column" | "end_line" | "end_column">) {
  return {
    startLine: Math.max(place.line, 1),
    startColumn: Math.max(place.column, 1),
    endLine: Math.max(place.end_line, place.line, 1),
    endColumn: Math.max(place.end_column, 1),
  };
}

/** A fix is one replacement where it can be: there are readers that take several for choices. */
function fixesOf(
  v: Violation,
  artifactLocation: Record<string, string>,
  text: string | null,
  starts: readonly number[],
): unknown[] {
  if (v.fix === undefined) return [];
  const one = text === null ? null : oneEdit(text, v.fix.edits, starts);
  const edits: readonly Edit[] = one === null ? v.fix.edits : [one];
  const replacements = edits.map((edit) => ({
    deletedRegion: region(edit),
    insertedContent: { text: edit.text },
  }));
  return [{
    description: message(`Fix ${v.code}`),
    artifactChanges: [{ artifactLocation, replacements }],
  }];
}

/** What is known of a result beside what was found. */
interface Identity {
  fingerprint: string | undefined;
  state?: string | undefined;
  suppressions?: readonly { kind: "inSource" }[];
}

/** One run, written as it goes. */
class SarifWriter implements ReportWriter {
  private readonly codes = new Map<string, string>();
  private readonly faults: unknown[] = [];
  private faultCount = 0;
  private results = 0;
  private leftOff = 0;
  /** Characters written, and what they take at most when packed; counted only where it may matter. */
  private written = 0;
  private packed = 0;
  private kept: string[] = [];

  constructor(private readonly context: ReportContext) {}

  head(): string {
    return `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints",` +
      `"results":[`;
  }

  file(file: ReportFile): string {
    const { error, result, text, suppressed } = file;
    const artifactLocation = artifact(file.file);
    if (error !== null) this.fault(error, artifactLocation);
    const starts = text === null ? [] : lineStarts(text);
    const write = (v: Violation, more: Identity) => {
      const fixes = fixesOf(v, artifactLocation, text, starts);
      const body = this.result(v, artifactLocation, fixes, more);
      return this.take(body) ? `${this.results++ === 0 ? "\n" : ",\n"}${body}` : "";
    };
    // Of a run either all results say whether they are suppressed, or none does.
    const open = suppressed === null ? {} : { suppressions: [] };
    const found = (result?.violations ?? []).map((v, i) =>
      write(v, { fingerprint: file.fingerprints?.[i], state: file.states?.[i], ...open })
    );
    const prints = text === null ? [] : fingerprints(text, suppressed ?? []);
    const hidden = (suppressed ?? []).map((v, i) =>
      write(v, { fingerprint: prints[i], suppressions: [{ kind: "inSource" }] })
    );
    return [...found, ...hidden].join("");
  }

  private fault(
    error: { code: string; message: string },
    artifactLocation: Record<string, string>,
  ): void {
    if (++this.faultCount > MOST_FAULTS) return;
    this.faults.push({
      level: "error",
      descriptor: { id: error.code },
      message: message(error.message),
      locations: [{ physicalLocation: { artifactLocation } }],
    });
  }

  private result(
    v: Violation,
    artifactLocation: Record<string, string>,
    fixes: readonly unknown[],
    { fingerprint, state, suppressions }: Identity,
  ): string {
    this.codes.set(v.code, v.name);
    const body = {
      ruleId: v.code,
      level: v.severity,
      message: message(v.description),
      locations: [{ physicalLocation: { artifactLocation, region: region(v) } }],
      // GitHub knows a result again by the first; the second says what it is.
      ...(fingerprint === undefined ? {} : {
        partialFingerprints: {
          primaryLocationLineHash: `${fingerprint}:1`,
          "lintelFinding/v1": fingerprint,
        },
      }),
      ...(state === undefined ? {} : { baselineState: state }),
      ...(suppressions === undefined ? {} : { suppressions }),
      ...(fixes.length === 0 ? {} : { fixes }),
    };
    return printableJson(JSON.stringify(body));
  }

  /** Whether a result still fits into what GitHub takes. */
  private take(text: string): boolean {
    if (this.results >= MOST_RESULTS || !this.fits(text)) {
      this.leftOff++;
      return false;
    }
    return true;
  }

  private fits(text: string): boolean {
    this.written += text.length;
    this.kept.push(text);
    // Packed text is hardly larger than its characters in bytes, three at most for each.
    if (this.written * 3 < MOST_BYTES) return true;
    if (this.kept.length >= 200 || this.packed > MOST_BYTES * 0.9) this.pack();
    return this.packed < MOST_BYTES;
  }

  /** Parts packed by themselves take more than all of them together. */
  private pack(): void {
    // Asked for here: `lint` starts 15 ms sooner without it, and mostly writes other formats.
    const zlib = process.getBuiltinModule("node:zlib");
    this.packed += zlib.deflateRawSync(this.kept.join(), { level: 1 }).length;
    this.kept = [];
  }

  foot({ files, failed, baseline }: ReportFoot): string {
    const rules = [...this.codes.keys()].sort().map((code) => this.rule(code));
    const rest = {
      tool: {
        driver: {
          name: "Lintel",
          version: this.context.version,
          semanticVersion: this.context.version,
          informationUri: RULES_URL,
          rules,
        },
      },
      invocations: [{
        executionSuccessful: failed === 0,
        toolExecutionNotifications: [...this.faults, ...this.notes()],
      }],
      originalUriBaseIds: {
        "%SRCROOT%": { description: { text: "The folder that file names are meant from." } },
      },
      properties: { files, failed, ...(baseline === null ? {} : { baseline }) },
    };
    return `\n],${printableJson(JSON.stringify(rest).slice(1))}]}\n`;
  }

  private notes(): unknown[] {
    const texts = [];
    if (this.faultCount > MOST_FAULTS) {
      texts.push(`${this.faultCount - MOST_FAULTS} more files could not be linted.`);
    }
    if (this.leftOff > 0) {
      texts.push(
        `${this.leftOff} results were left off: code scanning takes ${MOST_RESULTS} in a run, and 10 MB of gzip. ` +
          "Reports in other formats have all of them.",
      );
    }
    if (this.results > SHOWN_RESULTS) {
      texts.push(`Code scanning shows ${SHOWN_RESULTS} of the ${this.results} results.`);
    }
    return texts.map((text) => ({ level: "warning", message: message(text) }));
  }

  private rule(code: string): unknown {
    const help = this.context.rule(code) ?? problemHelp(code);
    return {
      id: code,
      ...(help.name === "" ? {} : { name: help.name }),
      shortDescription: message(help.description),
      fullDescription: message(helpText(help)),
      helpUri: RULES_URL,
      help: { text: helpText(help), markdown: helpMarkdown(help) },
      defaultConfiguration: { level: "error" },
      properties: { tags: ["sql", ...help.groups.filter((group) => group !== "all")].slice(0, 10) },
    };
  }
}

export const sarifReport: ReportKind = {
  mediaType: "application/sarif+json",
  contentType: "application/sarif+json",
  extension: "sarif",
  needs: { text: true, fingerprints: true },
  tellsStates: true,
  writer: (context) => new SarifWriter(context),
};
