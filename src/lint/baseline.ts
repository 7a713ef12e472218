/**
 * Baselines: the findings that a project had at one time, so that only new ones count. A document
 * holds fingerprints (see `fingerprint.ts`); the file that each was found in only helps to choose
 * between equal ones, so a renamed file keeps its findings.
 */
import { LintelError } from "../errors.ts";

/** One entry; `count` (1 where absent) says how often the fingerprint was found in the file. */
export interface BaselineFinding {
  fingerprint: string;
  code: string;
  file: string;
  count?: number;
}

/** What `--write-baseline` writes, what `--baseline` reads and what the service stores. */
export interface BaselineDocument {
  version: 1;
  tool: "lintel";
  /** ISO 8601. */
  created_at: string;
  findings: BaselineFinding[];
}

/** How a finding stands to the baseline. */
export type BaselineState = "new" | "unchanged";

const FINGERPRINT = /^[0-9a-f]{32}$/;

function refuse(path: string, message: string): never {
  throw new LintelError("validation_failed", `The baseline cannot be read: ${path} ${message}.`, {
    fields: [{ path, message }],
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function finding(value: unknown, path: string): BaselineFinding {
  if (!isObject(value)) refuse(path, "must be an object");
  const { fingerprint, code, file, count } = value;
  if (typeof fingerprint !== "string" || !FINGERPRINT.test(fingerprint)) {
    refuse(`${path}.fingerprint`, "must be 32 hexadecimal digits");
  }
  if (typeof code !== "string" || code === "") refuse(`${path}.code`, "must be a rule's code");
  if (typeof file !== "string") refuse(`${path}.file`, "must be a text");
  if (count === undefined) return { fingerprint, code, file };
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 1) {
    refuse(`${path}.count`, "must be a whole number above 0");
  }
  return { fingerprint, code, file, count };
}

/** Checks what JSON gave. Throws `validation_failed`, naming the field. */
export function checkBaseline(value: unknown): BaselineDocument {
  if (!isObject(value)) refuse("the document", "must be an object");
  if (value.version !== 1) refuse("version", "must be 1");
  if (value.tool !== "lintel") refuse("tool", 'must be "lintel"');
  if (typeof value.created_at !== "string" || Number.isNaN(Date.parse(value.created_at))) {
    refuse("created_at", "must be a time as ISO 8601 has it");
  }
  if (!Array.isArray(value.findings)) refuse("findings", "must be a list");
  return {
    version: 1,
    tool: "lintel",
    created_at: value.created_at,
    findings: value.findings.map((each, index) => finding(each, `findings.${index}`)),
  };
}

/** Reads a document from its text. Throws `validation_failed`, naming the field. */
export function parseBaseline(text: string): BaselineDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("the document", "must be JSON");
  }
  return checkBaseline(value);
}

/** Puts a document together, finding by finding; equal ones of one file become one entry. */
export class BaselineBuilder {
  private readonly entries = new Map<string, BaselineFinding>();

  add({ fingerprint, code, file }: Omit<BaselineFinding, "count">): void {
    const key = `${fingerprint}\0${file}`;
    const known = this.entries.get(key);
    if (known === undefined) this.entries.set(key, { fingerprint, code, file });
    else known.count = (known.count ?? 1) + 1;
  }

  document(createdAt: Date): BaselineDocument {
    // In an order of its own, so that two baselines of the same findings differ in nothing.
    const order = ({ file, code, fingerprint }: BaselineFinding) =>
      `${file}\0${code}\0${fingerprint}`;
    const findings = [...this.entries.values()]
      .map((entry) => ({ entry, key: order(entry) }))
      .sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
      .map(({ entry }) => entry);
    return { version: 1, tool: "lintel", created_at: createdAt.toISOString(), findings };
  }
}

/** The document's text, an entry a line, so that version control shows what changed. */
export function baselineText({ findings, ...head }: BaselineDocument): string {
  const lines = findings.map((each) => `\n    ${JSON.stringify(each)}`).join(",");
  const body = lines === "" ? "[]" : `[${lines}\n  ]`;
  return `{\n  "version": 1,\n  "tool": "lintel",\n  "created_at": ${
    JSON.stringify(head.created_at)
  },\n  "findings": ${body}\n}\n`;
}

/** What is left of one fingerprint, by file. */
type Entries = Map<string, { code: string; count: number }>;

/** `own` is kept for the files that are compared; `free` may answer for any. */
interface Left {
  own: Entries;
  free: Entries;
}

/**
 * Compares findings with a baseline as they come. Each entry answers for as many findings as it
 * counts: first for those of its own file, else for those of another one.
 */
export class BaselineComparison {
  private readonly left = new Map<string, Left>();
  private counts = { new: 0, unchanged: 0 };

  /**
   * `isPresent` says which files of the baseline are among those that are compared: their entries
   * are kept for them, so that a copied statement in another file is new. Without it, any entry may
   * answer for any file.
   */
  constructor(
    { findings }: Pick<BaselineDocument, "findings">,
    isPresent: (file: string) => boolean = () => false,
  ) {
    for (const { fingerprint, code, file, count } of findings) {
      let left = this.left.get(fingerprint);
      if (left === undefined) {
        this.left.set(fingerprint, left = { own: new Map(), free: new Map() });
      }
      const entries = isPresent(file) ? left.own : left.free;
      const known = entries.get(file);
      if (known === undefined) entries.set(file, { code, count: count ?? 1 });
      else known.count += count ?? 1;
    }
  }

  /** Whether the finding is in the baseline; each call uses up an entry. */
  state({ fingerprint, file }: { fingerprint: string; file: string }): BaselineState {
    const state = this.take(fingerprint, file) ? "unchanged" : "new";
    this.counts[state]++;
    return state;
  }

  private take(fingerprint: string, file: string): boolean {
    const left = this.left.get(fingerprint);
    if (left === undefined) return false;
    const entries = left.own.has(file) ? left.own : left.free;
    const [name] = entries.has(file) ? [file] : entries.keys();
    if (name === undefined) return false;
    if (--entries.get(name)!.count === 0) entries.delete(name);
    return true;
  }

  /** How many findings were new and unchanged so far, and how many of the baseline are left. */
  tally(): { new: number; unchanged: number; gone: number } {
    let gone = 0;
    for (const { own, free } of this.left.values()) {
      for (const { count } of [...own.values(), ...free.values()]) gone += count;
    }
    return { ...this.counts, gone };
  }
}
