import assert from "node:assert/strict";
import { CHROMIUM, Dashboard } from "../support/browser.ts";
import { watchTasks, weighLightest } from "../support/long_tasks.ts";
import { patience } from "../support/patience.ts";
import { SLOWED } from "../support/slow_browser.ts";

const SQL = "select a,b from t\nwhere x != 1 and y <> 2\n";
const MARKUP = "<img src=x onerror=alert(1)>";

/** 20,000 lines with 5,000 findings of LT01. */
const LONG = "SELECT a FROM t WHERE x =1\n;\n\n\n".repeat(5000);

async function submit(
  { service: { remote } }: Dashboard,
  body: Record<string, unknown>,
): Promise<string> {
  const job_id = await remote.submitJob(body);
  await remote.ended(job_id);
  return (await remote.tasks(job_id))[0]!.task_id;
}

Deno.test({
  name: "a file, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const task = await submit(dashboard, { sql_content: SQL, file_name: "models/orders.sql" });

    await t.step("is a page without faults in every size, language and scheme", async () => {
      await dashboard.everyLook("file", async (visit) => {
        await visit.open(`/tasks/${task}`);
        await visit.page.locator(".detail .rule-help a").waitFor();
        assert.equal(await visit.page.locator("h1").textContent(), "models/orders.sql");
      });
    });

    await t.step("goes through its findings by keys, and says where it is", async () => {
      await using visit = await dashboard.visit();
      await visit.open(`/tasks/${task}`);
      const position = visit.page.locator("#position");
      await position.getByText("1 of").waitFor();
      await visit.page.keyboard.press("n");
      await position.getByText("2 of").waitFor();
      await visit.page.keyboard.press("p");
      await visit.page.keyboard.press("p");
      await visit.page.waitForFunction(() => location.hash === "#L2");
      const marked = await visit.page.evaluate(() => CSS.highlights.get("sql-current")?.size);
      assert.equal(marked, 1);
      visit.quiet();
    });

    await t.step("opens at the line that the address names", async () => {
      await using visit = await dashboard.visit();
      await visit.open(`/tasks/${task}#L2`);
      await visit.page.locator(".detail").waitFor();
      assert.match(
        await visit.page.locator(".row-finding.current .place").textContent() ?? "",
        /2/,
      );
      visit.quiet();
    });

    await t.step("shows the fix as a difference, and hands it out", async () => {
      await using visit = await dashboard.visit();
      await visit.open(`/tasks/${task}`);
      await visit.page.locator(".detail").waitFor();
      await visit.page.keyboard.press("f");
      await visit.page.locator(".diff-new").first().waitFor();
      const [download] = await Promise.all([
        visit.page.waitForEvent("download"),
        visit.page.getByRole("link", { name: "Download" }).click(),
      ]);
      assert.equal(download.suggestedFilename(), "orders.sql");
      assert.match(await Deno.readTextFile(await download.path()), /^select\n {4}a,\n/);
      visit.quiet();
    });

    await t.step("copies the noqa of a finding, and opens in Try it", async () => {
      await using visit = await dashboard.visit();
      await visit.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await visit.open(`/tasks/${task}`);
      await visit.page.getByRole("button", { name: "Copy noqa" }).click();
      await visit.page.locator(".notice").waitFor();
      const copied = await visit.page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^-- noqa: [A-Z]{2}\d\d$/);
      await visit.page.getByRole("button", { name: "Open in Try it" }).click();
      await visit.page.waitForFunction(
        (sql) => document.querySelector<HTMLTextAreaElement>("#editor textarea")?.value === sql,
        SQL,
      );
      visit.quiet();
    });

    await t.step("shows markup in names and SQL as text", async () => {
      const evil = await submit(dashboard, {
        sql_content: `SELECT '${MARKUP}',"<script>alert(1)</script>" FROM t -- ${MARKUP}\n`,
        file_name: `${MARKUP}.sql`,
      });
      await using visit = await dashboard.visit();
      visit.page.on("dialog", () => visit.faults.push("a script ran"));
      await visit.open(`/tasks/${evil}`);
      await visit.page.locator(".detail").waitFor();
      assert.equal(await visit.page.locator("h1").textContent(), `${MARKUP}.sql`);
      await visit.page.keyboard.press("f");
      await visit.page.locator(".diff-line").first().waitFor();
      assert.equal(await visit.page.locator("main img, main script").count(), 0);
      visit.quiet();
    });

    await t.step("shows what hides in a name, and the text and the file as they are", async () => {
      const sql = "SELECT '\u202eb\u202c' ,2 FROM t\n";
      const disguised = await submit(dashboard, {
        sql_content: sql,
        file_name: "models/or\u200bders\u202elqs.sql",
      });
      await using visit = await dashboard.visit();
      await visit.open(`/tasks/${disguised}`);
      await visit.page.locator(".detail").waitFor();
      const name = "models/or\\u200bders\\u202elqs.sql";
      assert.equal(await visit.page.locator("h1").textContent(), name);
      assert.equal(await visit.page.title(), `${name} · Lintel`);
      const line = visit.page.locator(".source-line code").first();
      assert.equal(await line.textContent(), sql.trimEnd());
      await visit.page.keyboard.press("f");
      await visit.page.locator(".diff-line").first().waitFor();
      const link = visit.page.locator(".pane-head a[download]");
      assert.equal(await link.getAttribute("download"), "or\u200bders\u202elqs.sql");
      assert.ok((await visit.page.locator(".diff").textContent())?.includes("\u202eb\u202c"));
      visit.quiet();
    });

    await t.step("says what is missing where there is no such file", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/tasks/nothing");
      await visit.page.getByText("There is no task nothing.").waitFor();
      // In place of a page whose tabs and actions would be about nothing.
      assert.equal(await visit.page.getByRole("tab").count(), 0);
      // Its keys do nothing, and break nothing.
      for (const key of ["n", "p", "f"]) await visit.page.keyboard.press(key);
      await visit.accessible();
      await visit.page.getByRole("main").getByRole("link", { name: "Jobs" }).click();
      await visit.page.waitForURL(/\/jobs$/);
      visit.quiet(/404/);
    });

    await t.step(
      "of 20,000 lines with 5,000 findings stays light while it is scrolled",
      async () => {
        const long = await submit(dashboard, { sql_content: LONG, rules: ["LT01"] });
        await using visit = await dashboard.visit();
        await visit.open(`/tasks/${long}`);
        await visit.page.locator("#position").getByText("1 of 5,000").waitFor();
        await watchTasks(visit.page);
        const longest = SLOWED ? Infinity : patience(50);
        const source = await weighLightest(visit.page, "#source", longest);
        const list = await weighLightest(visit.page, "#findings", longest);
        console.log(`source ${JSON.stringify(source)}, findings ${JSON.stringify(list)}`);
        assert.ok(source.nodes < 2000 && list.nodes < 2000, `${source.nodes}, ${list.nodes} nodes`);
        const task = Math.max(source.longest, list.longest);
        assert.ok(task <= longest, `a task of ${task} ms`);
        assert.equal(
          await visit.page.locator(".source-line .source-number").last().textContent(),
          "20001",
        );
        visit.quiet();
      },
    );
  },
});
