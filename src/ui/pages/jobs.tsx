/** /jobs: every job, newest first. */
import type { FC } from "hono/jsx";
import { JOB_STATUSES } from "../../jobs/states.ts";
import type { Page, PageContext } from "../page.ts";
import { Field, FormDialog, Live } from "./parts.tsx";

const Upload: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <FormDialog
    t={t}
    id="upload"
    title="upload.title"
    text="upload.text"
    submit="upload.submit"
    disabled
  >
    <Field label={t("upload.files")}>
      <input type="file" id="upload-files" multiple accept=".sql,.zip,.tar,.gz,.tgz" />
    </Field>
    <ul id="upload-list" class="upload-list"></ul>
    <div class="upload-options">
      <Field label={t("dialect")}>
        <input id="upload-dialect" placeholder={t("upload.default")} />
      </Field>
      <Field label={t("engine")}>
        <select id="upload-engine">
          <option value="">{t("upload.default")}</option>
          <option value="native">native</option>
          <option value="sqlfluff">sqlfluff</option>
        </select>
      </Field>
      <Field label={t("labels")}>
        <input id="upload-labels" placeholder="project:shop branch:main" />
      </Field>
    </div>
  </FormDialog>
);

const Body: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  return (
    <div class="page-fills">
      <div class="page-head">
        <h1>{t("nav.jobs")}</h1>
        <Live />
        <button type="button" id="upload-open" class="primary" hidden>{t("upload.open")}</button>
      </div>
      <div id="filter" class="filter" data-statuses={JOB_STATUSES.join(" ")}></div>
      <div id="bulk" class="bulk"></div>
      <div id="jobs" class="panel listing-panel" aria-busy="true"></div>
      <p class="drop-hint" aria-hidden="true">{t("upload.drop")}</p>
      <Upload context={context} />
    </div>
  );
};

export const jobsPage: Page = {
  path: "/jobs",
  under: "/jobs",
  title: (t) => t("nav.jobs"),
  modules: ["pages/jobs.js"],
  fills: true,
  body: (context) => <Body context={context} />,
};
