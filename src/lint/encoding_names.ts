/**
 * Names of encodings: the labels of the WHATWG Encoding Standard, Python's spellings (which
 * SQLFluff's `encoding` takes), and the code pages of DOS that neither a browser nor Deno has.
 */
import { LintelError } from "../errors.ts";

/** In place of a name: the encoding is found out, as by default. */
export const AUTODETECT = "autodetect";

/** Of DOS, and UTF-32: iconv-lite reads them, TextDecoder does not. */
const PAGES = new Set(
  ("cp437 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp869 " +
    "cp1125 utf-32 utf-32le utf-32be").split(" "),
);

/** Python's names that are no WHATWG label however they are punctuated; keys are letters and digits. */
const PYTHON: Readonly<Record<string, string>> = {
  u8: "utf-8",
  utf: "utf-8",
  utf8sig: "utf-8",
  cp65001: "utf-8",
  u16: "utf-16",
  utf16: "utf-16",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
  u32: "utf-32",
  utf32: "utf-32",
  utf32le: "utf-32le",
  utf32be: "utf-32be",
  "646": "ascii",
  usascii: "ascii",
  l1: "latin1",
  latin: "latin1",
  "8859": "latin1",
  latin9: "iso-8859-15",
  latin10: "iso-8859-16",
  latin8: "iso-8859-14",
  latin7: "iso-8859-13",
  cp819: "latin1",
  cp932: "shift_jis",
  ms932: "shift_jis",
  "932": "shift_jis",
  mskanji: "shift_jis",
  shiftjis: "shift_jis",
  sjis: "shift_jis",
  shiftjis2004: "shift_jis",
  eucjp: "euc-jp",
  ujis: "euc-jp",
  cp949: "euc-kr",
  ms949: "euc-kr",
  uhc: "euc-kr",
  "949": "euc-kr",
  euckr: "euc-kr",
  cp936: "gbk",
  ms936: "gbk",
  "936": "gbk",
  cp950: "big5",
  ms950: "big5",
  "950": "big5",
  big5tw: "big5",
  big5hkscs: "big5",
  cp874: "windows-874",
  maccyrillic: "x-mac-cyrillic",
  macroman: "macintosh",
};

/** The name as TextDecoder has it, in lower case; null where it is no label. */
function label(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Spellings under which a name may be a label. */
function* spellings(name: string): Generator<string> {
  yield name;
  const dashed = name.replaceAll(/[\s_]+/g, "-");
  yield dashed;
  yield name.replaceAll(/[\s-]+/g, "_");
  const bare = name.replaceAll(/[^a-z0-9]/g, "");
  if (Object.hasOwn(PYTHON, bare)) yield PYTHON[bare]!;
  yield bare;
  yield bare.replace(/^(cp|win|windows)?(125\d)$/, "windows-$2");
  yield bare.replace(/^(iso)?8859(\d{1,2})$/, "iso-8859-$2");
  yield bare.replace(/^koi8([ru])$/, "koi8-$1");
  yield bare.replace(/^(ibm|cp|dos)?(\d{3,4})$/, "cp$2");
}

/** The one name of the encoding that `name` means; null where there is none. */
export function encodingNamed(name: string): string | null {
  const lower = name.trim().toLowerCase();
  for (const spelling of spellings(lower)) {
    // TextDecoder takes the byte order from the label; a mark says more.
    if (spelling === "utf-16") return "utf-16";
    if (PAGES.has(spelling)) return spelling;
    const known = label(spelling);
    // The standard's own trap for encodings that it refuses to read.
    if (known !== null && known !== "replacement") return known;
  }
  return null;
}

/** A text that cannot be read in the encoding that it is to be in. */
export function undecodable(message: string): LintelError {
  return new LintelError("undecodable", message, { fields: [{ path: "encoding", message }] });
}

/** What is said of a name that is none. */
export function noEncoding(name: string): string {
  return `there is no encoding ${JSON.stringify(name)}; utf-8 is one`;
}

/** True for a name that can be decoded, and for `autodetect`. */
export function isEncoding(name: string): boolean {
  return name.trim().toLowerCase() === AUTODETECT || encodingNamed(name) !== null;
}

/** Whether iconv-lite must read it. */
export function isPage(name: string): boolean {
  return PAGES.has(name);
}
