/** Pages about findings by keys alone: every action of each, in half of the looks there are. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { CHROMIUM, Dashboard, type Look } from "../support/browser.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { EVEN, frame, pause, type Walk, walk } from "../support/walks.ts";

const FAULTY = "SELECT a,b FROM t\n";
const HANGS = { sql_content: "-- do: hang\n", engine: "sqlfluff" };
const CRASHES = { sql_content: "-- do: crash\n", engine: "sqlfluff" };

/** Jobs of a look: one with findings, one that is dead, two that hang; the first of a label. */
async function prepare(
  { service: { remote } }: Dashboard,
  { size, language, scheme }: Required<Look>,
) {
  const project = `${size}-${language}-${scheme}`;
  const labels = { project };
  const found = `models/staging/found-${project}.sql`;
  const jobs = {
    found: await remote.submitJob({ sql_content: FAULTY, file_name: found, labels }),
    gone: await remote.submitJob({ sql_content: FAULTY, file_name: "gone.sql" }),
    dead: await remote.submitJob({ ...CRASHES, file_name: "dead.sql" }),
  };
  for (const job of Object.values(jobs)) await remote.ended(job, 120_000);
  const slow = await remote.submitJob({ ...HANGS, file_name: "slow.sql" });
  const slow2 = await remote.submitJob({ ...HANGS, file_name: "slow too.sql", labels });
  const [deadFile] = await remote.tasks(jobs.dead);
  return { ...jobs, slow, slow2, name: found, project, deadFile: deadFile!.task_id, remote };
}

type Made = Awaited<ReturnType<typeof prepare>>;

const PAGES: Record<string, Walk<Made>> = {
  async "/"(keys, { look }) {
    await keys.open("/");
    await keys.press("skip");
    assert.equal(await keys.page.evaluate(() => document.activeElement?.id), "main");
    await keys.sees("overview.rules");
    await pause(keys);
    await keys.press("overview.range.week");
    await keys.sees("overview.bucket", { time: keys.language === "zh" ? "1 小时" : "1 h" });
    await keys.write("overview.project", "nobody");
    await keys.sees("overview.no_rules");
    await frame(keys, look, "/");
    await keys.sees("overview.no_rules");
  },
  async "/try"(keys) {
    await keys.go("nav.try", "/try");
    await keys.write("try.sql", FAULTY);
    await keys.reads("Put a space between");
    await keys.press("(code)");
    await keys.sees("rule.more");
    await keys.press("(place)");
    await keys.press("try.settings");
    await keys.press("try.share");
    await keys.reads(/#/);
    await keys.tab("try.tree");
    await keys.press("(node)");
    await keys.tab("try.rendered");
    await keys.sees("try.rendered.none");
    await keys.tab("try.configuration");
    await keys.press("config.defaults");
    await keys.reads("core.max_line_length");
    await keys.tab("try.findings");
    await keys.tab("try.fix");
    await keys.press("diff.take");
    await keys.sees("diff.taken");
  },
  async "/rules"(keys) {
    await keys.go("nav.rules", "/rules");
    await keys.page.keyboard.press("/");
    await keys.page.keyboard.type("LT0");
    await keys.write("rules.search", "LT01");
    await keys.press({ text: "LT01" });
    await keys.at("/rules/{code}", /\/rules\/LT01$/);
    await keys.sees("rule.why");
    await keys.press("rule.try");
    await keys.at("/try", /\/try/);
    await keys.reads("LT01");
  },
  async "/tasks/{task_id}"(keys, { name: file, dead, deadFile, remote }) {
    const name = "/tasks/{task_id}";
    await keys.go("nav.jobs", "/jobs");
    await keys.press({ text: file });
    await keys.at("/jobs/{job_id}", /\/jobs\/[^/]+$/);
    await keys.press({ text: file });
    await keys.at(name, /\/tasks\/[^/]+$/);
    await keys.sees("finding.of", { index: 1 });
    await keys.press("next");
    await keys.sees("finding.of", { index: 2 });
    await keys.press("previous");
    await keys.sees("finding.of", { index: 1 });
    await keys.page.keyboard.press("n");
    await keys.sees("finding.of", { index: 2 });
    await keys.page.keyboard.press("p");
    await keys.sees("finding.of", { index: 1 });
    await keys.press("(finding)");
    await keys.press("noqa.copy");
    await keys.reads(/-- noqa/);
    await keys.page.keyboard.press("f");
    await keys.sees("diff.summary", { added: 4, removed: 1 });
    for (const tab of ["attempts", "task.source", "try.fix"] as const) await keys.tab(tab);
    await keys.press("task.try");
    await keys.at("/try", /\/try/);
    await keys.reads("SELECT");
    await remote.ended(dead, 120_000);
    keys.expected = /409/;
    await keys.open(name, `/tasks/${deadFile}`);
    await keys.sees("task.no_result");
    const again = keys.page.waitForEvent("load");
    await keys.press("retry");
    await again;
    await keys.at(name, /\/tasks\/[^/]+$/);
    await keys.sees("task.no_result");
  },
  async "/jobs/{job_id}"(keys, { name: file, slow, dead, found, gone, remote }) {
    const name = "/jobs/{job_id}";
    await keys.open(name, `/jobs/${slow}`);
    await keys.press("cancel");
    await keys.sees("job.cancel.done");
    await remote.ended(dead, 120_000);
    await keys.open(name, `/jobs/${dead}`);
    await keys.press("retry");
    await keys.sees("job.retry.done");
    await keys.open(name, `/jobs/${found}`);
    await keys.reads(file);
    for (const tab of ["job.history", "job.skipped", "job.rules"] as const) await keys.tab(tab);
    await keys.press("(rule)");
    await keys.reads(file);
    await keys.tab("files");
    await keys.press("job.reports");
    const download = keys.page.waitForEvent("download");
    await keys.press({ text: "sarif" });
    await (await download).delete();
    await keys.press("job.fixes");
    const patch = keys.page.waitForEvent("download");
    await keys.press("job.fixes.patch");
    const saved = await patch;
    assert.match(await Deno.readTextFile(await saved.path()), /^diff --git a\/models\//);
    await saved.delete();
    await keys.press("relint");
    keys.expected = /422/;
    await keys.write("relint.rules", "no_such_rule");
    await keys.page.keyboard.press("Enter");
    await keys.reads(/no_such_rule/);
    await keys.write("relint.rules", "LT01");
    await keys.press("close");
    await keys.press("relint");
    await keys.press("relint.submit");
    await keys.at(name, new RegExp(`/jobs/(?!${found})[^/]+$`));
    await keys.page.locator("#tab-difference").filter({ visible: true }).waitFor();
    await keys.tab("difference");
    await keys.sees("job.baseline.counts", { fresh: 0, unchanged: 1, gone: 1 });
    await keys.open(name, `/jobs/${gone}`);
    // Beside a short name the button stands at the right, below a long one at the left.
    await keys.press("job.reports");
    await keys.reads("rdjsonl");
    await keys.page.keyboard.press("Escape");
    await keys.press("delete");
    await keys.confirm("delete");
    await keys.at("/jobs", /\/jobs$/);
  },
  async "/baselines"(keys, { found, project }) {
    await keys.go("nav.baselines", "/baselines");
    await keys.sees("baselines.none");
    await pause(keys);
    await keys.press("baselines.new");
    await keys.press("close");
    await keys.press("baselines.new");
    await keys.write("rules.name", "web-start");
    await keys.write("baselines.project", project);
    await keys.write("baselines.owner", "the web team");
    await keys.write("reason", "it was so");
    await keys.write("baselines.from_job", found);
    await keys.accessible();
    await keys.press("hooks.create");
    await keys.reads("web-start");
    await keys.accessible();
    await keys.press("delete");
    await keys.confirm("delete");
    await keys.sees("baselines.none");
  },
  async "/jobs"(keys, { name, project }) {
    await keys.go("nav.jobs", "/jobs");
    await keys.reads(name);
    await pause(keys);
    await keys.press("upload.open");
    const chooser = keys.page.waitForEvent("filechooser");
    await keys.to("upload.files");
    await keys.page.keyboard.press("Enter");
    await (await chooser).setFiles(["one.sql", "two.sql"].map((name) => ({
      name,
      mimeType: "application/sql",
      buffer: Buffer.from(FAULTY),
    })));
    await keys.accessible();
    await keys.press("upload.submit");
    await keys.page.locator("#upload[open]").waitFor({ state: "detached" });
    await keys.reads("two.sql");
    await keys.press("upload.open");
    await keys.press("close");
    await keys.page.keyboard.press("/");
    await keys.page.keyboard.type("verdict:");
    await keys.page.keyboard.press("ArrowDown");
    await keys.page.keyboard.press("Enter");
    await keys.page.waitForURL(/filter=verdict%3APASS/);
    await keys.write("jobs.filter", "");
    await keys.press("(label)");
    await keys.page.waitForURL(new RegExp(`filter=label%3Aproject%3A${project}`));
    await keys.press("bulk.cancel");
    await keys.leave("bulk.leave");
    await keys.press("bulk.cancel");
    await keys.confirm("bulk.cancel.do");
    await keys.sees("bulk.done", { count: 1 });
    await keys.press("bulk.retry");
    await keys.leave("cancel");
    await keys.press("bulk.retry");
    await keys.confirm("bulk.retry");
    await keys.sees("bulk.done", { count: 0 });
    await keys.press("bulk.delete");
    await keys.confirm("bulk.delete");
    await keys.sees("jobs.none.match");
    await keys.press("filter.clear");
    await keys.reads("two.sql");
  },
  async "no page"(keys) {
    keys.expected = /404/;
    await keys.open("no page", "/nothing");
    await keys.sees("not_found.title");
  },
};

Deno.test({
  name: "every action on findings is carried out by keys alone, in both languages",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      // Two files of a look hang, until they are cancelled, however long the way to that is.
      LINT_TIMEOUT_SECONDS: "3600",
      WORKER_CONCURRENCY: "4",
    });
    await walk(t, dashboard, EVEN, (look) => prepare(dashboard, look), PAGES);
  },
});
