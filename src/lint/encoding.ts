/** Turns the bytes of a file into text, or says why they are none. */
import { LintelError } from "../errors.ts";
import { decodeFatal, decodeLabelled } from "./decode.ts";
import { AUTODETECT, encodingNamed, noEncoding, undecodable } from "./encoding_names.ts";

export interface Decoded {
  /** Without a byte order mark. */
  text: string;
  /** The encoding that was used, as `encodingNamed` has it. */
  encoding: string;
  /** True where the bytes begin with a byte order mark of this encoding. */
  mark: boolean;
  /** Absent where the encoding is certain; else how sure the detector was, 0 to 1. */
  confidence?: number;
}

const MARKS: readonly [bytes: readonly number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** The name that decides, null where the bytes do. Throws `undecodable` for one that is none. */
function chosen(encoding: string | undefined, mark: string | undefined): string | null {
  if (encoding === undefined || encoding.trim().toLowerCase() === AUTODETECT) return mark ?? null;
  const name = encodingNamed(encoding);
  if (name === null) throw undecodable(noEncoding(encoding));
  // Without an order of bytes in the name the mark tells it; without either it is Windows'.
  if (name === "utf-16") return mark === "utf-16be" ? mark : "utf-16le";
  return name;
}

/**
 * Decodes by `encoding` where one is named, else by byte order mark, else as UTF-8, else in the
 * likeliest encoding. Throws `undecodable`; never replaces a byte that does not fit.
 */
export async function decodeSql(bytes: Uint8Array, encoding?: string): Promise<Decoded> {
  const marked = MARKS.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1];
  const name = chosen(encoding, marked);
  if (name !== null) {
    const text = await decodeFatal(bytes, name);
    if (text === null) throw undecodable(`the bytes are not ${name}`);
    return refuseBinary({ text, encoding: name, mark: marked === name });
  }
  const text = decodeLabelled(bytes, "utf-8");
  if (text !== null) return refuseBinary({ text, encoding: "utf-8", mark: false });
  if (bytes.includes(0)) throw binary();
  const { guessEncoding } = await import("./detect_encoding.ts");
  const guess = await guessEncoding(bytes);
  if (guess !== null) return { ...guess, mark: false };
  throw undecodable("the bytes are neither UTF-8 nor text in a likely encoding; name the encoding");
}

/** What is worth a note about how a file was read: a guess; null where there was none. */
export function guessNote({ encoding, confidence }: Decoded): string | null {
  if (confidence === undefined) return null;
  return `read as ${encoding}, a guess (confidence ${confidence.toFixed(2)}); ` +
    "the setting `encoding` decides";
}

function binary(): LintelError {
  return undecodable("the bytes hold NUL characters: a binary file, or UTF-16 without a mark");
}

/** A NUL is in no SQL text: what holds one is a binary file, or UTF-16 without its mark. */
function refuseBinary(decoded: Decoded): Decoded {
  if (decoded.text.includes("\0")) throw binary();
  return decoded;
}
