/** /jobs/{job_id}: one job. */
import type { FC } from "hono/jsx";
import { TASK_STATUSES } from "../../jobs/states.ts";
import { REPORTS } from "../../lint/report/mod.ts";
import type { Key } from "../messages/types.ts";
import type { Page, PageContext } from "../page.ts";
import { Field, FormDialog, type Pane, TabPanel, Tabs } from "./parts.tsx";

const PANES: readonly Pane[] = [
  { name: "files", label: "files" },
  { name: "fresh", label: "job.fresh", counted: true, later: true },
  { name: "rules", label: "job.rules", counted: true },
  { name: "history", label: "job.history" },
  { name: "skipped", label: "job.skipped", counted: true },
  { name: "difference", label: "difference", counted: true, later: true },
];

/** What the text of a configuration file looks like. */
const SETTINGS = "[sqlfluff]\nmax_line_length = 100";

interface Download {
  label: string;
  /** Under the path of the job. */
  path: string;
  file: string;
}

/** A button that shows links to documents of the job. */
const Downloads: FC<{
  context: PageContext;
  id: "reports" | "fixes";
  label: Key;
  documents: readonly Download[];
  /** Until the page's script knows that there is something to download. */
  hidden?: boolean;
}> = ({ context: { t, parameters }, id, label, documents, hidden }) => {
  const job = `/api/v1/jobs/${encodeURIComponent(parameters.job_id ?? "")}`;
  return (
    <>
      <button
        type="button"
        id={`${id}-button`}
        popovertarget={id}
        hidden={hidden}
      >
        {t(label)}
      </button>
      <ul id={id} popover="auto" class="popup">
        {documents.map(({ label, path, file }) => (
          <li>
            <a href={job + path} download={file}>{label}</a>
          </li>
        ))}
      </ul>
    </>
  );
};

const Fixes: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  const fixed = "/fixed?format=";
  return (
    <Downloads
      context={context}
      id="fixes"
      label="job.fixes"
      hidden
      documents={[
        { label: t("job.fixes.patch"), path: `${fixed}patch`, file: "fixes.patch" },
        { label: t("job.fixes.changed"), path: `${fixed}zip`, file: "fixes.zip" },
        { label: t("job.fixes.all"), path: `${fixed}zip&files=all`, file: "all.zip" },
      ]}
    />
  );
};

const Reports: FC<{ context: PageContext }> = ({ context }) => {
  const documents = Object.keys(REPORTS).map((format) => ({
    label: format,
    path: `/report?format=${format}`,
    file: `report.${format}`,
  }));
  return <Downloads context={context} id="reports" label="job.reports" documents={documents} />;
};

const Relint: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <FormDialog t={t} id="relint" title="relint.title" text="relint.text" submit="relint.submit">
    <div class="upload-options">
      <Field label={t("dialect")}>
        <input id="relint-dialect" />
      </Field>
      <Field label={t("engine")}>
        <select id="relint-engine">
          <option value="native">native</option>
          <option value="sqlfluff">sqlfluff</option>
        </select>
      </Field>
    </div>
    <Field label={t("relint.rules")}>
      <input id="relint-rules" placeholder="LT01 capitalisation" />
    </Field>
    <Field label={t("relint.exclude")}>
      <input id="relint-exclude" placeholder="LT05" />
    </Field>
    <Field label={t("relint.config")}>
      <textarea
        id="relint-config"
        class="config-text"
        rows={5}
        spellcheck={false}
        aria-describedby="relint-config-text"
        placeholder={SETTINGS}
      >
      </textarea>
    </Field>
    <p id="relint-config-text" class="muted hint">{t("relint.config.text")}</p>
  </FormDialog>
);

const Body: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  return (
    <div class="page-fills job">
      <div class="page-head">
        <h1 id="title">{t("job")}</h1>
        <span id="following" class="live" hidden>
          <span class="dot" aria-hidden="true"></span>
          {t("job.following")}
        </span>
        <Fixes context={context} />
        <Reports context={context} />
        <div id="actions" class="actions"></div>
        <p id="facts" class="facts"></p>
        <p id="standing" class="facts standing"></p>
      </div>
      <div id="progress" class="job-summary" aria-live="off"></div>
      <Tabs t={t} label="job" panes={PANES} />
      <TabPanel name="files" class="job-list" hidden={false}>
        <div id="filter" class="filter" data-statuses={TASK_STATUSES.join(" ")}></div>
        <div id="files" class="panel listing-panel"></div>
      </TabPanel>
      {PANES.slice(1).map(({ name }) => (
        <TabPanel name={name} class="job-pane" focusable>
          {name === "fresh" ? <div id="fresh" class="panel listing-panel"></div> : null}
        </TabPanel>
      ))}
      <Relint context={context} />
    </div>
  );
};

export const jobPage: Page = {
  path: "/jobs/{job_id}",
  under: "/jobs",
  title: (t) => t("job"),
  modules: ["pages/job.js"],
  fills: true,
  body: (context) => <Body context={context} />,
};
