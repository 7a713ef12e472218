/**
 * What actions on webhooks and jobs lead to, in the words of both languages. That every action is
 * there in both is shown by the walks by keys alone.
 */
import assert from "node:assert/strict";
import type { Language } from "../../src/ui/languages.ts";
import { type Key, type Translate, translator } from "../../src/ui/messages/mod.ts";
import { CHROMIUM, Dashboard, type Visit } from "../support/browser.ts";
import { hookServer } from "../support/hook_server.ts";
import { SCRIPTED_PYTHON } from "../support/processes.ts";
import { until } from "../support/wait.ts";

/** A page in one language, whose parts are found by the keys of their texts. */
class Told {
  readonly text: Translate;

  constructor(readonly visit: Visit, readonly language: Language) {
    this.text = translator(language);
  }

  async press(key: Key, within = this.visit.page.locator("main")): Promise<void> {
    await within.getByRole("button", { name: this.text(key), exact: true }).first().click();
  }

  /** Answers the question that is open. */
  async answer(key: Key): Promise<void> {
    await this.press(key, this.visit.page.getByRole("dialog"));
  }

  async fill(key: Key, value: string): Promise<void> {
    await this.visit.page.getByLabel(this.text(key), { exact: true }).fill(value);
  }

  async sees(key: Key, values: Record<string, string | number> = {}): Promise<void> {
    const text = this.visit.page.getByText(this.text(key, values), { exact: true });
    await text.filter({ visible: true }).first().waitFor();
  }
}

const LANGUAGES = ["en", "zh"] as const;

Deno.test({
  name: "what is done on the dashboard is done in both languages, in a browser",
  ...CHROMIUM,
  async fn(t) {
    await using hooks = await hookServer((_, response) => void response.end());
    await using dashboard = await Dashboard.open({
      SQLFLUFF_PYTHON: SCRIPTED_PYTHON,
      WEBHOOK_ALLOW: "127.0.0.1",
      // What hangs does so until it is cancelled, however long the way to that is.
      LINT_TIMEOUT_SECONDS: "3600",
    });
    const { remote } = dashboard.service;
    const each = async (run: (told: Told) => Promise<void>) => {
      for (const language of LANGUAGES) {
        await using visit = await dashboard.visit({ language });
        await run(new Told(visit, language));
        await visit.accessible();
        visit.quiet();
      }
    };

    await t.step("a webhook is made, changed, tested, given a new secret, deleted", async () => {
      await each(async (told) => {
        const { page } = told.visit;
        const url = `http://127.0.0.1:${hooks.port}/${told.language}`;
        await told.visit.open("/webhooks");
        await told.press("hooks.new");
        await told.fill("hooks.url", `${url}/first`);
        await told.answer("hooks.create");
        const secret = page.getByText(/^whsec_/);
        await secret.waitFor();
        const first = await secret.innerText();

        await told.press("hooks.edit");
        assert.equal(
          await page.getByLabel(told.text("hooks.url"), { exact: true }).inputValue(),
          `${url}/first`,
        );
        await told.fill("hooks.url", `${url}/second`);
        await told.fill("hooks.project", "shop");
        await told.fill("hooks.description", "for the shop");
        await told.answer("hooks.save");
        await page.getByText(`${url}/second`, { exact: true }).waitFor();
        await page.getByText("project:shop", { exact: true }).waitFor();

        await told.press("hooks.rotate");
        await told.sees("hooks.rotate.ask");
        await told.answer("cancel");
        assert.equal(await secret.innerText(), first, "nothing was asked for yet");
        await told.press("hooks.rotate");
        await told.answer("hooks.rotate");
        await until("another secret", async () => await secret.innerText() !== first);
        await told.press("hooks.secret.kept");
        await secret.waitFor({ state: "hidden" });

        await told.press("hooks.test");
        await told.sees("hooks.test.done");
        const arrived = () =>
          hooks.received.filter(({ path }) => path === `/${told.language}/second`);
        await until("the test message", () => arrived().length === 1);
        await told.sees("delivery.delivered");
        const [message] = arrived();
        // By the new secret and, for a day, by the one before.
        assert.equal(String(message!.headers["webhook-signature"]).split(" ").length, 2);

        await told.press("hooks.disable");
        await told.sees("hooks.off");
        await told.press("hooks.enable");
        await told.sees("hooks.on");
        await told.press("delete");
        await told.sees("hooks.delete.ask");
        await told.answer("delete");
        await told.sees("hooks.none");
      });
    });

    await t.step("all jobs that match are cancelled, after their number was said", async () => {
      await each(async (told) => {
        const label = { project: `slow-${told.language}` };
        const jobs: string[] = [];
        for (let i = 0; i < 3; i++) {
          jobs.push(
            await remote.submitJob({
              sql_content: "-- do: hang\n",
              engine: "sqlfluff",
              labels: label,
            }),
          );
        }
        await told.visit.open(`/jobs?filter=label:project:${label.project}`);
        await told.visit.page.locator(".listing-row").nth(2).waitFor();
        await told.press("bulk.cancel", told.visit.page.locator("#bulk"));
        await told.sees("bulk.cancel.ask", { count: 3 });
        const dialog = told.visit.page.getByRole("dialog");
        const name = told.text("bulk.cancel.do", { count: 3 });
        await dialog.getByRole("button", { name, exact: true }).click();
        await told.sees("bulk.done", { count: 3 });
        for (const job of jobs) assert.equal((await remote.ended(job)).job_status, "CANCELLED");
      });
    });
  },
});
