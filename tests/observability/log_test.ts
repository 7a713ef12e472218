import assert from "node:assert/strict";
import { log, logFile, startLogging, stopLogging } from "../../src/observability/log.ts";
import { logLines } from "../support/log_lines.ts";

Deno.test("a log line is JSON with time, level, logger, message and its fields", async () => {
  await using caught = await logLines("debug");
  log("worker.lint").info("task ended", { job_id: "j", task_id: "t", request_id: "r", n: 1 });
  const [line] = caught.lines;
  assert.deepEqual(Object.keys(line!), [
    "timestamp",
    "level",
    "logger",
    "message",
    "module",
    "job_id",
    "task_id",
    "request_id",
    "n",
  ]);
  assert.ok(Date.parse(String(line!.timestamp)) > 0);
  assert.deepEqual([line!.level, line!.logger, line!.message], [
    "INFO",
    "lintel.worker.lint",
    "task ended",
  ]);
});

Deno.test("levels are written as the Python service wrote them, lesser ones left out", async () => {
  await using caught = await logLines("info");
  const logger = log("x");
  logger.debug("no");
  logger.info("a");
  logger.warning("b");
  logger.error("c");
  assert.deepEqual(caught.lines.map((l) => [l.level, l.message]), [
    ["INFO", "a"],
    ["WARNING", "b"],
    ["ERROR", "c"],
  ]);
});

Deno.test("an error becomes its stack, whatever was thrown", async () => {
  await using caught = await logLines("info");
  const logger = log("x");
  logger.error("broken", { error: new TypeError("the cause") });
  logger.error("broken", { error: "just words" });
  const [first, second] = caught.lines;
  assert.match(String(first?.exception), /^TypeError: the cause\n\s+at /);
  assert.equal("error" in first!, false);
  assert.equal(second?.exception, "just words");
});

Deno.test("braces in messages and lines in fields do not break a line", async () => {
  await using caught = await logLines("info");
  log("x").info("a {job_id} {{b}}\nc", { job_id: "1\n2" });
  assert.deepEqual([caught.lines[0]?.message, caught.lines[0]?.job_id], [
    "a {job_id} {{b}}\nc",
    "1\n2",
  ]);
});

Deno.test("a log file is appended to", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "before\n");
  const target = logFile(path);
  await startLogging("info", [target]);
  log("x").info("first");
  log("x").info("second");
  await stopLogging([target]);
  log("x").info("after the end");
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  assert.equal(lines[0], "before");
  assert.deepEqual(lines.slice(1).map((l) => JSON.parse(l).message), ["first", "second"]);
  await Deno.remove(path);
});

/** Stands for a part of the program: the test's own files are not below src. */
const CALLER = new URL("../../src/observability/log.ts", import.meta.url);

Deno.test("every line has its module; from warnings on the function, the line and causes", async () => {
  const path = await Deno.makeTempFile({ suffix: ".ts" });
  const folder = `${path}.d/src/part`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    `${folder}/thing.ts`,
    `import { log } from "${CALLER.href}";
const logger = log("part.thing");
export class Thing {
  async run() {
    logger.info("fine", { job_id: "j" });
    await Promise.resolve();
    logger.warning("odd");
    const cause = new TypeError("the cause");
    logger.error("broken", { error: new Error("outer", { cause }) });
  }
}
`,
  );
  const { Thing } = await import(`file://${folder}/thing.ts`);
  await using caught = await logLines("info");
  await new Thing().run();
  const [fine, odd, broken] = caught.lines;
  assert.deepEqual([fine?.module, fine?.function, fine?.job_id], ["part/thing", undefined, "j"]);
  assert.deepEqual([odd?.module, odd?.function, odd?.line, odd?.exception], [
    "part/thing",
    "Thing.run",
    7,
    undefined,
  ]);
  assert.deepEqual([broken?.function, broken?.line], ["Thing.run", 9]);
  assert.match(
    String(broken?.exception),
    /^Error: outer\n\s+at [^]*\nCaused by: TypeError: the cause\n\s+at /,
  );
  await Deno.remove(`${path}.d`, { recursive: true });
  await Deno.remove(path);
});

Deno.test("a log file that was moved away is opened anew, and kept where that fails", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/lintel.log`;
  const target = logFile(path);
  target.write("one");
  await Deno.rename(path, `${path}.1`);
  target.write("two");
  target.reopen!();
  target.write("three");
  await Deno.rename(folder, `${folder}.moved`);
  assert.throws(() => target.reopen!(), Deno.errors.NotFound);
  target.write("four");
  target.close();
  assert.equal(await Deno.readTextFile(`${folder}.moved/lintel.log.1`), "one\ntwo\n");
  assert.equal(await Deno.readTextFile(`${folder}.moved/lintel.log`), "three\nfour\n");
  await Deno.remove(`${folder}.moved`, { recursive: true });
});
