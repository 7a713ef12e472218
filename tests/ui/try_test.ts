import assert from "node:assert/strict";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { until } from "../support/wait.ts";

/** Types over all that the editor has. */
async function type({ page }: Visit, sql: string): Promise<void> {
  await page.locator("#editor textarea").fill(sql);
}

/** Waits until what is shown belongs to what was typed last. */
async function settled({ page }: Visit): Promise<void> {
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
}

function findings({ page }: Visit) {
  return page.locator("#pane-findings .finding");
}

Deno.test({
  name: "SQL to try, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using dashboard = await Dashboard.open();

    await t.step("is a page without faults in every size, language and scheme", async () => {
      await dashboard.everyLook("try", async (visit, { language }) => {
        await visit.open("/try");
        await findings(visit).first().waitFor();
        assert.equal(
          await visit.page.title(),
          language === "zh" ? "试一试 · Lintel" : "Try it · Lintel",
        );
      });
    });

    await t.step("lints what is typed, underlines it and explains a rule", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await type(visit, "SELECT a,b FROM t\n");
      await visit.page.getByText("Put a space between `,` and `b`.").waitFor();
      // What is wrong is underlined in the text and at its line, with the next frame.
      await visit.page.waitForFunction(() => (CSS.highlights.get("sql-error")?.size ?? 0) >= 2);
      await visit.page.locator("button.code", { hasText: "LT01" }).first().click();
      await visit.page.locator(".rule-help .example").first().waitFor();
      await visit.page.getByRole("link", { name: "All about LT01" }).waitFor();
      visit.quiet();
    });

    await t.step("says that SQL is clean, and what is wrong with settings", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await type(visit, "SELECT a FROM t\n");
      await visit.page.locator("#pane-findings .empty").waitFor();
      await visit.page.locator("summary").click();
      await visit.page.locator("#settings").fill("[sqlfluff]\nmax_line_lenght = 10\n");
      await visit.page.locator(".notes").getByText("max_line_lenght").waitFor();
      visit.quiet();
    });

    await t.step("takes a fix into the editor, and undo takes it back", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await type(visit, "SELECT a,b FROM t\n");
      await findings(visit).first().waitFor();
      await visit.page.getByRole("tab", { name: "Fix" }).click();
      await visit.page.locator(".diff-new").first().waitFor();
      await visit.page.getByRole("button", { name: "Take the fix" }).click();
      const field = visit.page.locator("#editor textarea");
      assert.match(await field.inputValue(), /^SELECT\n {4}a,\n {4}b\nFROM t\n$/);
      await field.press("Control+z");
      assert.equal(await field.inputValue(), "SELECT a,b FROM t\n");
      visit.quiet();
    });

    await t.step(
      "shows the tree, whose nodes select their text, and a rendered template",
      async () => {
        await using visit = await dashboard.visit();
        await visit.open("/try");
        await type(visit, "SELECT alpha FROM beta\n");
        await visit.page.getByRole("tab", { name: "Syntax tree" }).click();
        await visit.page.locator(".tree-row", { hasText: "table_reference" }).click();
        const chosen = await visit.page.locator("#editor textarea").evaluate((field) => {
          const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
          return value.slice(selectionStart, selectionEnd);
        });
        assert.equal(chosen, "beta");
        await type(visit, "SELECT {{ 1 + 2 }} AS n FROM t\n");
        await visit.page.getByRole("tab", { name: "Rendered" }).click();
        await visit.page.getByText("SELECT 3 AS n FROM t").waitFor();
        visit.quiet();
      },
    );

    await t.step("carries SQL in the fragment of a link, which no server sees", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      const secret = "SELECT very_secret_column FROM t\n";
      await type(visit, secret);
      await visit.page.getByRole("button", { name: "Copy link" }).click();
      await visit.page.locator(".notice").waitFor();
      await visit.page.waitForURL(/#v1\./);
      const link = visit.page.url();
      await using other = await dashboard.visit({ language: "zh" });
      const asked: string[] = [];
      other.page.on("request", (request) => asked.push(request.url()));
      await other.page.goto(link);
      await other.page.waitForFunction(
        (sql) => document.querySelector("textarea")?.value === sql,
        secret,
      );
      assert.ok(asked.every((url) => !url.includes("v1.")), asked.join("\n"));
      const log = dashboard.service.process.stdout;
      assert.doesNotMatch(log, /very_secret_column|#v1/);
      visit.quiet();
    });

    await t.step("goes from finding to finding by the keys n and p", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await findings(visit).first().waitFor();
      await visit.page.locator("h1").click();
      await visit.page.keyboard.press("n");
      await visit.page.keyboard.press("n");
      const current = () =>
        visit.page.evaluate(() =>
          [...document.querySelectorAll(".finding")].findIndex((f) => f.matches(".current"))
        );
      assert.equal(await current(), 1);
      await visit.page.keyboard.press("p");
      assert.equal(await current(), 0);
      await visit.page.keyboard.press("?");
      await visit.page.getByRole("dialog").getByText("Next finding", { exact: true })
        .waitFor();
      visit.quiet();
    });

    await t.step("keeps what is typed where a link leads within the page", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await findings(visit).first().waitFor();
      const sql = "SELECT a,b FROM t\n";
      await type(visit, sql);
      await visit.page.evaluate(() => location.hash = "#main");
      await settled(visit);
      await visit.page.getByText("Put a space between `,` and `b`.").waitFor();
      assert.equal(await visit.page.locator("#editor textarea").inputValue(), sql);
      visit.quiet();
    });

    await t.step("is done by keys alone, from the skip link to the fix", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      await findings(visit).first().waitFor();
      const { keyboard } = visit.page;
      const focused = () =>
        visit.page.evaluate(() => document.activeElement?.id || document.activeElement?.className);
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      await until("the focus on the content", async () => await focused() === "main");
      for (let i = 0; i < 8 && await focused() !== "editor-field"; i++) await keyboard.press("Tab");
      assert.equal(await focused(), "editor-field");
      await keyboard.press("Control+a");
      await keyboard.type("SELECT a,b FROM t\n");
      await settled(visit);
      await visit.page.getByText("Put a space between `,` and `b`.").waitFor();
      await keyboard.press("F8");
      await keyboard.press("F8");
      assert.equal(await focused(), "editor-field");
      assert.equal(await visit.page.locator(".finding.current .place").textContent(), "1:10");
      for (let i = 0; i < 5 && await focused() !== "tab-findings"; i++) await keyboard.press("Tab");
      await keyboard.press("ArrowRight");
      assert.equal(await focused(), "tab-fix");
      const take = visit.page.getByRole("button", { name: "Take the fix" });
      await take.waitFor();
      for (let i = 0; i < 4; i++) {
        await keyboard.press("Tab");
        if (await take.evaluate((button) => button === document.activeElement)) break;
      }
      await keyboard.press("Enter");
      await visit.page.waitForFunction(() =>
        document.querySelector<HTMLTextAreaElement>("#editor textarea")?.value.includes("    a,\n")
      );
      visit.quiet();
    });

    await t.step("shows markup in SQL, settings and answers as text", async () => {
      await using visit = await dashboard.visit();
      await visit.open("/try");
      const markup = "<img src=x onerror=alert(1)>";
      visit.page.on("dialog", (dialog) => {
        visit.faults.push(`a script ran: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await type(visit, `SELECT "${markup}",'<script>alert(1)</script>' FROM t\n`);
      await visit.page.locator("summary").click();
      await visit.page.locator("#settings").fill(`[sqlfluff]\n${markup} = 1\n`);
      await findings(visit).first().waitFor();
      for (const name of ["Fix", "Syntax tree", "Rendered", "Configuration", "Findings"]) {
        await visit.page.getByRole("tab", { name }).click();
        await settled(visit);
      }
      await visit.page.locator("#settings").fill(`[sqlfluff]\ndialect = ${markup}\n`);
      await visit.page.locator("#pane-findings .empty-error").getByText(markup).waitFor();
      assert.equal(await visit.page.locator("main img, main script").count(), 0);
      visit.quiet(/422/);
    });
  },
});
