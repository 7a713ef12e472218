/** JSON of somebody else as a value. */
import { LintelError } from "../errors.ts";

/** JavaScript's own name for the prototype: schemas leave out such a field without a word. */
const PROTOTYPE = "__proto__";

/**
 * What a JSON text says. Throws SyntaxError for what is no JSON, `validation_failed` for a field
 * that is called `__proto__`, which would be lost; `path` is where the text itself stands.
 */
export function parseJson(text: string, path: readonly string[] = []): unknown {
  const value: unknown = JSON.parse(text);
  // Written with escapes it is not found here, and left out as before.
  if (text.includes(PROTOTYPE)) refusePrototype(value, path);
  return value;
}

function refusePrototype(value: unknown, path: readonly string[]): void {
  const waiting: [value: unknown, path: readonly string[]][] = [[value, path]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, where] = next;
    if (typeof at !== "object" || at === null) continue;
    if (Object.hasOwn(at, PROTOTYPE)) {
      const field = [...where, PROTOTYPE].join(".");
      const message = "is a name that no field can have";
      throw new LintelError("validation_failed", `${field}: ${message}`, {
        fields: [{ path: field, message }],
      });
    }
    for (const [key, inner] of Object.entries(at)) waiting.push([inner, [...where, key]]);
  }
}
