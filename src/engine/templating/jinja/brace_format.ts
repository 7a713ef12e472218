/** Python's `text.format(...)`. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { formatValue } from "./number_format.ts";
import { type Call, plain, repr, str, type Value } from "./values.ts";

const BRACE = /[{}]/g;

/** How fields come to the parts of values: as the sandbox gives them. */
export interface Access {
  attribute(value: Value, name: string): Value;
  element(value: Value, key: Value): Value;
}

/** A part of a text with fields, from and to offsets of it, and what is shown in its place. */
export interface FormatPart {
  /** A brace that stands for itself is written twice; a field is what braces hold. */
  readonly kind: "text" | "brace" | "field";
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** Reads `{…}` fields; a field's format may have fields itself, one level deep. */
export class FieldReader {
  #next = 0;

  constructor(
    readonly positional: readonly Value[],
    readonly named: ReadonlyMap<string, Value>,
    readonly access: Access,
  ) {}

  format(text: string, depth = 0): string {
    let result = "";
    for (const { shown } of this.parts(text, depth)) {
      result += shown;
      checkText(result.length);
    }
    return result;
  }

  /** The parts of a text in order; they cover it. Throws TemplateRuntimeError. */
  *parts(text: string, depth = 0): Generator<FormatPart> {
    for (let start = 0; start < text.length;) {
      const char = text[start]!;
      if ((char === "{" || char === "}") && text[start + 1] === char) {
        yield { kind: "brace", start, end: start += 2, shown: char };
      } else if (char === "}") {
        throw new TemplateRuntimeError(
          "a text for format() has a } that nothing opens: write }} for the sign",
        );
      } else if (char === "{") {
        const end = fieldEnd(text, start) + 1;
        const shown = this.#field(text.slice(start + 1, end - 1), depth);
        yield { kind: "field", start, end, shown };
        start = end;
      } else {
        BRACE.lastIndex = start;
        const end = BRACE.exec(text)?.index ?? text.length;
        yield { kind: "text", start, end, shown: text.slice(start, end) };
        start = end;
      }
    }
  }

  #field(field: string, depth: number): string {
    const [, name, conversion, spec = ""] = /^([^:!]*)(?:!([^:]*))?(?::([^]*))?$/.exec(field)!;
    if (depth > 1) {
      throw new TemplateRuntimeError("the fields of a text for format() are nested too deep");
    }
    const value = this.value(name!);
    const inner = spec.includes("{") ? this.format(spec, depth + 1) : spec;
    if (conversion === undefined) return formatValue(plain(value), inner);
    return formatValue(conversion === "r" || conversion === "a" ? repr(value) : str(value), inner);
  }

  /** What `name.attribute[key]` leads to. */
  protected value(path: string): Value {
    const [head = ""] = /^[^.[]*/.exec(path)!;
    const key = head === "" ? String(this.#next++) : head;
    let value = /^\d+$/.test(key) ? this.positional[Number(key)] : this.named.get(key);
    if (value === undefined) throw new TemplateRuntimeError(`format() gets no value for {${key}}`);
    for (
      const [, attribute, item] of path.slice(head.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)
    ) {
      value = attribute !== undefined
        ? this.access.attribute(value, attribute)
        : this.access.element(value, /^\d+$/.test(item!) ? BigInt(item!) : item!);
    }
    return value;
  }
}

/** Where the field that starts at a place ends. Throws TemplateRuntimeError if it does not. */
function fieldEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  throw new TemplateRuntimeError(
    start + 1 === text.length
      ? "a text for format() ends in {: write {{ for the sign"
      : "a text for format() has a { that nothing closes: write {{ for the sign",
  );
}

/** `text.format(...)` of Python. */
export function formatBraces(text: string, { positional, named }: Call, access: Access): string {
  return new FieldReader(positional, named, access).format(text);
}
