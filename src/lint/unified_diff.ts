/**
 * Unified diffs, as `git diff` and `diff -u` write them: which lines of the new files a change
 * added, and between which lines it took some away.
 */
import { LintelError } from "../errors.ts";
import { scanStatements } from "./statements.ts";

/** What a change did to one file, in lines of the new text, ascending. */
export interface Changes {
  /** Added lines, from first to last. */
  added: [first: number, last: number][];
  /** Lines were taken away behind this line (0 at the start of the file). */
  cuts: Cut[];
}

export interface Cut {
  after: number;
  /** Whether what was taken away ended with a statement's end, so that the next one lost nothing. */
  isWhole: boolean;
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const PREFIX = /^[abciow12]\//;

/** A file name of a diff: quoted as in C where it holds characters that are not plain. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name.replace(/\t.*$/, "");
  const bytes: number[] = [];
  const plain: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    a: "\x07",
    b: "\b",
    f: "\f",
    v: "\v",
  };
  const inner = name.slice(1, name.lastIndexOf('"'));
  for (const [part, octal, letter] of inner.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else {bytes.push(
        ...new TextEncoder().encode(letter === undefined ? part : plain[letter] ?? letter),
      );}
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** The names that a `+++` line may mean: with and without the letter that Git puts before them. */
function namesOf(line: string): string[] {
  const name = unquoted(line.slice("+++ ".length));
  if (name === "/dev/null") return [];
  return PREFIX.test(name) ? [name.slice(2), name] : [name];
}

/** Reads the lines of a diff one after the other. */
class DiffReader {
  readonly files = new Map<string, Changes>();
  private changes: Changes = { added: [], cuts: [] };
  private oldLeft = 0;
  private newLeft = 0;
  private newLine = 0;
  private removed: string[] = [];
  private any = false;

  read(line: string, number: number): void {
    if (this.oldLeft > 0 || this.newLeft > 0) this.readBody(line, number);
    else if (line.startsWith("+++ ")) this.readName(line);
    else if (line.startsWith("@@@")) {
      this.refuse(number, "is of a combined diff, which compares with several files");
    } else if (line.startsWith("@@")) this.readHunk(line, number);
  }

  end(number: number): void {
    if (this.oldLeft > 0 || this.newLeft > 0) this.refuse(number, "is the last: lines are missing");
    this.cut();
  }

  get isDiff(): boolean {
    return this.any;
  }

  private refuse(number: number, why: string): never {
    throw new LintelError("invalid_request", `the diff cannot be read: line ${number} ${why}`);
  }

  private readName(line: string): void {
    this.cut();
    this.any = true;
    this.changes = { added: [], cuts: [] };
    for (const name of namesOf(line)) this.files.set(name, this.changes);
  }

  private readHunk(line: string, number: number): void {
    const found = HUNK.exec(line);
    if (found === null || !this.any) this.refuse(number, "begins no hunk of a file");
    this.cut();
    const [, old = "1", first, fresh = "1"] = found;
    this.oldLeft = Number(old);
    this.newLeft = Number(fresh);
    // A hunk without new lines names the one before it.
    this.newLine = Number(first) + (this.newLeft === 0 ? 1 : 0);
  }

  private readBody(line: string, number: number): void {
    if (line.startsWith("\\")) return;
    if (line.startsWith("+")) {
      this.newLeft--;
      this.add(this.newLine++);
    } else if (line.startsWith("-")) {
      this.oldLeft--;
      this.removed.push(line.slice(1));
    } else if (line === "" || line.startsWith(" ")) {
      this.cut();
      this.oldLeft--;
      this.newLeft--;
      this.newLine++;
    } else this.refuse(number, "is neither added, removed nor unchanged");
    if (this.newLeft < 0 || this.oldLeft < 0) this.refuse(number, "is more than its hunk has");
  }

  private add(line: number): void {
    const last = this.changes.added.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else this.changes.added.push([line, line]);
  }

  /** Notes what was removed, once all of it is known; lines added in its place stand before. */
  private cut(): void {
    if (this.removed.length === 0) return;
    const { statements } = scanStatements(this.removed.join("\n"));
    this.changes.cuts.push({
      after: this.newLine - 1,
      isWhole: statements.at(-1)?.terminated ?? true,
    });
    this.removed = [];
  }
}

/**
 * The changes of each file that the diff names, by its new name; files that were deleted are left
 * out. Throws `invalid_request` for what is no unified diff; an empty text is one without changes.
 */
export function parseUnifiedDiff(text: string): Map<string, Changes> {
  const reader = new DiffReader();
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [i, line] of lines.entries()) reader.read(line.replace(/\r$/, ""), i + 1);
  reader.end(lines.length);
  if (!reader.isDiff && /\S/.test(text) && !/^diff --git /m.test(text)) {
    throw new LintelError("invalid_request", "the diff cannot be read: it names no file");
  }
  return reader.files;
}
