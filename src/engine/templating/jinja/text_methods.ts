/** The methods of Python's str. */
import { TemplateRuntimeError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { ArgumentReader } from "./arguments.ts";
import { elements } from "./elements.ts";
import { capitalize, characters, splitLines, strip, textLength, titleCase } from "./text.ts";
import { type Call, kindOf, PyDict, PyList, PyTuple, str, type Value } from "./values.ts";

type Method = (text: string, args: ArgumentReader, call: Call) => Value;

const plain = (run: (text: string) => Value): readonly [readonly string[], Method] => [
  [],
  (text) => run(text),
];
const all = (pattern: RegExp) => plain((text) => text !== "" && pattern.test(text));

function replaceText(text: string, old: string, by: string, count: number): string {
  const parts = old === "" ? ["", ...characters(text), ""] : text.split(old);
  const pieces = count < 0 ? parts.length : Math.min(count + 1, parts.length);
  const result = [parts.slice(0, pieces).join(by), ...parts.slice(pieces)].join(old);
  checkText(result.length);
  return result;
}

/** Splits at white space or a separator, `most` times at the most; a negative `most` is no limit. */
function split(text: string, separator: string | null, most: number, fromRight: boolean): PyList {
  const parts = separator === null
    ? [...text.matchAll(/\S+/g)].map((found) => found[0])
    : text.split(separator);
  if (separator === "") throw new TemplateRuntimeError("a text cannot be split at an empty text");
  if (most < 0 || parts.length <= most + 1) return new PyList(parts);
  if (separator !== null) {
    const kept = fromRight
      ? [parts.slice(0, parts.length - most).join(separator), ...parts.slice(parts.length - most)]
      : [...parts.slice(0, most), parts.slice(most).join(separator)];
    return new PyList(kept);
  }
  const places = [...text.matchAll(/\S+/g)].map((found) => found.index);
  if (!fromRight) return new PyList([...parts.slice(0, most), text.slice(places[most]).trimEnd()]);
  const last = parts.length - most - 1;
  const head = text.slice(0, places[last]! + parts[last]!.length).trimStart();
  return new PyList([head, ...parts.slice(last + 1)]);
}

function partition(text: string, separator: string, fromRight: boolean): PyTuple {
  const at = fromRight ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return new PyTuple(fromRight ? ["", "", text] : [text, "", ""]);
  return new PyTuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function find(text: string, wanted: string, fromRight: boolean): bigint {
  const at = fromRight ? text.lastIndexOf(wanted) : text.indexOf(wanted);
  return at < 0 ? -1n : BigInt(textLength(text.slice(0, at)));
}

function index(text: string, wanted: string, fromRight: boolean): bigint {
  const at = find(text, wanted, fromRight);
  if (at < 0n) throw new TemplateRuntimeError("the text that is looked for is not there");
  return at;
}

function affixes(value: Value): string[] {
  return value instanceof PyTuple ? value.items.map(str) : [str(value)];
}

function padded(text: string, args: ArgumentReader, side: "left" | "right" | "both"): string {
  const room = Math.max(0, args.integer("width", 0) - textLength(text));
  checkText(room);
  const fill = args.text("fillchar", " ");
  if (side === "left") return fill.repeat(room) + text;
  if (side === "right") return text + fill.repeat(room);
  return fill.repeat(Math.floor(room / 2)) + text + fill.repeat(Math.ceil(room / 2));
}

function joined(text: string, args: ArgumentReader): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of elements(args.required("iterable"))) {
    if (typeof item !== "string") {
      const which = `element ${parts.length + 1} is ${kindOf(item)}`;
      throw new TemplateRuntimeError(`join() takes texts, and ${which}: use the filter join`);
    }
    checkText(length += item.length + text.length);
    parts.push(item);
  }
  return parts.join(text);
}

const WIDTH = ["width", "fillchar"];
const SEPARATOR = ["sep", "maxsplit"];

const METHODS = new Map<string, readonly [readonly string[], Method]>([
  ["upper", plain((text) => text.toUpperCase())],
  ["lower", plain((text) => text.toLowerCase())],
  ["casefold", plain((text) => text.toLowerCase())],
  ["title", plain(titleCase)],
  ["capitalize", plain(capitalize)],
  [
    "swapcase",
    plain((text) =>
      characters(text)
        .map((each) => each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase())
        .join("")
    ),
  ],
  ["isdigit", all(/^\p{Nd}+$/u)],
  ["isdecimal", all(/^\p{Nd}+$/u)],
  ["isnumeric", all(/^\p{N}+$/u)],
  ["isalpha", all(/^\p{L}+$/u)],
  ["isalnum", all(/^[\p{L}\p{N}]+$/u)],
  ["isspace", all(/^\s+$/u)],
  ["isidentifier", all(/^[\p{L}_][\p{L}\p{N}_]*$/u)],
  ["isupper", plain((text) => text === text.toUpperCase() && text !== text.toLowerCase())],
  ["islower", plain((text) => text === text.toLowerCase() && text !== text.toUpperCase())],
  ["strip", [["chars"], (text, args) => strip(text, args.textOrNull("chars"), true, true)]],
  ["lstrip", [["chars"], (text, args) => strip(text, args.textOrNull("chars"), true, false)]],
  ["rstrip", [["chars"], (text, args) => strip(text, args.textOrNull("chars"), false, true)]],
  [
    "split",
    [
      SEPARATOR,
      (text, args) => split(text, args.textOrNull("sep"), args.integer("maxsplit", -1), false),
    ],
  ],
  [
    "rsplit",
    [
      SEPARATOR,
      (text, args) => split(text, args.textOrNull("sep"), args.integer("maxsplit", -1), true),
    ],
  ],
  [
    "splitlines",
    [["keepends"], (text, args) => new PyList(splitLines(text, args.flag("keepends", false)))],
  ],
  ["join", [["iterable"], joined]],
  [
    "replace",
    [
      ["old", "new", "count"],
      (text, args) =>
        replaceText(
          text,
          str(args.required("old")),
          str(args.required("new")),
          args.integer("count", -1),
        ),
    ],
  ],
  [
    "startswith",
    [
      ["prefix"],
      (text, args) => affixes(args.required("prefix")).some((each) => text.startsWith(each)),
    ],
  ],
  [
    "endswith",
    [
      ["suffix"],
      (text, args) => affixes(args.required("suffix")).some((each) => text.endsWith(each)),
    ],
  ],
  ["find", [["sub"], (text, args) => find(text, str(args.required("sub")), false)]],
  ["rfind", [["sub"], (text, args) => find(text, str(args.required("sub")), true)]],
  ["index", [["sub"], (text, args) => index(text, str(args.required("sub")), false)]],
  ["rindex", [["sub"], (text, args) => index(text, str(args.required("sub")), true)]],
  [
    "count",
    [["sub"], (text, args) => BigInt(text.split(str(args.required("sub"))).length - 1)],
  ],
  ["partition", [["sep"], (text, args) => partition(text, str(args.required("sep")), false)]],
  ["rpartition", [["sep"], (text, args) => partition(text, str(args.required("sep")), true)]],
  ["center", [WIDTH, (text, args) => padded(text, args, "both")]],
  ["ljust", [WIDTH, (text, args) => padded(text, args, "right")]],
  ["rjust", [WIDTH, (text, args) => padded(text, args, "left")]],
  [
    "zfill",
    [["width"], (text, args) => {
      const room = Math.max(0, args.integer("width", 0) - textLength(text));
      checkText(room);
      const sign = /^[-+]/.exec(text)?.[0] ?? "";
      return sign + "0".repeat(room) + text.slice(sign.length);
    }],
  ],
  [
    "expandtabs",
    [["tabsize"], (text, args) => {
      const size = Math.min(args.integer("tabsize", 8), 1000);
      const lines = text.split("\n").map((line) =>
        line.split("\t").reduce((done, part) =>
          done + " ".repeat(size > 0 ? size - textLength(done) % size : 0) + part
        )
      );
      const expanded = lines.join("\n");
      checkText(expanded.length);
      return expanded;
    }],
  ],
  [
    "translate",
    [["table"], (text, args) => {
      const table = args.required("table");
      if (!(table instanceof PyDict)) throw new TemplateRuntimeError("translate takes a dict");
      const parts = characters(text).map((char) => {
        const to = table.get(BigInt(char.codePointAt(0)!));
        if (to === undefined) return char;
        return to === null
          ? ""
          : typeof to === "bigint"
          ? String.fromCodePoint(Number(to))
          : str(to);
      });
      const translated = parts.join("");
      checkText(translated.length);
      return translated;
    }],
  ],
  [
    "maketrans",
    [["x", "y"], (_, args) => {
      const table = new PyDict();
      const to = characters(args.text("y", ""));
      characters(args.text("x", "")).forEach((char, index) => {
        table.set(BigInt(char.codePointAt(0)!), BigInt(to[index]?.codePointAt(0) ?? 0));
      });
      return table;
    }],
  ],
  [
    "removeprefix",
    [["prefix"], (text, args) => {
      const prefix = str(args.required("prefix"));
      return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    }],
  ],
  [
    "removesuffix",
    [["suffix"], (text, args) => {
      const suffix = str(args.required("suffix"));
      return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
    }],
  ],
]);

/** A method of a text by name, but for `format`; undefined when there is none. */
export function textMethod(text: string, name: string): ((call: Call) => Value) | undefined {
  const found = METHODS.get(name);
  if (found === undefined) return undefined;
  const [names, run] = found;
  return (call) => run(text, new ArgumentReader(call, name, names), call);
}
