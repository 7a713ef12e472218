/**
 * The templater `python`: Python's `text.format(...)` with the variables of the configuration. No
 * Python runs: a field names a variable, elements of it, and how it is to be formatted.
 */
import { section } from "../settings/values.ts";
import { TemplateRuntimeError } from "./errors.ts";
import { type Access, FieldReader } from "./jinja/brace_format.ts";
import { variables } from "./jinja/context.ts";
import { getElement } from "./jinja/subscripts.ts";
import { Undefined } from "./jinja/undefined.ts";
import { PyObject, str, type Value } from "./jinja/values.ts";
import { checkText } from "./limits.ts";
import type { Rendered, TemplaterOptions } from "./options.ts";
import type { Piece, Slice } from "./slices.ts";
import { TemplatedText } from "./templated_text.ts";

/** The variable that holds those whose names have dots, as in `{schema.table}`. */
const DOTTED = "sqlfluff";

const ACCESS: Access = {
  attribute: (_value, name) => {
    throw new TemplateRuntimeError(`a field has no attribute \`${name}\``);
  },
  element: (value, key) => {
    const isKept = value instanceof PyObject || typeof key === "bigint";
    const found = value instanceof PyObject ? value.item(key) : getElement(value, key);
    if (isKept && found !== undefined && !(found instanceof Undefined)) return found;
    throw new TemplateRuntimeError(`a field has no element \`${str(key)}\``);
  },
};

class Fields extends FieldReader {
  constructor(readonly context: ReadonlyMap<string, Value>, readonly lenient: boolean) {
    super([], context, ACCESS);
  }

  /** A name with a dot is a name as a whole, and stands in the variable `sqlfluff`. */
  protected override value(path: string): Value {
    const name = path.includes(".") ? path : /^[^[]*/.exec(path)![0];
    if (this.lenient && !this.context.has(name)) return path.replaceAll(".", "_");
    if (name !== path || !path.includes(".")) return super.value(path);
    const holder = this.context.get(DOTTED);
    const found = holder instanceof PyObject ? holder.item(path) : undefined;
    if (found !== undefined) return found;
    throw new TemplateRuntimeError(
      `\`${path}\` is not defined: a name with a dot belongs into \`${DOTTED}\` of the context`,
    );
  }
}

/** Renders a text once. Throws TemplateRuntimeError. */
function format(source: string, fields: FieldReader): TemplatedText {
  const pieces: Piece[] = [];
  const slices: Slice[] = [];
  let text = "";
  for (const part of fields.parts(source)) {
    const kind = part.kind === "text" ? "literal" : "templated";
    pieces.push({ kind, start: part.start, end: part.end, block: 0, tag: null });
    const end = text.length + part.shown.length;
    const { start: sourceStart, end: sourceEnd } = part;
    slices.push({ kind, sourceStart, sourceEnd, start: text.length, end });
    text += part.shown;
    checkText(text.length);
  }
  return new TemplatedText(source, text, slices, pieces);
}

/** Replaces the fields of a text by variables of `context` in the templater's section. */
export function renderPython(source: string, options: TemplaterOptions): Rendered {
  const context = variables(section(options.config, "python"));
  try {
    const text = format(source, new Fields(context, options.lenient));
    return { variants: [text], problems: [], untraceable: null };
  } catch (error) {
    if (!(error instanceof TemplateRuntimeError)) throw error;
    // Where SQLFluff places this: nowhere.
    const description = `The template does not render: ${error.message}.`;
    return { variants: [], problems: [{ line: 0, column: 0, description }], untraceable: null };
  }
}
