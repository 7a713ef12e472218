/** Bytes to text and back in a named encoding, without ever replacing what does not fit. */
import { LintelError } from "../errors.ts";
import { isPage } from "./encoding_names.ts";

const REPLACEMENT = "\ufffd";

/** The text, without a byte order mark; null where a byte does not fit. */
export async function decodeFatal(bytes: Uint8Array, encoding: string): Promise<string | null> {
  if (isPage(encoding)) {
    const { default: iconv } = await import("iconv-lite");
    const text = iconv.decode(bytes, encoding);
    return text.includes(REPLACEMENT) ? null : text;
  }
  return decodeLabelled(bytes, encoding);
}

/** The same for encodings that TextDecoder has. */
export function decodeLabelled(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** iconv-lite's names where they are others. */
const ICONV: Readonly<Record<string, string>> = {
  big5: "big5hkscs",
  shift_jis: "cp932",
  "euc-kr": "cp949",
  "x-mac-cyrillic": "maccyrillic",
  "iso-8859-8-i": "iso-8859-8",
};

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

async function encode(text: string, encoding: string): Promise<Uint8Array | null> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    return utf16(text, encoding === "utf-16le");
  }
  const { default: iconv } = await import("iconv-lite");
  const name = ICONV[encoding] ?? encoding;
  return iconv.encodingExists(name) ? new Uint8Array(iconv.encode(text, name)) : null;
}

/**
 * The text's bytes in this encoding, after a byte order mark where `mark` is true. Throws
 * `undecodable` where they would not be read as this very text again.
 */
export async function encodeText(
  text: string,
  encoding: string,
  mark: boolean,
): Promise<Uint8Array> {
  const bytes = await encode(text, encoding);
  if (bytes === null) {
    throw new LintelError("undecodable", `text cannot be written in ${encoding} here`);
  }
  if (encoding !== "utf-8" && await decodeFatal(bytes, encoding) !== text) {
    throw new LintelError("undecodable", `the text has characters that ${encoding} does not have`);
  }
  if (!mark) return bytes;
  const start = await encode("\ufeff", encoding) ?? new Uint8Array();
  const marked = new Uint8Array(start.length + bytes.length);
  marked.set(start);
  marked.set(bytes, start.length);
  return marked;
}
