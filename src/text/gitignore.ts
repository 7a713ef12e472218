/**
 * Patterns of Git, as `.gitignore` has them (gitignore(5)): which paths a list of them leaves out.
 * Lists come from whoever uploads them and are matched in the process that everything else runs in,
 * so no regular expression is made of them: it could be made to run for ever. Here the work is at
 * most the lengths of a path and of the patterns multiplied.
 */

type Test = (character: string) => boolean;

/** A name with `*`, which is any number of characters, and tests of one character each. */
class NameGlob {
  private readonly tokens: ("*" | Test)[];
  /** Characters that a name has at least. */
  private readonly least: number;

  constructor(tokens: readonly ("*" | Test)[]) {
    this.tokens = tokens.filter((token, i) => token !== "*" || tokens[i - 1] !== "*");
    this.least = this.tokens.filter((token) => token !== "*").length;
  }

  /** What one star takes is never looked at again for the sake of those before it. */
  matches(name: string): boolean {
    if (name.length < this.least) return false;
    const { tokens } = this;
    let [at, token, star, from] = [0, 0, -1, 0];
    while (at < name.length) {
      const test = tokens[token];
      if (test === "*") [star, from] = [token++, at];
      else if (test !== undefined && test(name[at]!)) [at, token] = [at + 1, token + 1];
      else if (star < 0) return false;
      else [at, token] = [++from, star + 1];
    }
    return token === tokens.length || (token === tokens.length - 1 && tokens[token] === "*");
  }
}

/** Any number of folders, also none: `**` between slashes. */
const FOLDERS = Symbol("folders");

/** What stands between the slashes of a pattern. */
type Part = string | NameGlob | typeof FOLDERS;

const ANY_NAME: Part = new NameGlob(["*"]);

interface Pattern {
  /** It takes back what patterns before it leave out. */
  isNegated: boolean;
  isForFolders: boolean;
  /** It is meant from the folder of the list, and not for names at any depth. */
  isAnchored: boolean;
  parts: readonly Part[];
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};
const CLASS = /\[:([a-z]*):\]/y;

/** Reads one part of a pattern. Throws NeverMatches for one that Git matches with nothing. */
class PartReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Part {
    const tokens: ("*" | Test)[] = [];
    let plain: string | null = "";
    while (this.at < this.text.length) {
      const c = this.text[this.at++]!;
      if (c === "*") tokens.push("*");
      else if (c === "?") tokens.push(() => true);
      else if (c === "[") tokens.push(this.set());
      else {
        const literal = c === "\\" ? this.next() : c;
        if (plain !== null) plain += literal;
        tokens.push((character) => character === literal);
        continue;
      }
      plain = null;
    }
    return plain ?? new NameGlob(tokens);
  }

  private next(): string {
    const c = this.text[this.at++];
    if (c === undefined) throw new NeverMatches();
    return c;
  }

  /** What stands in brackets; a `]` that comes first is a member. */
  private set(): Test {
    const isNegated = "!^".includes(this.text[this.at] ?? "-");
    if (isNegated) this.at++;
    const members: Test[] = [];
    for (let isFirst = true;; isFirst = false) {
      const named = this.className();
      if (named !== null) {
        members.push((c) => named.test(c));
        continue;
      }
      const c = this.next();
      if (c === "]" && !isFirst) break;
      const from = c === "\\" ? this.next() : c;
      const isRange = this.text[this.at] === "-" &&
        !["]", undefined].includes(this.text[this.at + 1]);
      if (isRange) this.at++;
      const last = isRange ? this.next() : from;
      const to = isRange && last === "\\" ? this.next() : last;
      members.push((character) => from <= character && character <= to);
    }
    return (character) => members.some((test) => test(character)) !== isNegated;
  }

  /** The class that stands here, as in `[:alpha:]`; null for none. */
  private className(): RegExp | null {
    CLASS.lastIndex = this.at;
    const found = CLASS.exec(this.text);
    if (found === null) return null;
    this.at = CLASS.lastIndex;
    const named = CLASSES[found[1]!];
    if (named === undefined) throw new NeverMatches();
    return named;
  }
}

class NeverMatches extends Error {}

/** A line without the blanks at its end that no backslash keeps. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end--;
  let slashes = 0;
  while (line[end - 1 - slashes] === "\\") slashes++;
  return end < line.length && slashes % 2 === 1 ? line.slice(0, end + 1) : line.slice(0, end);
}

/** The pattern of a line; null for a comment, a line without one, and one that matches nothing. */
function patternOf(line: string): Pattern | null {
  let text = withoutBlanks(line);
  if (text === "" || text.startsWith("#")) return null;
  const isNegated = text.startsWith("!");
  if (isNegated) text = text.slice(1);
  const isForFolders = text.endsWith("/");
  if (isForFolders) text = text.slice(0, -1);
  const isAnchored = text.includes("/");
  const names = (text.startsWith("/") ? text.slice(1) : text).split("/");
  try {
    const parts = names.map((name) =>
      isAnchored && /^\*{2,}$/.test(name) ? FOLDERS : new PartReader(name).read()
    ).filter((part, i, all) => part !== FOLDERS || all[i - 1] !== FOLDERS);
    // At the end it stands for all that is in a folder, and not for the folder.
    if (parts.at(-1) === FOLDERS) parts.push(ANY_NAME);
    return { isNegated, isForFolders, isAnchored, parts };
  } catch (error) {
    if (error instanceof NeverMatches) return null;
    throw error;
  }
}

function fits(part: Part | undefined, name: string): boolean {
  if (typeof part === "string") return part === name;
  return part === FOLDERS || part?.matches(name) === true;
}

/** Calls `found` with the length of each start of the path that the pattern fits, in names. */
function eachFit(
  { isAnchored, parts }: Pattern,
  path: readonly string[],
  found: (length: number) => void,
): void {
  if (!isAnchored) {
    path.forEach((name, i) => fits(parts[0], name) && found(i + 1));
    return;
  }
  // The parts that come next: several, where any number of folders is one of them.
  let reached = new Set<number>();
  const reach = (into: Set<number>, part: number): void => {
    into.add(part);
    if (parts[part] === FOLDERS) into.add(part + 1);
  };
  reach(reached, 0);
  for (const [i, name] of path.entries()) {
    const next = new Set<number>();
    for (const at of reached) {
      if (fits(parts[at], name)) reach(next, parts[at] === FOLDERS ? at : at + 1);
    }
    if (next.has(parts.length)) found(i + 1);
    if (next.size === 0) return;
    reached = next;
  }
}

/** A list of patterns, read once for many paths. */
export class GitIgnore {
  private readonly patterns: readonly Pattern[];

  constructor(lines: readonly string[]) {
    this.patterns = lines.map(patternOf).filter((pattern) => pattern !== null);
  }

  /**
   * Whether the file is left out: `path` is relative to the folder of the list, with slashes. What
   * lies in a folder that is left out cannot be taken back. A path that leads out of the folder is
   * none of the list's.
   */
  ignores(path: string): boolean {
    const names = path.split("/");
    if (names.some((name) => ["", ".", ".."].includes(name))) return false;
    /** Of each start of the path, what the last pattern that fits says. */
    const isLeftOut: boolean[] = [];
    for (const pattern of this.patterns) {
      eachFit(pattern, names, (length) => {
        if (pattern.isForFolders && length === names.length) return;
        isLeftOut[length] = !pattern.isNegated;
      });
    }
    return isLeftOut.includes(true);
  }
}
