/** The filters that Jinja has for HTML and the web. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { ArgumentReader } from "./arguments.ts";
import { type Filter, filter } from "./filter.ts";
import { escaped, escapeHtml, Markup } from "./markup.ts";
import { elements } from "./elements.ts";
import { reprText } from "./text.ts";
import { Undefined } from "./undefined.ts";
import { PyDict, PyList, PyTuple, str, type Value } from "./values.ts";

function fileSize(value: Value, args: ArgumentReader): string {
  const bytes = typeof value === "string" || typeof value === "bigint" || typeof value === "number"
    ? Number(value)
    : NaN;
  if (Number.isNaN(bytes)) throw new TemplateRuntimeError("the size of a file is a number");
  const binary = args.flag("binary", false);
  const base = binary ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const letters = [binary ? "K" : "k", "M", "G", "T", "P", "E", "Z", "Y"];
  let at = 0;
  while (at < letters.length - 1 && bytes >= base ** (at + 2)) at++;
  return `${(bytes / base ** (at + 1)).toFixed(1)} ${letters[at]}${binary ? "iB" : "B"}`;
}

/** A dict as the attributes of a tag. */
function xmlAttributes(value: Value, args: ArgumentReader): string {
  if (!(value instanceof PyDict)) throw new TemplateRuntimeError("xmlattr takes a dict");
  const parts: string[] = [];
  for (const [key, each] of value.entries.values()) {
    if (each === null || each instanceof Undefined) continue;
    const name = str(key);
    if (/[\s/>=]/.test(name)) {
      throw new TemplateRuntimeError(`xmlattr cannot write an attribute called ${reprText(name)}`);
    }
    parts.push(`${escapeHtml(name)}="${escaped(each).text}"`);
  }
  const space = parts.length > 0 && args.flag("autospace", true) ? " " : "";
  const text = space + parts.join(" ");
  checkText(text.length);
  return text;
}

const HTTP =
  /^(?:(?:https?:\/\/|www\.)(?:[\p{L}\p{N}_%-]+\.)+[a-z]{2,}|(?:[\p{L}\p{N}_%-]{2,}\.)+(?:com|net|int|edu|gov|org|info|mil)|https?:\/\/(?:(?:\d{1,3}\.){3}\d{1,3}|\[(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}\]|localhost))(?::\d{1,5})?(?:[/?#]\S*)?$/iu;
const EMAIL = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
/** Longest word that may be an address. */
const MAX_WORD = 2000;
const PAIRS = [["(", ")"], ["<", ">"], ["&lt;", "&gt;"]] as const;

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** A word without the punctuation around it; brackets that belong together stay together. */
function peel(word: string): { head: string; middle: string; tail: string } {
  if (word.length > MAX_WORD) return { head: "", middle: word, tail: "" };
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? "";
  let middle = word.slice(head.length);
  let tail = /(?:[)>.,\n]|&gt;)+$/.exec(middle)?.[0] ?? "";
  middle = middle.slice(0, middle.length - tail.length);
  for (const [opening, closing] of PAIRS) {
    const opened = count(middle, opening);
    if (opened <= count(middle, closing)) continue;
    for (let left = Math.min(opened, count(tail, closing)); left > 0; left--) {
      const end = tail.indexOf(closing) + closing.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return { head, middle, tail };
}

function urlize(value: Value, args: ArgumentReader): string {
  const most = args.value("trim_url_limit", null);
  const rels = (args.textOrNull("rel") ?? "").split(/\s+/).filter((each) => each !== "");
  const rel = [
    ...new Set([...rels, "noopener", ...args.flag("nofollow", false) ? ["nofollow"] : []]),
  ]
    .sort().join(" ");
  const target = args.textOrNull("target");
  const attributes = ` rel="${escapeHtml(rel)}"` +
    (target === null ? "" : ` target="${escapeHtml(target)}"`);
  const schemes = args.value("extra_schemes", null);
  const extra = schemes === null ? [] : [...elements(schemes)].map(str);
  const shown = (url: string) =>
    most !== null && url.length > Number(most) ? `${url.slice(0, Number(most))}...` : url;
  const link = (middle: string): string => {
    if (middle.length > MAX_WORD) return middle;
    if (HTTP.test(middle)) {
      const url = /^https?:\/\//.test(middle) ? middle : `https://${middle}`;
      return `<a href="${url}"${attributes}>${shown(middle)}</a>`;
    }
    if (middle.startsWith("mailto:") && EMAIL.test(middle.slice(7))) {
      return `<a href="${middle}">${middle.slice(7)}</a>`;
    }
    if (!/^(?:www\.|@)|:/.test(middle) && EMAIL.test(middle)) {
      return `<a href="mailto:${middle}">${middle}</a>`;
    }
    const known = extra.some((scheme) => middle !== scheme && middle.startsWith(scheme));
    return known ? `<a href="${middle}"${attributes}>${middle}</a>` : middle;
  };
  const words = escaped(value).text.split(/(\s+)/).map((word) => {
    const { head, middle, tail } = peel(word);
    return head + link(middle) + tail;
  });
  const text = words.join("");
  checkText(text.length);
  return text;
}

/** Percent-encodes all but what a URL takes as it is. */
function quote(value: Value, safe: RegExp): string {
  return encodeURIComponent(str(value))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(safe, decodeURIComponent);
}

function urlEncode(value: Value): string {
  const pairs = value instanceof PyDict
    ? value.items()
    : value instanceof PyList || value instanceof PyTuple
    ? [...value.items]
    : null;
  if (pairs === null) return quote(value, /%2F/g);
  const one = (part: Value) => quote(part, /^$/g).replaceAll("%20", "+");
  return pairs.map((pair) => [...elements(pair)].map(one).join("=")).join("&");
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\xa0"],
]);

/** A text without what stands between two marks, the marks included. */
function without(text: string, opening: string, closing: string): string {
  let result = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf(opening, at);
    const end = start < 0 ? -1 : text.indexOf(closing, start + opening.length);
    if (end < 0) return result + text.slice(at);
    result += text.slice(at, start);
    at = end + closing.length;
  }
}

function stripTags(text: string): string {
  const bare = without(without(text, "<!--", "-->"), "<", ">").trim().replace(/\s+/g, " ");
  return bare.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES.get(name) ?? whole;
      const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** These filters by name. */
export const HTML_FILTERS: readonly [string, Filter][] = [
  filter("e", [], escaped),
  filter("escape", [], escaped),
  filter("forceescape", [], (value) => new Markup(escapeHtml(str(value)))),
  filter("safe", [], (value) => new Markup(str(value))),
  filter("filesizeformat", ["binary"], fileSize),
  filter("striptags", [], (value) => stripTags(str(value))),
  filter("urlencode", [], urlEncode),
  filter("urlize", ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"], urlize),
  filter("xmlattr", ["autospace"], xmlAttributes),
];
