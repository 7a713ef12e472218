import { EngineError } from "../errors.ts";
import { nearest } from "../../text/nearest.ts";
import { isSection, section } from "../settings/values.ts";
import { checkText } from "./limits.ts";
import type { Piece, Slice } from "./slices.ts";
import { TemplatedText } from "./templated_text.ts";
import type { TemplaterOptions } from "./options.ts";

const WORD = "[\\p{L}\\p{N}_]";
/** Not behind a colon, a word or a backslash. */
const FREE = `(?<![:\\p{L}\\p{N}_\\\\])`;
const NAME = `(?<param_name>${WORD}+)`;
/** A name with dots, as Databricks writes it in braces. */
const PATH = "(?<param_name>[A-Za-z_][\\w.]*)";

/** What a parameter looks like, by style. */
const STYLES: Record<string, string> = {
  colon: `${FREE}:${NAME}`,
  // Not behind a digit or a name: `'10:00'` and `c[1:2]` hold no parameter.
  colon_optional_quotes: `${FREE}:(?<quotation>['"]?)${NAME}\\k<quotation>`,
  colon_nospaces: `(?<!:):${NAME}`,
  numeric_colon: `${FREE}:(?<param_name>\\d+)`,
  pyformat: `${FREE}%\\(${NAME}\\)s`,
  dollar: `${FREE}\\$\\{?${NAME}\\}?`,
  databricks:
    `${FREE}(?:\\{\\{\\s*${PATH}\\s*\\}\\}|\\$\\{${PATH}\\}|\\$(?<param_name>[A-Za-z_]\\w*))`,
  dollar_surround: `${FREE}\\$(?<param_name>(?:-|${WORD})+)\\$`,
  flyway_var: `\\$\\{(?<param_name>${WORD}+(?::|${WORD})+)\\}`,
  question_mark: `${FREE}\\?`,
  numeric_dollar: `${FREE}\\$\\{?(?<param_name>\\d+)\\}?`,
  percent: `${FREE}%s`,
  ampersand: `(?<!&)&\\{?${NAME}\\}?`,
};

const FIELD = "templater.placeholder.param_style";

function invalid(message: string, field: string, hint?: string): never {
  throw new EngineError("invalid_config", message, field, hint);
}

/** Flags in front of a whole pattern: `(?i)`. */
const FLAGS = /^\(\?([aimsu]+)\)/;
/** What Python's patterns spell otherwise: escapes, sets, and groups that have names. */
const PYTHON = /\\[^]|\(\?P<|\(\?P=\w+\)|[[\]]/g;
/** Python's edges of a text, and its classes of characters, which are not of ASCII alone. */
const EDGES: Record<string, string> = { "\\A": "(?<![^])", "\\Z": "(?![^])" };
const CLASSES: Record<string, string> = { "\\w": "\\p{L}\\p{N}_", "\\d": "\\p{Nd}" };

/**
 * A pattern of Python's as one of JavaScript's: what has no meaning of its own must not be escaped
 * there. Verbose patterns are not taken. Throws SyntaxError for what is no pattern.
 */
function inJavaScript(pattern: string): RegExp {
  const [flagged = "", flags = ""] = FLAGS.exec(pattern) ?? [];
  const isAscii = flags.includes("a");
  let inSet = false;
  const body = pattern.slice(flagged.length).replace(PYTHON, (found) => {
    if (found === "[" || found === "]") {
      inSet = found === "[";
      return found;
    }
    if (found === "(?P<") return "(?<";
    if (found.startsWith("(?P=")) return `\\k<${found.slice(4, -1)}>`;
    if (found in EDGES) return EDGES[found]!;
    const members = isAscii ? undefined : CLASSES[found];
    if (members !== undefined) return inSet ? members : `[${members}]`;
    return /[\w^$\\.*+?()[\]{}|/-]/.test(found[1]!) ? found : found[1]!;
  });
  const kept = [...new Set(flags)].filter((flag) => "ims".includes(flag));
  return new RegExp(body, `gu${kept.join("")}`);
}

function patternOf(config: Record<string, unknown>): RegExp {
  const { param_style: style, param_regex: custom } = config;
  if (style !== undefined && custom !== undefined) {
    return invalid("Only one of param_style and param_regex can be set.", FIELD);
  }
  if (custom !== undefined) {
    try {
      return inJavaScript(String(custom));
    } catch {
      const field = "templater.placeholder.param_regex";
      return invalid(`${field} is no regular expression: ${String(custom)}`, field);
    }
  }
  if (style === undefined) {
    return invalid("The placeholder templater needs a param_style or a param_regex.", FIELD);
  }
  const known = Object.keys(STYLES);
  if (!known.includes(String(style))) {
    const message = `${FIELD} is '${String(style)}', not one of ${known.join(", ")}.`;
    return invalid(message, FIELD, nearest(String(style), known));
  }
  return new RegExp(STYLES[String(style)]!, "gu");
}

/**
 * Replaces the parameters of a text by their configured values, or by their own names. A
 * parameter without a name has its number, from 1. Throws EngineError `invalid_config`.
 */
export function renderPlaceholders(source: string, options: TemplaterOptions): TemplatedText {
  const config = section(options.config, "placeholder");
  const pattern = patternOf(config);
  const slices: Slice[] = [];
  const pieces: Piece[] = [];
  let text = "";
  let at = 0;
  const add = (kind: "literal" | "templated", end: number, shown: string) => {
    pieces.push({ kind, start: at, end, block: 0, tag: null });
    slices.push({
      kind,
      sourceStart: at,
      sourceEnd: end,
      start: text.length,
      end: text.length + shown.length,
    });
    text += shown;
    checkText(text.length);
    at = end;
  };
  let unnamed = 1;
  for (const found of source.matchAll(pattern)) {
    const named = found.groups !== undefined && "param_name" in found.groups;
    const name = named ? found.groups!.param_name ?? "" : String(unnamed++);
    const value = name === "test_value" ? config[name] ?? "__test__" : config[name];
    const shown = value === undefined || isSection(value) ? name : shownValue(value);
    const quotation = found.groups?.quotation ?? "";
    add("literal", found.index, source.slice(at, found.index));
    add("templated", found.index + found[0].length, quotation + shown + quotation);
  }
  if (at < source.length) add("literal", source.length, source.slice(at));
  return new TemplatedText(source, text, slices, pieces);
}

/** A value as Python prints it. */
function shownValue(value: unknown): string {
  if (value === null) return "None";
  if (value === true) return "True";
  return value === false ? "False" : String(value);
}
