/** Cursors: opaque to the caller, checked when they come back. */
import { z } from "@hono/zod-openapi";
import { LintelError } from "../../errors.ts";

export const Limit = z.coerce.number().int().min(1).max(1000).default(100).openapi({
  type: "integer",
  minimum: 1,
  maximum: 1000,
  default: 100,
});

export const Cursor = z.string().max(1000).optional().openapi({
  description: "`next_cursor` of the page before.",
});

export function encodeCursor(value: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** A cursor that no page had as its next one. */
export function invalidCursor(): LintelError {
  return new LintelError(
    "invalid_cursor",
    "Take the cursor from `next_cursor` of the page before.",
    {
      fields: [{ path: "cursor", message: "was not issued by this service" }],
    },
  );
}

/** The values of a cursor, of the types asked for. Throws `invalid_cursor`. */
export function decodeCursor<const T extends readonly ("string" | "number")[]>(
  cursor: string,
  types: T,
): { [K in keyof T]: T[K] extends "string" ? string : number } {
  let value: unknown;
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw invalidCursor();
    throw error;
  }
  if (!Array.isArray(value) || value.length !== types.length) throw invalidCursor();
  const fits = value.every((v, i) =>
    typeof v === types[i] && (typeof v !== "number" || Number.isSafeInteger(v))
  );
  if (!fits) throw invalidCursor();
  return value as unknown as { [K in keyof T]: T[K] extends "string" ? string : number };
}
