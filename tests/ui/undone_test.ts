/** What the pages say of work that is not done: why, and nothing of what it was not looked for. */
import assert from "node:assert/strict";
import { zipOf } from "../support/archives.ts";
import { CHROMIUM, Dashboard } from "../support/browser.ts";

Deno.test({
  name: "a paused queue is told on the overview, and files that wait are not told as clean",
  ...CHROMIUM,
  async fn() {
    await using dashboard = await Dashboard.open();
    const { remote } = dashboard.service;
    const control = "/api/v1/monitoring/queues/sql_analysis/control";
    const paused = await remote.request("POST", `${control}?action=pause`);
    assert.equal(paused.status, 200, await paused.text());
    const job_id = await remote.submitJob({ sql_content: "SELECT a,b FROM t\n" });
    await using visit = await dashboard.visit();
    await visit.open("/jobs");
    assert.equal(await visit.page.locator(".listing-row .job-errors").innerText(), "–");
    await visit.open(`/jobs/${job_id}`);
    assert.equal(await visit.page.locator(".listing-row .task-warnings").innerText(), "–");
    assert.match(await visit.page.locator("#progress").innerText(), /Errors\s*–/);
    await visit.open("/");
    await visit.page.getByRole("link", { name: "Paused: Files to lint" }).click();
    await visit.page.getByRole("heading", { name: "Queues" }).waitFor();
    const resumed = await remote.request("POST", `${control}?action=resume`);
    assert.equal(resumed.status, 200, await resumed.text());
    await remote.ended(job_id);
    await visit.open("/");
    await visit.page.getByText("Nothing waits").waitFor();
    await visit.open("/jobs");
    assert.match(await visit.page.locator(".listing-row .job-errors").innerText(), /^[1-9]/);
    visit.quiet();
  },
});

Deno.test({
  name: "lists say of what failed why it did",
  ...CHROMIUM,
  async fn() {
    await using dashboard = await Dashboard.open();
    const { remote } = dashboard.service;
    const broken = await remote.submit(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]));
    const binary = await remote.submit(await zipOf({ "binary.sql": "\0\x01\x02\x03" }));
    await Promise.all([remote.ended(broken), remote.ended(binary)]);
    await using visit = await dashboard.visit();
    await visit.open("/jobs");
    await visit.page.locator(".listing-row .reason").getByText("truncated or damaged").waitFor();
    await visit.open(`/jobs/${binary}`);
    const why = visit.page.locator(".listing-row .reason");
    assert.match(await why.innerText(), /NUL characters/);
    assert.match(await why.getAttribute("title") ?? "", /^undecodable: /);
    visit.quiet();
  },
});
