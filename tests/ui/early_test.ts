/** What a reader does before a page is ready: answers and modules are held back while he does it. */
import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { CHROMIUM, Dashboard } from "../support/browser.ts";
import { until } from "../support/wait.ts";

/** Holds back what is asked for by this address, until what it returns is called. */
async function hold(page: Page, address: RegExp, method = "GET"): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    if (route.request().method() === method) await promise;
    await route.fallback();
  });
  return resolve;
}

/** Resolves once this is asked for. */
function asked(page: Page, address: RegExp, method = "GET"): Promise<Request> {
  return page.waitForRequest((each) => address.test(each.url()) && each.method() === method);
}

Deno.test({
  name: "what is done before a page is ready, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const { remote } = dashboard.service;
    const submit = async (body: Record<string, unknown>) => {
      const job = { sql_content: "SELECT a,b FROM t\n", ...body };
      await remote.ended(await remote.submitJob(job));
    };

    await t.step("SQL that was typed is not exchanged for the draft of before", async () => {
      await using visit = await dashboard.visit();
      const field = visit.page.locator("#editor textarea");
      await visit.open("/try");
      await field.fill("SELECT draft FROM t\n");
      await visit.page.locator("#pane-findings .empty").waitFor();
      const go = await hold(visit.page, /\/assets\/.*\/pages\/try\.js$/);
      await visit.page.reload({ waitUntil: "commit" });
      await field.fill("SELECT early FROM t\n");
      go();
      await visit.ready();
      assert.equal(await field.inputValue(), "SELECT early FROM t\n");
      visit.quiet();
    });

    await t.step("SQL that was typed is not lost to the fix of an older text", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      const field = visit.page.locator("#editor textarea");
      await visit.page.getByRole("tab", { name: "Fix" }).click();
      const take = visit.page.getByRole("button", { name: "Take the fix" });
      await take.waitFor();
      const go = await hold(visit.page, /\/api\/v1\/fix$/, "POST");
      await field.fill("SELECT x,y FROM newer\n");
      await take.click();
      assert.equal(await field.inputValue(), "SELECT x,y FROM newer\n");
      go();
      await visit.page.locator(".diff-new", { hasText: "newer" }).or(
        visit.page.locator(".diff-new", { hasText: "x," }),
      ).first().waitFor();
      await take.click();
      assert.equal(await field.inputValue(), "SELECT\n    x,\n    y\nFROM newer\n");
      visit.quiet();
    });

    await t.step(
      "an action on jobs takes the filter though the list is not there yet",
      async () => {
        await submit({ labels: { project: "one" } });
        await submit({ labels: { project: "two" } });
        await using visit = await dashboard.visit();
        const go = await hold(visit.page, /\/api\/v1\/jobs\?/);
        await visit.open("/jobs?filter=label:project:one");
        await visit.page.locator("#bulk").getByRole("button", { name: "Delete" }).click();
        const dialog = visit.page.getByRole("dialog");
        await dialog.getByText("Delete 1 job, with its files and results?").waitFor();
        await dialog.getByRole("button", { name: "Cancel" }).click();
        const field = visit.page.getByRole("combobox");
        await field.fill("label:project:one status:nonsense");
        await visit.page.locator("#bulk").getByRole("button", { name: "Delete" }).click();
        await visit.page.locator(".notice-error").getByText("status does not take nonsense.")
          .waitFor();
        go();
        visit.quiet();
      },
    );

    await t.step("a page that is paused does not show what it had asked for", async () => {
      await using visit = await dashboard.visit();
      const go = await hold(visit.page, /\/api\/v1\/jobs\?/);
      const request = asked(visit.page, /\/api\/v1\/jobs\?/);
      await visit.open("/jobs");
      await request;
      const failed = visit.page.waitForEvent("requestfailed");
      await visit.page.keyboard.press("u");
      await visit.page.getByRole("button", { name: "Paused" }).waitFor();
      assert.match((await failed).url(), /\/api\/v1\/jobs\?/);
      go();
      await visit.page.keyboard.press("u");
      await visit.page.locator(".listing-row").first().waitFor();
      visit.quiet();
    });

    await t.step("a button under a finger is not exchanged for another", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/queues");
      const button = visit.page.getByRole("row", { name: /sql_analysis/ }).getByRole("button");
      await button.waitFor();
      const go = await hold(visit.page, /\/api\/v1\/monitoring\/queues$/);
      const request = asked(visit.page, /\/api\/v1\/monitoring\/queues$/);
      await visit.page.keyboard.press("u");
      await visit.page.keyboard.press("u");
      await (await button.elementHandle())!.evaluate((element) =>
        Object.assign(globalThis, { pressed: element })
      );
      await button.hover();
      await visit.page.mouse.down();
      go();
      await (await request).response();
      await visit.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      await visit.page.mouse.up();
      await visit.page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
      await until(
        "another button",
        () =>
          visit.page.evaluate(() =>
            !document.contains((globalThis as unknown as { pressed: Node }).pressed)
          ),
      );
      visit.quiet();
    });

    await t.step("changes are made one behind the other", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/webhooks");
      await visit.page.getByRole("button", { name: "New webhook" }).click();
      await visit.page.getByLabel("Address").fill("https://ci.invalid/lintel");
      await visit.page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
      await visit.page.getByRole("button", { name: "Deliveries" }).click();
      await visit.page.getByText("Nothing was sent yet.").waitFor();
      const go = await hold(visit.page, /\/api\/v1\/webhooks\//, "PATCH");
      const changed = asked(visit.page, /\/api\/v1\/webhooks\//, "PATCH");
      const order: string[] = [];
      visit.page.on("requestfinished", (request) => {
        if (/webhooks\//.test(request.url())) order.push(request.method());
      });
      await visit.page.getByRole("button", { name: "Turn off" }).click();
      await changed;
      const removed = asked(visit.page, /\/api\/v1\/webhooks\//, "DELETE");
      await visit.page.getByRole("button", { name: "Delete" }).click();
      await visit.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      go();
      await removed;
      assert.equal(order.at(-1), "PATCH", "the first change had not been made");
      await visit.page.getByText("No webhooks").waitFor();
      visit.quiet();
    });

    await t.step("the switches work without the page's modules, and keep the address", async () => {
      await using visit = await dashboard.visit();
      const go = await hold(visit.page, /\/assets\/.*\/shell\.js$/);
      await visit.page.goto(`${visit.url}/rules?q=LT01`, { waitUntil: "commit" });
      await visit.page.getByRole("link", { name: "简体中文" }).click();
      await visit.page.getByRole("heading", { name: "规则" }).waitFor();
      assert.match(visit.page.url(), /\/rules\?q=LT01$/);
      go();
      await visit.ready();
      visit.quiet();
    });

    await t.step("a token is taken only once there is somebody who takes it", async () => {
      await using visit = await dashboard.visit();
      const go = await hold(visit.page, /\/assets\/.*\/pages\/sign_in\.js$/);
      await visit.page.goto(`${visit.url}/sign-in?next=/workers`, { waitUntil: "commit" });
      await visit.page.getByLabel("Token").fill("a-token");
      await visit.page.getByLabel("Token").press("Enter");
      assert.ok(await visit.page.locator("#submit").isDisabled());
      go();
      await visit.page.locator("#submit:enabled").waitFor({ state: "attached" });
      assert.match(visit.page.url(), /\?next=\/workers$/);
      visit.quiet();
    });
  },
});
