/** /jobs: every job, newest first. */
import type { FC } from "hono/jsx";
import type { Page, PageContext } from "../page.ts";
import { Live } from "./parts.tsx";

const Upload: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <dialog id="upload" class="dialog" aria-labelledby="upload-title">
    <h2 id="upload-title">{t("upload.title")}</h2>
    <p class="muted">{t("upload.text")}</p>
    <label class="stacked">
      <span>{t("upload.files")}</span>
      <input type="file" id="upload-files" multiple accept=".sql,.zip,.tar,.gz,.tgz" />
    </label>
    <ul id="upload-list" class="upload-list"></ul>
    <div class="upload-options">
      <label class="stacked">
        <span>{t("dialect")}</span>
        <input id="upload-dialect" placeholder={t("upload.default")} />
      </label>
      <label class="stacked">
        <span>{t("engine")}</span>
        <select id="upload-engine">
          <option value="">{t("upload.default")}</option>
          <option value="native">native</option>
          <option value="sqlfluff">sqlfluff</option>
        </select>
      </label>
      <label class="stacked">
        <span>{t("labels")}</span>
        <input id="upload-labels" placeholder="project:shop branch:main" />
      </label>
    </div>
    <div class="dialog-actions">
      <button type="button" id="upload-close">{t("close")}</button>
      <button type="button" id="upload-submit" class="primary" disabled>
        {t("upload.submit")}
      </button>
    </div>
  </dialog>
);

const Body: FC<{ context: PageContext }> = ({ context }) => {
  const { t } = context;
  return (
    <div class="page-fills">
      <div class="page-head">
        <h1>{t("nav.jobs")}</h1>
        <Live />
        <button type="button" id="upload-open" class="primary">{t("upload.open")}</button>
      </div>
      <div id="filter" class="filter"></div>
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
