/**
 * The names of a ZIP file. An entry whose flag says so has its name in UTF-8; any other is in
 * CP437 by the standard, and in whatever code page its maker's system had in truth: Shift-JIS,
 * GBK, CP866. All of an archive's names are judged together, because one alone says little. A
 * wrong guess costs no file: the entry is read under the name that came of it.
 */
import { setImmediate } from "node:timers/promises";
import { decodeFatal } from "../lint/decode.ts";
import { type Candidate, rank } from "../lint/detect_encoding.ts";
import { Backslashes } from "./names.ts";
import type { Reading } from "./port.ts";

export interface RawName {
  bytes: Uint8Array;
  /** The archive says that the name is UTF-8. */
  said: boolean;
  /** It is UTF-8, said or not, and `text` is right. */
  utf8: boolean;
  /** The name where it is. */
  text: string;
}

/** Code pages of systems that pack archives, by the detector's names. */
const CANDIDATES: ReadonlyMap<string, Candidate> = new Map([
  ["cp437", { encoding: "cp437", weight: 1 }],
  ["cp850", { encoding: "cp850", weight: 0.9 }],
  ["cp852", { encoding: "cp852", weight: 0.9 }],
  ["cp866", { encoding: "ibm866", weight: 1 }],
  ["windows-1250", { encoding: "windows-1250", weight: 0.6 }],
  ["windows-1251", { encoding: "windows-1251", weight: 1 }],
  ["windows-1252", { encoding: "windows-1252", weight: 0.8 }],
  ["gb18030", { encoding: "gbk", weight: 1.2 }],
  ["big5hkscs", { encoding: "big5", weight: 1 }],
  ["cp932", { encoding: "shift_jis", weight: 1 }],
  ["cp949", { encoding: "euc-kr", weight: 1 }],
]);

const STANDARD = "cp437";
/** Another must be this much likelier than the standard's: then the bytes plainly are it. */
const PLAINLY = 2;

/** Names that are decoded before the process does other work for a moment. */
const TURN = 500;

/** Names as people know these code pages. */
const SHOWN: Readonly<Record<string, string>> = { ibm866: "cp866" };

function isAscii(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => byte >= 0x80);
}

function joined(names: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(names.reduce((sum, name) => sum + name.length + 1, 0));
  let at = 0;
  for (const name of names) {
    all.set(name, at);
    at += name.length;
    all[at++] = 0x0a;
  }
  return all;
}

/** Decodes one name; by the standard where the encoding does not fit, which reads every byte. */
async function decodeName(bytes: Uint8Array, encoding: string): Promise<string> {
  return await decodeFatal(bytes, encoding) ?? (await decodeFatal(bytes, STANDARD))!;
}

/**
 * Whether most of the names fit, and different ones stay different. The others may come from
 * another system: archives are added to.
 */
async function suits(names: readonly Uint8Array[], encoding: string): Promise<boolean> {
  const seen = new Set<string>();
  let fit = 0;
  for (const [i, bytes] of names.entries()) {
    if (i % TURN === 0) await setImmediate();
    if (await decodeFatal(bytes, encoding) !== null) fit++;
    seen.add(await decodeName(bytes, encoding));
  }
  const different = new Set(names.map((bytes) => bytes.join()));
  return 2 * fit >= names.length && seen.size === different.size;
}

/** The encoding of names that do not say theirs. */
async function encodingOf(names: readonly Uint8Array[]): Promise<string> {
  const ranked = await rank(joined(names), CANDIDATES);
  const standard = ranked.find(({ encoding }) => encoding === STANDARD)?.score ?? 0;
  for (const { encoding, score } of ranked) {
    if (encoding === STANDARD || score < PLAINLY * standard) break;
    if (await suits(names, encoding)) return encoding;
  }
  return STANDARD;
}

/** Reads every name, and turns the backslashes of Windows into the slashes of the standard. */
export async function readNames(
  raw: readonly RawName[],
): Promise<{ names: { name: string; shown: string }[]; reading: Reading }> {
  const unsaid = raw.filter(({ said, bytes }) => !said && !isAscii(bytes));
  // zip.js knows UTF-8 when it sees it: no other encoding looks like it by chance.
  const unknown = unsaid.filter(({ utf8 }) => !utf8).map(({ bytes }) => bytes);
  const encoding = unknown.length > 0
    ? await encodingOf(unknown)
    : unsaid.length > 0
    ? "utf-8"
    : null;
  const names: { name: string; shown: string }[] = [];
  const backslashes = new Backslashes();
  for (const { bytes, utf8, text } of raw) {
    const shown = utf8 || encoding === null || isAscii(bytes)
      ? text
      : await decodeName(bytes, encoding);
    // After decoding: in Shift-JIS, Big5 and GBK the byte of a backslash may be half a character.
    names.push({ name: backslashes.turn(shown), shown });
  }
  const name_encoding = encoding === null ? null : SHOWN[encoding] ?? encoding;
  return { names, reading: { name_encoding, notes: backslashes.notes() } };
}
