/** Turns the bytes of a file into text, or says why they are none. */
import { LintelError } from "../errors.ts";

export interface Decoded {
  /** Without a byte order mark. */
  text: string;
  /** Label of the encoding that was used (WHATWG Encoding Standard). */
  encoding: string;
}

const MARKS: readonly [bytes: readonly number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function undecodable(message: string): LintelError {
  return new LintelError("undecodable", message, { fields: [{ path: "encoding", message }] });
}

/** True where `label` names an encoding that can be decoded. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Decodes by `encoding` where it is given (a WHATWG label), else by byte order mark, else as
 * UTF-8, else as GB18030. Throws `undecodable`; never replaces a byte that does not fit.
 */
export function decodeSql(bytes: Uint8Array, encoding?: string): Decoded {
  const mark = MARKS.find(([start]) => start.every((byte, i) => bytes[i] === byte));
  const chosen = encoding ?? mark?.[1];
  if (chosen !== undefined) {
    if (!isEncoding(chosen)) {
      throw undecodable(`there is no encoding ${JSON.stringify(chosen)}; utf-8 is one`);
    }
    const text = tryDecode(bytes, chosen);
    if (text === null) throw undecodable(`the bytes are not ${chosen}`);
    return refuseBinary({ text, encoding: chosen });
  }
  for (const candidate of ["utf-8", "gb18030"]) {
    const text = tryDecode(bytes, candidate);
    if (text !== null) return refuseBinary({ text, encoding: candidate });
  }
  throw undecodable(
    "the bytes are neither UTF-8 nor UTF-16 with a mark nor GB18030; name the encoding",
  );
}

/** A NUL is in no SQL text: what holds one is a binary file, or UTF-16 without its mark. */
function refuseBinary(decoded: Decoded): Decoded {
  if (!decoded.text.includes("\0")) return decoded;
  throw undecodable("the bytes hold NUL characters: a binary file, or UTF-16 without a mark");
}
