import assert from "node:assert/strict";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { patience } from "../support/patience.ts";
import { SLOWED } from "../support/slow_browser.ts";
import { until } from "../support/wait.ts";

const SQL = "select a,b from t\nwhere x != 1 and y <> 2\n";

/** Pages without an id in their path, with a text that is there once they are filled. */
const PAGES: readonly (readonly [name: string, path: string, filled: string])[] = [
  ["overview", "/?range=hour", ".bar"],
  ["queues", "/queues", "tbody tr"],
  ["workers", "/workers", ".worker"],
  ["system", "/system", ".meter"],
  ["rules", "/rules", "tbody tr"],
  ["rule", "/rules/CP01", ".rule-part"],
  ["audit", "/audit", ".listing-row, .empty"],
  ["sign_in", "/sign-in", "h1"],
  ["not_found", "/nothing", "h1"],
];

const KILOBYTE = 1024;

async function confirm({ page }: Visit, action: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
}

/** Milliseconds from the request of a page until its modules have run. */
async function usableAfter({ page }: Visit): Promise<number> {
  return await page.evaluate(() =>
    (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming)
      .domContentLoadedEventEnd
  );
}

/** Loads the page again where the clock says more: a busy machine adds to one load, not to all. */
async function usableWithin(visit: Visit, most: number): Promise<void> {
  let usable = await usableAfter(visit);
  for (let load = 1; load < 5 && usable >= most; load++) {
    await visit.open("/");
    usable = await usableAfter(visit);
  }
  assert.ok(usable < most, `usable after ${usable} ms`);
}

Deno.test({
  name: "pages of the service, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();
    const { remote, process } = dashboard.service;
    await remote.ended(await remote.submit(SQL));

    for (const [name, path, filled] of PAGES) {
      await t.step(`${name} is without faults in every size, language and scheme`, async () => {
        await dashboard.everyLook(name, async (visit, { language }) => {
          await visit.open(path);
          await visit.page.locator(filled).first().waitFor();
          const lang = await visit.page.locator("html").getAttribute("lang");
          assert.equal(lang, language === "zh" ? "zh-Hans" : "en");
        }, name === "not_found" ? /404/ : undefined);
      });
    }

    await t.step("the system page tells which database and queue there are", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/system");
      await visit.page.getByText(/^SQLite 3\.\d+\.\d+ · [\d.,]+ .?B$/).waitFor();
      await visit.page.getByText(/^Deno KV · /).waitFor();
      visit.quiet();
    });

    await t.step("the first page is light, and does not move while it loads", async () => {
      await using visit = await dashboard.visit();
      await visit.page.addInitScript(() => {
        const moved = { score: 0 };
        Object.assign(globalThis, { moved });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            moved.score += (entry as unknown as { value: number }).value;
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await visit.open("/");
      await visit.page.locator("canvas").first().waitFor();
      await visit.page.locator(".bar").first().waitFor();
      await visit.page.waitForTimeout(500);
      const bytes = [...visit.transferred.values()].reduce((sum, size) => sum + size, 0);
      const { nodes, moved } = await visit.page.evaluate(() => ({
        nodes: document.querySelectorAll("*").length,
        moved: (globalThis as unknown as { moved: { score: number } }).moved.score,
      }));
      console.log(
        `${visit.transferred.size} requests, ${Math.round(bytes / KILOBYTE)} KB, usable after ` +
          `${Math.round(await usableAfter(visit))} ms, ${nodes} elements, moved by ${
            moved.toFixed(4)
          }`,
      );
      assert.ok(bytes < 150 * KILOBYTE, `${bytes} bytes`);
      if (!SLOWED) await usableWithin(visit, patience(300));
      assert.ok(moved < 0.1, `layout moved by ${moved}`);
      visit.quiet();
    });

    await t.step("the overview draws what waited and what was parsed, by time", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/?range=hour");
      // The last label of the time stands under the end of the plot, with room for its other half.
      // A chart that is drawn anew has no size for a moment.
      const sizeOf = (chart: string, part: string) =>
        until(
          `the size of ${chart}`,
          () => visit.page.locator(`#chart-${chart} ${part}`).boundingBox(),
        );
      const right = async (part: string) => {
        const { x, width } = await sizeOf("files", part);
        return x + width;
      };
      const room = await right("canvas") - await right(".u-over");
      assert.ok(room > 20, `${room} px`);
      // What the legend says of the last points: nothing may have come to the newest one yet.
      const newest = async (chart: string, points: number) => {
        const { width } = await sizeOf(chart, ".u-over");
        const over = visit.page.locator(`#chart-${chart} .u-over`);
        const said: string[] = [];
        for (let back = 0; back < 3; back++) {
          const x = Math.round(width - 1 - back * width / (points + 1));
          await over.hover({ position: { x, y: 40 } });
          said.push(await visit.page.locator(`#chart-${chart} .u-legend`).innerText());
        }
        return said.join(" | ");
      };
      const shows = async (chart: string, points: number, value: RegExp) => {
        let said = "nothing";
        await until(
          () => `${value} in ${chart}, which says ${JSON.stringify(said)}`,
          async () => value.test(said = await newest(chart, points)),
        );
      };
      const [minutesOfHour, hoursOfWeek] = [60, 168];
      await shows("depth", minutesOfHour, /Files\s*\d/);
      await shows("oldest", minutesOfHour, /Files\s*\d/);
      await visit.page.getByRole("link", { name: "Week" }).click();
      await shows("coverage", hoursOfWeek, /Parsed\s*100%/);
      const href = await visit.page.getByRole("link", { name: "CSV of the queues" })
        .getAttribute("href");
      const csv = await (await fetch(dashboard.url + href)).text();
      assert.match(csv, /\nsql_analysis,[^,]+,[1-9]\d*,/);
      visit.quiet();
    });

    await t.step("language and theme are switched, and stay", async () => {
      await using visit = await dashboard.visit({ scheme: "light" });
      const background = () =>
        visit.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      await visit.open("/rules?q=LT01");
      const light = await background();
      await visit.page.getByRole("link", { name: "Dark" }).click();
      const dark = await background();
      assert.notEqual(dark, light);
      await visit.page.getByRole("link", { name: "简体中文" }).click();
      await visit.page.getByRole("heading", { name: "规则" }).waitFor();
      await visit.ready();
      assert.match(visit.page.url(), /\?q=LT01$/);
      assert.equal(await background(), dark);
      await visit.page.getByRole("link", { name: "自动" }).click();
      assert.equal(await background(), light);
      visit.quiet();
    });

    await t.step("the menu of a phone opens and leads on, by keys alone", async () => {
      await using visit = await dashboard.visit({ size: "narrow" });
      await visit.open("/system");
      await visit.page.keyboard.press("Tab");
      await visit.page.getByRole("link", { name: "Skip to the content" }).waitFor();
      await visit.page.getByRole("button", { name: "Menu" }).focus();
      await visit.page.keyboard.press("Enter");
      await visit.page.getByRole("link", { name: "Queues" }).focus();
      await visit.page.keyboard.press("Enter");
      await visit.page.getByRole("heading", { name: "Queues" }).waitFor();
      visit.quiet();
    });

    await t.step("a queue is paused and resumed, after a question", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/queues");
      const row = visit.page.getByRole("row", { name: /sql_analysis/ });
      await row.getByRole("button", { name: "Pause" }).click();
      await confirm(visit, "Pause");
      await row.getByText("Paused").waitFor();
      const waiting = await remote.submit("select 1");
      await row.getByRole("button", { name: "Resume" }).click();
      await confirm(visit, "Resume");
      await row.getByText("Running").waitFor();
      await remote.ended(waiting);
      visit.quiet();
    });

    await t.step(
      "a worker is paused, resumed, given new processes, and its totals reset",
      async () => {
        await using visit = await dashboard.visit();
        await visit.open("/workers");
        const worker = visit.page.locator(".worker").first();
        for (
          const [action, then] of [
            ["Pause", "Paused"],
            ["Resume", "Online"],
            ["Restart lint processes", "Online"],
            ["Reset totals", "Online"],
          ] as const
        ) {
          await worker.getByRole("button", { name: action }).click();
          await confirm(visit, action);
          await visit.page.locator(".notice").getByText(`${action}: `).waitFor();
          await worker.getByText(then, { exact: true }).waitFor();
        }
        visit.quiet();
      },
    );

    await t.step(
      "rules are searched as one types, and lead to one of them and to Try it",
      async () => {
        await using visit = await dashboard.visit();
        await visit.open("/rules");
        await visit.page.keyboard.press("/");
        await visit.page.keyboard.type("spacing of elephants");
        await visit.page.getByText("No rule matches").waitFor();
        await visit.page.locator("#search").fill("LT01");
        await visit.page.getByRole("link", { name: "LT01" }).click();
        await visit.page.getByRole("link", { name: "Try this example" }).click();
        await visit.page.locator(".finding").first().waitFor();
        visit.quiet();
      },
    );

    await t.step("what was done is in the audit log", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/audit");
      await visit.page.getByText("POST /monitoring/queues/{name}/control").first().waitFor();
      visit.quiet();
    });

    await t.step("five browsers that look on cost next to nothing", async () => {
      const visits = await Promise.all(["/", "/jobs", "/workers", "/queues", "/system"].map(
        async (path) => {
          const visit = await dashboard.visit();
          await visit.open(path);
          return visit;
        },
      ));
      const spent = async () => {
        const { stdout } = await new Deno.Command("cat", { args: [`/proc/${process.pid}/stat`] })
          .output();
        const fields = new TextDecoder().decode(stdout).split(") ")[1]!.split(" ");
        // Clock ticks of 10 ms, in user mode and in the kernel.
        return (Number(fields[11]) + Number(fields[12])) * 10;
      };
      await visits[0]!.page.waitForTimeout(3000);
      const [before, from] = [await spent(), performance.now()];
      await visits[0]!.page.waitForTimeout(20_000);
      const share = (await spent() - before) / (performance.now() - from);
      console.log(`five browsers: ${(share * 100).toFixed(1)}% of a core`);
      for (const visit of visits) {
        visit.quiet();
        await visit[Symbol.asyncDispose]();
      }
      assert.ok(share < 0.05 * patience(1), `${share} of a core`);
    });

    await t.step("a worker is shut down, after a question", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/workers");
      await visit.page.getByRole("button", { name: "Shut down" }).click();
      await confirm(visit, "Shut down");
      // It is the whole process here: the page says that nobody answers any more.
      await visit.page.getByText("Not reached, trying on").waitFor();
      await until("the end of the process", async () => await process.ended() === 0);
    });
  },
});
