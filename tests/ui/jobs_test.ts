import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { zipOf } from "../support/archives.ts";
import { CHROMIUM, Dashboard } from "../support/browser.ts";
import { watchTasks, weighLightest, weighScrolling } from "../support/long_tasks.ts";
import { patience } from "../support/patience.ts";
import { acceptedId } from "../support/remote.ts";
import { SLOWED } from "../support/slow_browser.ts";
import { until } from "../support/wait.ts";

const MARKUP = "<img src=x onerror=alert(1)>";
const FILES = 10_000;

async function archive(count: number): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) {
    files[`models/m${String(i).padStart(5, "0")}.sql`] = i % 2 === 0
      ? "SELECT a FROM t\n"
      : "SELECT a,b FROM t\n";
  }
  return await zipOf(files);
}

async function submit({ service: { remote } }: Dashboard, body: unknown): Promise<string> {
  const job_id = await remote.submitJob(body);
  await remote.ended(job_id);
  return job_id;
}

Deno.test({
  name: "jobs, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();

    await t.step("are nothing at first, and the page says what to do", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByText("No jobs yet").waitFor();
      await visit.accessible();
      visit.quiet();
    });

    await t.step("are uploaded by choosing files, with labels", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByRole("button", { name: "Upload" }).click();
      await visit.page.locator("#upload-files").setInputFiles([
        { name: "shop.zip", mimeType: "application/zip", buffer: Buffer.from(await archive(6)) },
      ]);
      await visit.page.locator("#upload-labels").fill("project:shop");
      await visit.page.getByRole("button", { name: "Submit" }).click();
      await visit.page.waitForURL(/\/jobs\/[^/]+$/);
      await visit.page.getByRole("heading", { name: "shop.zip" }).waitFor();
      await visit.page.getByText("Completed").waitFor();
      await visit.page.getByText("project:shop").waitFor();
      visit.quiet();
    });

    await t.step("are refused with a label that is none, which the file's line says", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByRole("button", { name: "Upload" }).click();
      await visit.page.locator("#upload-files").setInputFiles([
        { name: "q.sql", mimeType: "text/plain", buffer: Buffer.from("SELECT 1\n") },
      ]);
      await visit.page.locator("#upload-labels").fill("project:shop urgent");
      await visit.page.getByRole("button", { name: "Submit" }).click();
      await visit.page.locator(".upload-fault").getByText(/values of 1 to 200/).waitFor();
      // The file need not be chosen again: only what was wrong is put right.
      await visit.page.locator("#upload-labels").fill("project:second");
      await visit.page.getByRole("button", { name: "Submit" }).click();
      await visit.page.waitForURL(/\/jobs\/[^/]+$/);
      await visit.page.getByText("project:second").waitFor();
      visit.quiet(/422/);
    });

    await t.step("show the end of a path that is too long for their line", async () => {
      const name = "last_of_a_long_path.sql";
      const path = `${"a_folder_of_many/".repeat(8)}${name}`;
      await using visit = await dashboard.visit({ size: "narrow" });
      const { remote } = dashboard.service;
      const job_id = await remote.submitJob({ sql_content: "SELECT 1\n", file_name: path });
      await remote.ended(job_id);
      for (const page of ["/jobs", `/jobs/${job_id}`]) {
        await visit.open(page);
        const link = visit.page.getByRole("link", { name: path, exact: true });
        await link.waitFor();
        const end = await link.getByText(name, { exact: true }).evaluate((element) => {
          const { right } = element.getBoundingClientRect();
          return { whole: element.scrollWidth <= element.clientWidth, right };
        });
        assert.ok(end.whole && end.right < 390, JSON.stringify(end));
      }
      visit.quiet();
    });

    await t.step("are uploaded by dropping files on the page", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByText("shop.zip").waitFor();
      await visit.page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["SELECT a,b FROM t\n"], "dropped.sql"));
        dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
      });
      await visit.page.getByRole("dialog").getByText("dropped.sql").waitFor();
      await visit.page.getByRole("button", { name: "Submit" }).click();
      await visit.page.waitForURL(/\/jobs\/[^/]+$/);
      await visit.page.getByRole("heading", { name: "dropped.sql" }).waitFor();
      visit.quiet();
    });

    await t.step("are a page without faults in every size, language and scheme", async () => {
      await dashboard.everyLook("jobs", async (visit) => {
        await visit.open("/jobs");
        await visit.page.getByText("dropped.sql").waitFor();
      });
    });

    await t.step(
      "are filtered by words, which suggestions complete and the address keeps",
      async () => {
        await using visit = await dashboard.visit();
        await visit.open("/jobs");
        await visit.page.getByText("dropped.sql").waitFor();
        await visit.page.keyboard.press("/");
        await visit.page.keyboard.type("lab");
        await visit.page.keyboard.press("ArrowDown");
        await visit.page.keyboard.press("Enter");
        await visit.page.keyboard.type("project:shop verdict:fa");
        await visit.page.keyboard.press("ArrowDown");
        await visit.page.keyboard.press("Enter");
        const input = visit.page.getByRole("combobox");
        assert.equal(await input.inputValue(), "label:project:shop verdict:FAIL ");
        await visit.page.getByText("dropped.sql").waitFor({ state: "detached" });
        await visit.page.getByText("shop.zip").waitFor();
        await visit.page.reload();
        await visit.page.getByText("shop.zip").waitFor();
        assert.equal(await visit.page.getByText("dropped.sql").count(), 0);
        await input.fill("rule:LT01 dropped");
        await visit.page.getByText("dropped.sql").waitFor();
        await input.fill("status:nonsense");
        await visit.page.getByText("status does not take nonsense.").waitFor();
        await input.fill("label:shop");
        await visit.page.getByText("label does not take shop.").waitFor();
        await input.fill("since:someday");
        await visit.page.getByText("since does not take someday.").waitFor();
        await input.fill("nothing-of-this-name");
        await visit.page.getByText("No job matches").waitFor();
        await visit.page.getByRole("button", { name: "Clear the filter" }).click();
        await visit.page.getByText("dropped.sql").waitFor();
        visit.quiet();
      },
    );

    await t.step("show markup in names, labels and errors as text", async () => {
      const job = await submit(dashboard, {
        sql_content: "SELECT 1\n",
        file_name: `${MARKUP}.sql`,
        labels: { project: MARKUP },
      });
      await using visit = await dashboard.visit();
      visit.page.on("dialog", () => visit.faults.push("a script ran"));
      await visit.open("/jobs");
      await visit.page.getByText(`${MARKUP}.sql`).waitFor();
      await visit.open(`/jobs/${job}`);
      await visit.page.getByRole("heading", { name: `${MARKUP}.sql` }).waitFor();
      for (const name of ["By rule", "History", "Skipped"]) {
        await visit.page.getByRole("tab", { name }).click();
      }
      await visit.open(`/jobs?filter=${encodeURIComponent(`status:"${MARKUP}"`)}`);
      await visit.page.getByText(`status does not take ${MARKUP}.`).waitFor();
      assert.equal(await visit.page.locator("main img, main script").count(), 0);
      visit.quiet();
    });

    await t.step("show what hides in names and labels", async () => {
      const file_name = "or\u200bders\u202elqs.sql";
      const labels = { project: "shop\u200b" };
      const job = await submit(dashboard, { sql_content: "SELECT 1\n", file_name, labels });
      await using visit = await dashboard.visit();
      const shown = "or\\u200bders\\u202elqs.sql";
      await visit.open("/jobs");
      await visit.page.getByText(shown, { exact: true }).waitFor();
      await visit.open(`/jobs/${job}`);
      await visit.page.getByRole("heading", { name: shown }).waitFor();
      const label = visit.page.getByRole("link", { name: "project:shop\\u200b" });
      const filter = new URL((await label.getAttribute("href"))!, visit.url).searchParams;
      assert.equal(filter.get("filter"), "label:project:shop\u200b");
      visit.quiet();
    });

    await t.step("keep their rows while the service is not reached, and say so", async () => {
      const JOBS = "**/api/v1/jobs?*";
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      const rows = visit.page.locator(".listing-row");
      await rows.first().waitFor();
      const before = await rows.count();
      const again = async () => {
        for (let i = 0; i < 2; i++) await visit.page.keyboard.press("u");
      };
      await visit.page.route(JOBS, (route) => route.abort());
      await again();
      await visit.page.getByText("Not reached, trying on").waitFor();
      assert.equal(await rows.count(), before);
      await visit.page.unroute(JOBS);
      await again();
      await visit.page.getByText("Live, within 2 s").waitFor();
      visit.quiet(/ERR_FAILED/);
    });

    await t.step("say that something else answered, as a proxy that wants a sign-in", async () => {
      await using visit = await dashboard.visit();
      await visit.page.route(
        "**/api/v1/jobs?*",
        (route) =>
          route.fulfill({ contentType: "text/html", body: "<html><h1>Sign in</h1></html>" }),
      );
      await visit.open("/jobs");
      await visit.page.getByText("Something else answered in the service's place").waitFor();
      await visit.page.getByText("Not reached, trying on").waitFor();
      visit.quiet();
    });

    await t.step("with a label of a hundred characters fit a telephone", async () => {
      const labels = { branch: `feature/${"y".repeat(90)}` };
      const job = await submit(dashboard, { sql_content: "SELECT 1\n", labels });
      await using visit = await dashboard.visit({ size: "narrow" });
      await visit.open(`/jobs/${job}`);
      await visit.page.getByRole("link", { name: labels.branch }).waitFor();
      await visit.accessible();
      visit.quiet();
    });

    await t.step("pause and go on when asked to, and while the page is not seen", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/jobs");
      await visit.page.getByText("Live, within 2 s").waitFor();
      await visit.page.keyboard.press("u");
      await visit.page.getByText("Paused").waitFor();
      let asked = 0;
      visit.page.on("request", (request) => asked += request.url().includes("/api/") ? 1 : 0);
      await visit.page.waitForTimeout(6000);
      assert.equal(asked, 0);
      await visit.page.keyboard.press("u");
      await visit.page.getByText("Live, within 2 s").waitFor();
      await visit.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      asked = 0;
      await visit.page.waitForTimeout(6000);
      assert.equal(asked, 0);
      visit.quiet();
    });
  },
});

Deno.test({
  name: "one job, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const { remote } = dashboard.service;
    const job = await remote.submit(await archive(FILES));
    await using early = await dashboard.visit();
    await early.open(`/jobs/${job}`);
    await early.page.getByRole("heading", { name: "archive.zip" }).or(
      early.page.getByRole("heading", { name: "upload" }),
    ).or(early.page.locator("h1")).first().waitFor();

    await t.step("is followed until it ends", async () => {
      await early.page.getByText("Completed").waitFor({ timeout: patience(30_000) });
      await early.page.locator("#following").waitFor({ state: "hidden" });
      early.quiet();
    });

    await t.step("is a page without faults in every size, language and scheme", async () => {
      await dashboard.everyLook("job", async (visit) => {
        await visit.open(`/jobs/${job}`);
        await visit.page.getByText("models/m00000.sql").waitFor();
      });
    });

    await t.step("of 10,000 files stays light while they are scrolled", async () => {
      await using visit = await dashboard.visit();
      await visit.open(`/jobs/${job}`);
      await visit.page.getByText("models/m00000.sql").waitFor();
      await watchTasks(visit.page);
      // Pages come as they are scrolled to: to the end, until it is the end.
      await until("the last file", async () => {
        await weighScrolling(visit.page, ".listing-box", 2);
        return await visit.page.getByText(`models/m0${FILES - 1}.sql`).count() > 0;
      });
      const longest = SLOWED ? Infinity : patience(50);
      const weight = await weighLightest(visit.page, ".listing-box", longest);
      console.log(`files ${JSON.stringify(weight)}`);
      assert.ok(weight.nodes < 2000, `${weight.nodes} nodes`);
      assert.ok(weight.longest <= longest, `a task of ${weight.longest} ms`);
      visit.quiet();
    });

    await t.step("says where its files could not be loaded, and goes on from there", async () => {
      const NEXT = "**/tasks?*cursor=*";
      await using visit = await dashboard.visit();
      await visit.page.route(NEXT, (route) => route.abort());
      await visit.open(`/jobs/${job}`);
      await visit.page.getByText("models/m00000.sql").waitFor();
      const broken = visit.page.getByText("This could not be loaded: The service does not answer");
      const end = () =>
        visit.page.locator(".listing-box").evaluate((box) => box.scrollTop = box.scrollHeight);
      await until("the end of what is there", async () => {
        await end();
        return await broken.isVisible();
      });
      await visit.accessible();
      await visit.page.unroute(NEXT);
      await visit.page.getByRole("button", { name: "Try again" }).click();
      await broken.waitFor({ state: "hidden" });
      await until("files of another page", async () => {
        await end();
        return await visit.page.getByText(/models\/m01\d{3}\.sql/).count() > 0;
      });
      visit.quiet(/ERR_FAILED/);
    });

    await t.step("says why it shows no files", async () => {
      await using visit = await dashboard.visit();
      const damaged = new TextEncoder().encode("PK\x03\x04 and nothing more");
      const failed = await acceptedId(await remote.upload(damaged, "application/zip"));
      assert.equal((await remote.ended(failed)).job_status, "FAILED");
      await visit.open(`/jobs/${failed}`);
      await visit.page.getByText("Nothing of it could be linted.").waitFor();
      await visit.page.locator("#filter input").fill("no/such/file");
      await visit.page.keyboard.press("Enter");
      await visit.page.getByText("Nothing matches the filter.").waitFor();
      visit.quiet();
    });

    await t.step("leads from a rule to its files, and to a report", async () => {
      await using visit = await dashboard.visit();
      await visit.open(`/jobs/${job}`);
      await visit.page.getByRole("tab", { name: "By rule" }).click();
      await visit.page.getByRole("row", { name: /LT01/ }).getByRole("button").click();
      await visit.page.getByText("models/m00001.sql").waitFor();
      await visit.page.getByText("models/m00000.sql").waitFor({ state: "detached" });
      await visit.page.getByRole("button", { name: "Report" }).click();
      const [download] = await Promise.all([
        visit.page.waitForEvent("download"),
        visit.page.getByRole("link", { name: "text", exact: true }).click(),
      ]);
      assert.match(download.suggestedFilename(), /\.(txt|text)$/);
      await download.cancel();
      visit.quiet();
    });

    await t.step("is deleted when it was asked for twice", async () => {
      const other = await submit(dashboard, { sql_content: "SELECT 1\n", file_name: "gone.sql" });
      await using visit = await dashboard.visit();
      await visit.open(`/jobs/${other}`);
      await visit.page.getByRole("button", { name: "Delete" }).click();
      await visit.page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
      await visit.page.getByRole("button", { name: "Delete" }).click();
      await visit.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await visit.page.waitForURL(/\/jobs$/);
      const response = await remote.request("GET", `/api/v1/jobs/${other}`);
      assert.equal(response.status, 404);
      await response.body?.cancel();
      visit.quiet();
    });
  },
});
