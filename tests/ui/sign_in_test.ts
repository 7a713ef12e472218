import assert from "node:assert/strict";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { Keyboard } from "../support/keyboard.ts";
import { ODD } from "../support/walks.ts";

const TOKENS =
  "reader:reader-token-of-the-tests:read,boss:boss-token-of-the-tests:read+submit+admin";

async function signIn({ page }: Visit, token: string): Promise<void> {
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
}

Deno.test({
  name: "signing in, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open({ API_TOKENS: TOKENS });

    await t.step("is asked for by a page, and leads back to it", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/workers");
      await visit.page.waitForURL(/\/sign-in\?next=%2Fworkers$/);
      await visit.accessible();
      await signIn(visit, "nobody-has-this");
      await visit.page.getByText("This token is not known.").waitFor();
      await signIn(visit, "boss-token-of-the-tests");
      await visit.page.waitForURL(/\/workers$/);
      await visit.page.getByText("Signed in as boss").waitFor();
      await visit.page.getByRole("button", { name: "Shut down" }).waitFor();
      const seen = await visit.page.evaluate(() => document.cookie + JSON.stringify(localStorage));
      assert.doesNotMatch(seen, /session|token/);
      await visit.page.getByRole("button", { name: "Sign out" }).click();
      await visit.page.waitForURL(/\/sign-in$/);
      visit.quiet(/401/);
    });

    await t.step("without the scope shows nothing that it does not allow", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/sign-in?next=/workers");
      await signIn(visit, "reader-token-of-the-tests");
      await visit.page.locator(".worker").waitFor();
      assert.equal(await visit.page.getByRole("button", { name: "Shut down" }).count(), 0);
      const status = await visit.page.evaluate(async () => {
        const { workers } = await (await fetch("/api/v1/monitoring/workers")).json();
        const path = `/api/v1/monitoring/workers/${workers[0].worker_name}/control?action=shutdown`;
        return (await fetch(path, { method: "POST" })).status;
      });
      assert.equal(status, 403);
      await visit.open("/audit");
      await visit.page.getByText("Your token does not allow this.").waitFor();
      visit.quiet(/40[13]/);
    });

    await t.step("is done and undone by keys alone, in both languages", async () => {
      for (const look of ODD) {
        await using visit = await dashboard.visit(look);
        const keys = await Keyboard.on(visit, look.language);
        await keys.open("/queues");
        await keys.at("/sign-in", /\/sign-in\?next=%2Fqueues$/);
        await keys.write("sign_in.token", "nobody-has-this");
        await keys.press("session.in");
        await keys.sees("sign_in.wrong");
        await keys.accessible();
        await keys.write("sign_in.token", "reader-token-of-the-tests");
        await keys.page.keyboard.press("Enter");
        await keys.at("/queues", /\/queues$/);
        await keys.sees("queue.sql_analysis");
        await keys.menu();
        await keys.sees("session.as", { name: "reader" });
        await keys.press("session.out");
        await keys.at("/sign-in", /\/sign-in$/);
        visit.quiet(/401/);
      }
    });

    await t.step("leads nowhere else than to this service", async () => {
      for (const next of ["https://example.com/", "//example.com/", "/\\example.com"]) {
        await using visit = await dashboard.visit();
        await visit.open(`/sign-in?next=${encodeURIComponent(next)}`);
        await signIn(visit, "reader-token-of-the-tests");
        await visit.page.locator("#tile-workers").waitFor();
        assert.equal(new URL(visit.page.url()).origin, dashboard.url);
      }
    });
  },
});

Deno.test({
  name: "a page of another origin can neither frame the dashboard nor act through it",
  ...CHROMIUM,
  async fn() {
    await using dashboard = await Dashboard.open();
    await using visit = await dashboard.visit();
    // The same service under another name of loopback is another origin.
    const other = dashboard.url.replace("127.0.0.1", "localhost");
    await visit.page.route(`${other}/evil`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<iframe src="${dashboard.url}/workers"></iframe>`,
      }));
    await visit.page.goto(`${other}/evil`);
    const status = await visit.page.evaluate(async (url) => {
      try {
        const path = `${url}/api/v1/monitoring/queues/sql_analysis/control?action=pause`;
        return (await fetch(path, { method: "POST", mode: "no-cors" })).type;
      } catch (error) {
        return String(error);
      }
    }, dashboard.url);
    // Opaque or refused: what counts is that nothing happened.
    assert.ok(status === "opaque" || /fetch/.test(status), status);
    const { queues } = await dashboard.service.remote.get<{ queues: { status: string }[] }>(
      "/api/v1/monitoring/queues",
    );
    assert.ok(queues.every(({ status }) => status === "active"));
    const frame = visit.page.frames().find((each) => each !== visit.page.mainFrame())!;
    await frame.waitForLoadState();
    assert.doesNotMatch(await frame.content(), /Lintel/);
    assert.match(frame.url(), /^chrome-error:/);
  },
});

Deno.test({
  name: "in read-only mode nothing that changes anything is offered, and it is said",
  ...CHROMIUM,
  async fn() {
    await using dashboard = await Dashboard.open({ READ_ONLY: "1" });
    await using visit = await dashboard.visit();
    await visit.open("/workers");
    await visit.page.getByText("Read only").waitFor();
    await visit.page.locator(".worker").waitFor();
    assert.equal(await visit.page.locator(".worker button").count(), 0);
    await visit.open("/jobs");
    await visit.page.getByText("No jobs yet").waitFor();
    await visit.page.getByRole("button", { name: "Upload" }).waitFor({ state: "hidden" });
    assert.equal(await visit.page.locator("#bulk button").count(), 0);
    await visit.open("/queues");
    await visit.page.locator("tbody tr").first().waitFor();
    assert.equal(await visit.page.locator("tbody button").count(), 0);
    visit.quiet();
  },
});
