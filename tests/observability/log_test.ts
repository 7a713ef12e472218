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
