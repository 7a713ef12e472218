/**
 * The notation that statements are written in, read into parts:
 *
 *     CREATE {? OR REPLACE } VIEW {view} AS{/}{query}
 *
 * | text                 | is                                                             |
 * | -------------------- | -------------------------------------------------------------- |
 * | `WORD`               | a keyword                                                      |
 * | `{name}`             | a part that is named elsewhere                                 |
 * | `{? text }`          | left out in half of the texts, with the blank before it        |
 * | `{ one | two }`      | one of them; a bar stands between blanks                       |
 * | `{, name}`           | a list of one to four on a line                                |
 * | `{; name}`           | a list of one to four, mostly one a line                       |
 * | `{/}` `{>}` `{<}`    | a line break; one that goes further in; one that comes back    |
 * | `{{` `}}`            | the braces themselves                                          |
 *
 * Anything else stands for itself. A blank is a place for faults in spacing.
 */

export type Part =
  | { is: "word" | "text" | "call"; text: string }
  | { is: "space" | "comma" | "break" | "in" | "out" }
  | { is: "optional"; parts: Part[] }
  | { is: "choice"; choices: Part[][] }
  | { is: "list"; name: string; inline: boolean };

const READ = new Map<string, Part[]>();

/** The parts of a template; each template is read once. */
export function partsOf(template: string): Part[] {
  let parts = READ.get(template);
  if (parts === undefined) {
    parts = read(template);
    READ.set(template, parts);
  }
  return parts;
}

const TOKEN = /\{\{|\}\}|\{|\}|\s+|,|[A-Za-z_][A-Za-z_0-9]*|[^{}\s,A-Za-z_]+/g;
const MARKS: Record<string, "break" | "in" | "out"> = { "/": "break", ">": "in", "<": "out" };

function read(template: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < template.length;) {
    if (template[at] === "{" && template[at + 1] !== "{") {
      const end = closing(template, at);
      const part = braced(template.slice(at + 1, end), template);
      if (part.is === "optional" && parts.at(-1)?.is === "space") parts.pop();
      parts.push(part);
      at = end + 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(template)![0];
    at += token.length;
    parts.push(plain(token));
  }
  return parts;
}

/** Without the part go the blanks before it, so that none are left behind. */
function withSpaceBefore(parts: Part[]): Part[] {
  const first = parts[0]?.is;
  return first === "comma" || first === "break" || first === "in" || first === "out"
    ? parts
    : [{ is: "space" }, ...parts];
}

function plain(token: string): Part {
  if (token === "{{") return { is: "text", text: "{" };
  if (token === "}}") return { is: "text", text: "}" };
  if (token === ",") return { is: "comma" };
  if (/^\s+$/.test(token)) return { is: "space" };
  if (/^[A-Z][A-Z_0-9]*$/.test(token)) return { is: "word", text: token };
  return { is: "text", text: token };
}

function braced(inside: string, template: string): Part {
  const mark = MARKS[inside];
  if (mark !== undefined) return { is: mark };
  if (/^[a-z][a-z_0-9]*$/.test(inside)) return { is: "call", text: inside };
  if (inside.startsWith("? ")) {
    return { is: "optional", parts: withSpaceBefore(read(inside.slice(2).trimEnd())) };
  }
  const list = /^([,;]) ([a-z_]+)$/.exec(inside);
  if (list !== null) return { is: "list", name: list[2]!, inline: list[1] === "," };
  if (inside.startsWith(" ")) {
    return { is: "choice", choices: divide(inside).map((each) => read(each.trim())) };
  }
  throw new Error(`"{${inside}}" is not a part of a template, in: ${template}`);
}

/** The place of the brace that closes the one at `open`. */
function closing(template: string, open: number): number {
  for (let at = open, depth = 0; at < template.length; at++) {
    if (template[at] === "{") depth++;
    else if (template[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`a brace is not closed in: ${template}`);
}

/** What stands between the bars that are in no inner brace. */
function divide(inside: string): string[] {
  const divided: string[] = [];
  let [from, depth] = [0, 0];
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === "{") depth++;
    else if (inside[at] === "}") depth--;
    else if (depth === 0 && inside.startsWith(" | ", at)) {
      divided.push(inside.slice(from, at));
      from = at + 3;
    }
  }
  return [...divided, inside.slice(from)];
}
