/** /tasks/{task_id}: one file. */
import type { FC } from "hono/jsx";
import type { Key } from "../messages/mod.ts";
import type { Page, PageContext } from "../page.ts";

const PANES: readonly (readonly [name: string, label: Key])[] = [
  ["source", "task.source"],
  ["fix", "try.fix"],
  ["attempts", "attempts"],
];

const Findings: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <section class="file-findings" aria-label={t("nav.findings")}>
    <div class="pane-head">
      <p id="position" class="muted" role="status" aria-live="polite"></p>
      <span>
        <button type="button" id="previous" class="small">
          {t("previous")} <kbd>p</kbd>
        </button>{" "}
        <button type="button" id="next" class="small">
          {t("next")} <kbd>n</kbd>
        </button>
      </span>
    </div>
    <div id="detail" class="file-detail"></div>
    <div id="remarks"></div>
    <div id="findings" class="file-list" tabindex={0} role="group" aria-label={t("nav.findings")}>
    </div>
  </section>
);

const Body: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  return (
    <div class="file">
      <div class="page-head">
        <h1 id="title">{t("task.title")}</h1>
        <div id="actions" class="actions"></div>
        <p id="facts" class="facts"></p>
      </div>
      <div role="tablist" id="panes" class="tabs" aria-label={t("task.title")}>
        {PANES.map(([name, label], i) => (
          <button
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls={`pane-${name}`}
            aria-selected={i === 0 ? "true" : "false"}
            tabindex={i === 0 ? 0 : -1}
          >
            {t(label)}
            {name === "source" ? <span id="count-source" class="count"></span> : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="pane-source" class="file-pane" aria-labelledby="tab-source">
        <div id="source" class="source" tabindex={0} role="group" aria-label={t("task.source")}>
        </div>
        <Findings context={context} />
      </div>
      <div role="tabpanel" id="pane-fix" class="pane" aria-labelledby="tab-fix" hidden></div>
      <div role="tabpanel" id="pane-attempts" class="pane" aria-labelledby="tab-attempts" hidden>
      </div>
    </div>
  );
};

export const taskPage: Page = {
  path: "/tasks/{task_id}",
  under: "/jobs",
  title: (t) => t("task.title"),
  modules: ["pages/task.js"],
  fills: true,
  code: true,
  body: (context) => <Body context={context} />,
};
