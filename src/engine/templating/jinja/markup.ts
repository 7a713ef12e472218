import { characters, reprText, textLength } from "./text.ts";
import { PyObject, str, type Value } from "./values.ts";

const ESCAPED: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
};

/** A text with what HTML would take for its own written otherwise. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>'"]/g, (char) => ESCAPED[char]!);
}

/** A text that counts as HTML: it is not escaped again. */
export class Markup extends PyObject {
  readonly kind = "an HTML text";

  constructor(readonly text: string) {
    super();
  }

  repr(): string {
    return `Markup(${reprText(this.text)})`;
  }

  override str(): string {
    return this.text;
  }

  override asText(): string {
    return this.text;
  }

  override truthy(): boolean {
    return this.text !== "";
  }

  override item(key: Value): Value | undefined {
    return typeof key === "bigint" ? characters(this.text).at(Number(key)) : undefined;
  }

  override iterate(): Iterable<Value> {
    return characters(this.text);
  }

  override length(): number {
    return textLength(this.text);
  }

  override equals(other: Value): boolean {
    return other === this.text || (other instanceof Markup && other.text === this.text);
  }
}

/** A value as HTML; one that is HTML already stays as it is. */
export function escaped(value: Value): Markup {
  return value instanceof Markup ? value : new Markup(escapeHtml(str(value)));
}

/** Joins two texts of which one is HTML: the other is escaped. */
export function joinMarkup(left: Value, right: Value): Markup {
  return new Markup(escaped(left).text + escaped(right).text);
}
