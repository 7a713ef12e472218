/**
 * What is said of a field that its schema refuses: what it takes, and what was given. Schemas that
 * have a message of their own keep it.
 */
import type { z } from "@hono/zod-openapi";
import { nearest } from "../text/nearest.ts";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** Characters of a given value that a message repeats at most. */
const SHOWN = 60;

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** Of a text that was to be read as a number and is none; whoever has the text adds it. */
export const NO_NUMBER = "takes a number";

/** A value as a message repeats it: as JSON, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** A number as it is; of anything else only what it is, for it may be long, or a secret. */
function given(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (value === null) return "null";
  return KINDS[Array.isArray(value) ? "array" : typeof value] ?? typeof value;
}

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return "is missing";
  if (Number.isNaN(input)) return NO_NUMBER;
  return `takes ${KINDS[expected] ?? expected}, not ${given(input)}`;
}

/** What the limits of a kind count: one of it, and several. */
const UNITS: Readonly<Record<string, [one: string, several: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
};

function bound(words: string, limit: unknown, { origin, input }: Issue & { origin: string }) {
  const unit = UNITS[origin];
  if (unit === undefined) return `takes ${words} ${limit}, not ${given(input)}`;
  const { length } = input as string | unknown[];
  return `takes ${words} ${limit} ${unit[limit === 1 ? 0 : 1]}, not ${length}`;
}

function unknownKeys({ keys, inst }: Issue & { keys: string[] }): string {
  const shape = (inst?._zod.def as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
  return keys.map((key) => {
    const near = nearest(key, Object.keys(shape));
    return `there is no field ${shown(key)}${near === undefined ? "" : `; did you mean ${near}?`}`;
  }).join("; ");
}

/** The message of an issue whose schema has none of its own; undefined leaves it to zod. */
export function fieldMessage(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, issue.input);
    case "invalid_value":
      return issue.input === undefined
        ? "is missing"
        : `takes ${issue.values.length === 1 ? "only" : "one of"} ${
          issue.values.map(String).join(", ")
        }, not ${shown(issue.input)}`;
    case "too_big":
      return bound(issue.inclusive === false ? "less than" : "at most", issue.maximum, issue);
    case "too_small":
      if (issue.input === "") return "must not be empty";
      return bound(issue.inclusive === false ? "more than" : "at least", issue.minimum, issue);
    case "invalid_format":
      return issue.format === "datetime"
        ? `takes a time with its zone, as in 2026-01-31T12:00:00Z, not ${shown(issue.input)}`
        : undefined;
    case "unrecognized_keys":
      return unknownKeys(issue);
    default:
      return undefined;
  }
}
