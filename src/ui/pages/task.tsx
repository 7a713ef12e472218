/** /tasks/{task_id}: one file. */
import type { FC } from "hono/jsx";
import type { Page, PageContext } from "../page.ts";
import { type Pane, TabPanel, Tabs } from "./parts.tsx";

const PANES: readonly Pane[] = [
  { name: "source", label: "task.source", counted: true },
  { name: "fix", label: "try.fix" },
  { name: "attempts", label: "attempts" },
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
      <Tabs t={t} label="task.title" panes={PANES} />
      <TabPanel name="source" class="file-pane" hidden={false}>
        <div id="source" class="source" tabindex={0} role="group" aria-label={t("task.source")}>
        </div>
        <Findings context={context} />
      </TabPanel>
      <TabPanel name="fix" class="pane" />
      <TabPanel name="attempts" class="pane" />
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
