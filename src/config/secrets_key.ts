/** SECRETS_KEY: the keys that secrets in the database are encrypted with, each with its name. */
import { z } from "zod";

/** A key of AES-256; `id` stands beside what it encrypted. */
export interface NamedKey {
  id: string;
  /** 32 bytes. */
  key: Uint8Array<ArrayBuffer>;
}

const KEY_BYTES = 32;
/** Short enough that what it stands beside fits into its column. */
const ID = /^[A-Za-z0-9_-]{1,32}$/;
/** 32 bytes as base64, or in its form for URLs; the padding may be left out. */
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

const TAKES = "takes id:key with a key of 32 bytes as base64";

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text)) return null;
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=$/, "");
  const bytes = Uint8Array.fromBase64(plain);
  return bytes.length === KEY_BYTES ? bytes : null;
}

/** `id:key, …`, in a file also one a line: the first encrypts, all of them decrypt. */
export const secretsKeyText = z.string().transform((text, context) => {
  const keys: NamedKey[] = [];
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  for (const part of text.split(/[,\n]/).map((p) => p.trim()).filter((p) => p !== "")) {
    const entry = `(entry ${keys.length + 1})`;
    const [id = "", encoded = "", ...more] = part.split(":");
    const key = bytesOf(encoded);
    if (!ID.test(id) || key === null || more.length > 0) return refuse(`${TAKES} ${entry}`);
    if (keys.some((other) => other.id === id)) {
      return refuse(`takes each id once; ${JSON.stringify(id)} is there twice ${entry}`);
    }
    keys.push({ id, key });
  }
  return keys;
});
