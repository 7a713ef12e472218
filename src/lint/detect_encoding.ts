/**
 * Finds out which encoding bytes are in that are not UTF-8. The judge is jschardet; what is added
 * is what we know beforehand: which encodings SQL is written in, that Western text is the likeliest
 * where nothing speaks for another, and that common characters are commoner than rare ones.
 */
import { decodeFatal } from "./decode.ts";

export interface Guess {
  /** As `encodingNamed` has it. */
  encoding: string;
  text: string;
  /** What the detector made of it, 0 to 1; a few words never reach much. */
  confidence: number;
}

/** What a candidate weighs before anything was read, by the detector's name for it. */
export interface Candidate {
  encoding: string;
  weight: number;
}

/** Encodings of SQL files, by the detector's names. */
const FILE_CANDIDATES: ReadonlyMap<string, Candidate> = new Map([
  ["windows-1252", { encoding: "windows-1252", weight: 1.6 }],
  ["windows-1250", { encoding: "windows-1250", weight: 1 }],
  ["windows-1251", { encoding: "windows-1251", weight: 1 }],
  ["windows-1253", { encoding: "windows-1253", weight: 1 }],
  ["windows-1254", { encoding: "windows-1254", weight: 1 }],
  ["windows-1255", { encoding: "windows-1255", weight: 0.8 }],
  ["windows-1256", { encoding: "windows-1256", weight: 0.8 }],
  ["windows-1257", { encoding: "windows-1257", weight: 0.8 }],
  ["koi8-r", { encoding: "koi8-r", weight: 1 }],
  ["koi8-u", { encoding: "koi8-u", weight: 0.9 }],
  ["cp866", { encoding: "ibm866", weight: 0.6 }],
  ["gb18030", { encoding: "gb18030", weight: 1.5 }],
  ["big5hkscs", { encoding: "big5", weight: 1 }],
  ["cp932", { encoding: "shift_jis", weight: 1 }],
  ["cp949", { encoding: "euc-kr", weight: 1 }],
  ["euc-jis-2004", { encoding: "euc-jp", weight: 0.4 }],
  ["tis-620", { encoding: "windows-874", weight: 0.8 }],
]);

/** Names that jschardet answers with where they are not those it was asked for. */
const ANSWERS: Readonly<Record<string, string>> = {
  ibm866: "cp866",
  ibm437: "cp437",
  ibm850: "cp850",
  big5: "big5hkscs",
  "euc-jp": "euc-jis-2004",
};

/** Bytes that the detector is given: more changes nothing. */
const SAMPLE_BYTES = 64 * 1024;
const NEWLINE = 10;

/** The lines that hold bytes above ASCII, up to SAMPLE_BYTES: the others say nothing. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE_BYTES));
  let size = 0;
  for (let at = 0; at < bytes.length && size < sample.length;) {
    const found = bytes.indexOf(NEWLINE, at);
    const end = found < 0 ? bytes.length : found + 1;
    const line = bytes.subarray(at, end);
    at = end;
    if (!line.some((byte) => byte >= 0x80)) continue;
    const part = line.subarray(0, sample.length - size);
    sample.set(part, size);
    size += part.length;
  }
  return sample.subarray(0, size);
}

/** Lead bytes of the common characters, first and last, and the least trail byte they have. */
const COMMON: Readonly<Record<string, readonly [first: number, last: number, trail: number][]>> = {
  gb18030: [[0xa1, 0xa3, 0xa1], [0xb0, 0xd7, 0xa1]],
  gbk: [[0xa1, 0xa3, 0xa1], [0xb0, 0xd7, 0xa1]],
  big5: [[0xa1, 0xc6, 0x40]],
  "euc-kr": [[0xa1, 0xa3, 0xa1], [0xb0, 0xc8, 0xa1]],
};

/** The share of two-byte characters that are common ones, 1 where this is not known. */
function commonShare(bytes: Uint8Array, encoding: string): number {
  const ranges = COMMON[encoding];
  if (ranges === undefined) return 1;
  let common = 0;
  let all = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    all++;
    if (ranges.some(([first, last, least]) => lead >= first && lead <= last && trail >= least)) {
      common++;
    }
  }
  return all === 0 ? 1 : common / all;
}

/** Characters that text does not hold: what shows them was read in the wrong encoding. */
// deno-lint-ignore no-control-regex -- what no text holds is looked for
const NOT_TEXT = /[\0-\x08\x0e-\x19\x1c-\x1f\x7f-\x9f\ufffd]/;

/**
 * Whether there are control characters that no text has. In none of the candidates is such a byte
 * a part of another character, so that decoding them all need not be tried.
 */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.some((byte) =>
    byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b
  );
}

/** How the detector ranks the candidates for these bytes; each is in it once, the likeliest first. */
export async function rank(
  bytes: Uint8Array,
  candidates: ReadonlyMap<string, Candidate>,
): Promise<{ encoding: string; confidence: number; score: number }[]> {
  const { detectAll } = await import("jschardet");
  const sample = sampleOf(bytes);
  const found = detectAll(sample, {
    detectEncodings: [...candidates.keys()],
    minimumThreshold: 0,
  });
  const ranked = [];
  for (const { encoding: answer, confidence } of found) {
    const name = (answer ?? "").toLowerCase();
    const candidate = candidates.get(ANSWERS[name] ?? name);
    if (candidate === undefined) continue;
    const { encoding, weight } = candidate;
    const score = confidence * weight * commonShare(sample, encoding) ** 2;
    ranked.push({ encoding, confidence, score });
  }
  return ranked.sort((a, b) => b.score - a.score);
}

/** The likeliest encoding in which all of the bytes are text; null where there is none. */
export async function guessEncoding(bytes: Uint8Array): Promise<Guess | null> {
  if (isBinary(bytes)) return null;
  const ranked = await rank(bytes, FILE_CANDIDATES);
  // A text that the detector makes nothing of may still be one in any of them.
  const rest = [...FILE_CANDIDATES.values()].sort((a, b) => b.weight - a.weight)
    .filter(({ encoding }) => !ranked.some((r) => r.encoding === encoding))
    .map(({ encoding }) => ({ encoding, confidence: 0 }));
  for (const { encoding, confidence } of [...ranked, ...rest]) {
    const text = await decodeFatal(bytes, encoding);
    if (text !== null && !NOT_TEXT.test(text)) return { encoding, text, confidence };
  }
  return null;
}
