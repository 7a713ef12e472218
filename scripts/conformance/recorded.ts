/** Files that SQLFluff has answered for, in the folder that DATA_OPTION names. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A finding by its place. */
export interface Place {
  code: string;
  line: number;
  pos: number;
}

export interface Golden {
  file: string;
  sql: string;
  violations: Place[];
}

/** Every line of a file of JSON lines. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, "utf8").split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Where the goldens of a dialect are. */
export function goldensPath(data: string, dialect: string): string {
  return join(data, "goldens", `${dialect}.jsonl`);
}

/** The dialects that have goldens, sorted. */
export function goldenDialects(data: string): string[] {
  return readdirSync(join(data, "goldens")).sort().map((name) => name.replace(/\.jsonl$/, ""));
}
