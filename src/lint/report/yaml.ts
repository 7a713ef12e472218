/**
 * The JSON report as YAML, for people who read it. Every text is in double quotes, as JSON has it:
 * that is YAML 1.2 as well, and no text is ever taken for a number, a date or a tag. (A library for
 * this alone would make each start of the command line half as slow again.)
 */
import { printableJson } from "../../text/printable.ts";
import { fileObject } from "./json.ts";
import type { ReportKind } from "./port.ts";

/** Keys that need no quotes; `y` and `n` are booleans to old readers. */
const PLAIN_KEY = /^(?![ynYN]$|yes$|no$|on$|off$|true$|false$|null$)[A-Za-z_][A-Za-z0-9_]*$/;

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function scalar(value: unknown): string {
  return printableJson(JSON.stringify(value ?? null));
}

/** A value behind its key or dash: on the same line, or on lines of its own, indented. */
function behind(value: unknown, indent: string): string {
  if (isList(value)) {
    if (value.length === 0) return " []\n";
    if (value.every((each) => typeof each !== "object" || each === null)) {
      return ` [${value.map(scalar).join(", ")}]\n`;
    }
    return `\n${value.map((each) => `${indent}- ${element(each, `${indent}  `)}`).join("")}`;
  }
  if (typeof value !== "object" || value === null) return ` ${scalar(value)}\n`;
  const text = entries(value as Record<string, unknown>, indent);
  return text === "" ? " {}\n" : `\n${text}`;
}

/** An element of a list, whose first line stands behind the dash. */
function element(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null || isList(value)) {
    return behind(value, indent).trimStart();
  }
  return entries(value as Record<string, unknown>, indent).slice(indent.length);
}

function entries(value: Record<string, unknown>, indent = ""): string {
  return Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) =>
    `${indent}${PLAIN_KEY.test(key) ? key : scalar(key)}:${behind(each, `${indent}  `)}`
  ).join("");
}

export const yamlReport: ReportKind = {
  mediaType: "application/yaml",
  contentType: "application/yaml",
  extension: "yaml",
  needs: { text: false, fingerprints: false },
  tellsStates: true,
  writer() {
    let any = false;
    return {
      head: (head) => entries({ ...head }),
      file(file) {
        const text = `${any ? "" : "files:\n"}  - ${element(fileObject(file), "    ")}`;
        any = true;
        return text;
      },
      foot({ files, failed, summary, baseline }) {
        const sum = { files, failed, ...summary, ...(baseline === null ? {} : { baseline }) };
        return `${any ? "" : "files: []\n"}${entries({ summary: sum })}`;
      },
    };
  },
};
