/**
 * Configuration of uploads is read in the process that everything else runs in: a line of it must
 * not cost more than its length. The lines here cost regular expressions that match them as a whole
 * minutes, for the square of their blanks.
 */
import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
import { ignoredBy, templateFolders } from "../../src/lint/companions.ts";
import { encodingSetting } from "../../src/lint/encoding_setting.ts";
import { applySeverity, hasPathSeverity } from "../../src/lint/severity.ts";
import { endingsIn } from "../../src/lint/sql_endings.ts";
import { patience } from "../support/patience.ts";

const many = (text: string) => text.repeat(150_000 / text.length);
const BLANKS = many(" ");

const LINES: Readonly<Record<string, string>> = {
  "blanks where nothing is set": `x${BLANKS}y`,
  "blanks in a value": `encoding = x${BLANKS}y`,
  "blanks in another value": `sql_file_exts = .x${BLANKS}y`,
  "blanks of another width": `x${many("\u2003")}y = z${many("\u2003")}z`,
  "blanks before a list": `ignore_paths = ${BLANKS}[`,
  "blanks before folders": `loader_search_path${BLANKS}= x${BLANKS}y`,
  "comments without an end": `x = y${many(" #")}\u2028z`,
  "brackets": `[${many("]")}x`,
  "headers": many("[a] "),
  "quotes": `x = ${many(`"'`)}`,
  "texts": `ignore_paths = [${many(`"${"a".repeat(20)}" `)}`,
  "backslashes": `ignore_paths = ["${many("\\")}`,
};

for (const [name, line] of Object.entries(LINES)) {
  Deno.test(`a long line of a configuration costs its length: ${name}`, () => {
    const before = cpuUsage();
    for (
      const [path, core] of [[".sqlfluff", "sqlfluff"], ["pyproject.toml", "tool.sqlfluff.core"]]
    ) {
      const severity = path === ".sqlfluff" ? "lintel:severity" : "tool.lintel.severity";
      const files = [{
        path: path!,
        text: `[${core}]\n${line}\n[${severity}]\n${line}\n${line}\n`,
      }];
      applySeverity([], "a.sql", files);
      hasPathSeverity(files);
      templateFolders(files);
      endingsIn(files);
      ignoredBy("a.sql", files);
      try {
        encodingSetting(undefined, undefined, files);
      } catch (error) {
        // A name that is no encoding is refused, however long it is.
        assert.equal((error as { code?: string }).code, "undecodable");
      }
    }
    const { user, system } = cpuUsage(before);
    assert.ok((user + system) / 1000 < patience(3000), `${(user + system) / 1e6} s of CPU`);
  });
}
