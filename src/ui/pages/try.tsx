/** /try: SQL in, findings, fix, tree, rendered template and configuration out. */
import type { FC } from "hono/jsx";
import type { Page, PageContext } from "../page.ts";
import { type Pane, TabPanel, Tabs } from "./parts.tsx";

/** What a reader who brings nothing sees linted: a query with something to say about it. */
const SAMPLE = `select o.id, o.total,c.name
from orders o
left join customers as c on c.id = o.customer_id
where o.total != 0 and o.state <> 'void'
order by 1, o.total desc
`;

const SETTINGS =
  "[sqlfluff]\nmax_line_length = 100\n\n[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = upper";

const PANES: readonly Pane[] = [
  { name: "findings", label: "try.findings", counted: true },
  { name: "fix", label: "try.fix" },
  { name: "tree", label: "try.tree" },
  { name: "rendered", label: "try.rendered" },
  { name: "configuration", label: "try.configuration" },
];

const Toolbar: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <div class="toolbar">
    <h1>{t("nav.try")}</h1>
    <label class="field">
      <span>{t("dialect")}</span>
      <select id="dialect">
        <option value="">{t("try.dialect.default")}</option>
        <option value="auto">{t("try.dialect.auto")}</option>
      </select>
    </label>
    <label class="field">
      <span>{t("engine")}</span>
      <select id="engine">
        <option value="">{t("try.engine.default")}</option>
        <option value="native">native</option>
        <option value="sqlfluff">sqlfluff</option>
      </select>
    </label>
    <button type="button" id="share">{t("try.share")}</button>
  </div>
);

const Panes: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <section class="try-result" aria-label={t("try.result")}>
    <Tabs t={t} label="try.result" panes={PANES} />
    {PANES.map(({ name }, i) => <TabPanel name={name} class="pane" focusable hidden={i > 0} />)}
  </section>
);

const Body: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  return (
    <div class="try">
      <Toolbar context={context} />
      <section class="try-source" aria-label={t("try.source")}>
        <div id="editor" class="editor">
          <textarea aria-label={t("try.sql")}>{SAMPLE}</textarea>
        </div>
        <p id="status" class="status" role="status" aria-live="polite"></p>
        <details id="settings-box" class="settings">
          <summary>{t("try.settings")}</summary>
          <textarea
            id="settings"
            aria-label={t("try.settings")}
            rows={6}
            placeholder={SETTINGS}
          >
          </textarea>
        </details>
      </section>
      <Panes context={context} />
    </div>
  );
};

export const tryPage: Page = {
  path: "/try",
  under: "/try",
  title: (t) => t("nav.try"),
  modules: ["pages/try.js"],
  fills: true,
  code: true,
  body: (context) => <Body context={context} />,
};
