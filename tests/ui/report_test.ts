import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { CHROMIUM, Dashboard } from "../support/browser.ts";

const MARKUP = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;`;

/** A job of files whose names and SQL are markup, with findings, faults and fixes. */
async function hostileJob({ service: { remote } }: Dashboard): Promise<string> {
  const archive = await zipOf({
    "models/<img src=x onerror=alert(1)>.sql": `select a,b from t where c = '${MARKUP}' ;\n`,
    "models/orders.sql": "with r as (select  o.id,o.total from orders o)\n\nselect * from r\n",
    "legacy/broken.sql": `select * from (\n-- ${MARKUP}\n`,
    "legacy/nul.sql": "a\0b",
    "models/clean.sql": "SELECT 1\n",
    "notes<b>.txt": "",
  });
  const form = new FormData();
  form.append("file", new File([archive], "shop.zip", { type: "application/zip" }));
  const response = await fetch(`${remote.url}/api/v1/jobs`, { method: "POST", body: form });
  const { job_id } = await response.json() as { job_id: string };
  await remote.ended(job_id);
  return job_id;
}

Deno.test({
  name: "the HTML report, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const path = `/api/v1/jobs/${await hostileJob(dashboard)}/report?format=html`;

    await t.step("is read in every size and scheme, by everybody", async () => {
      const html = await (await fetch(dashboard.url + path)).text();
      await dashboard.everyLook("report", async (visit) => {
        // As somebody has it who saved the page: the policy in it holds, the sandbox does not.
        await visit.page.setContent(html);
        await visit.page.getByText("SQL lint report").waitFor();
        for (const fix of await visit.page.locator(".fix > summary").all()) await fix.click();
      });
    });

    await t.step("shows markup of names, SQL and messages as text, and runs nothing", async () => {
      await using visit = await dashboard.visit();
      const dialogs: string[] = [];
      visit.page.on("dialog", async (dialog) => {
        dialogs.push(dialog.message());
        await dialog.dismiss();
      });
      await visit.open(path);
      await visit.page.getByText("models/<img src=x onerror=alert(1)>.sql").first().waitFor();
      const { page } = visit;
      assert.equal(await page.locator("script, img, iframe, object, link, b.x").count(), 0);
      assert.ok((await page.locator("pre", { hasText: "<script>alert(1)</script>" }).count()) > 0);
      assert.deepEqual(dialogs, []);
      assert.deepEqual([...visit.transferred.keys()], [dashboard.url + path]);
    });

    await t.step("is operated by the keyboard alone", async () => {
      await using visit = await dashboard.visit();
      await visit.page.setContent(await (await fetch(dashboard.url + path)).text());
      const file = visit.page.locator("details.file").first();
      assert.equal(await file.getAttribute("open"), "");
      await file.locator("> summary").focus();
      await visit.page.keyboard.press("Enter");
      assert.equal(await file.getAttribute("open"), null);
    });
  },
});
