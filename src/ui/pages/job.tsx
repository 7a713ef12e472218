/** /jobs/{job_id}: one job. */
import type { FC } from "hono/jsx";
import { REPORTS } from "../../lint/report/mod.ts";
import type { Key } from "../messages/mod.ts";
import type { Page, PageContext } from "../page.ts";

const PANES: readonly (readonly [name: string, label: Key, counted: boolean])[] = [
  ["files", "files", false],
  ["rules", "job.rules", true],
  ["history", "job.history", false],
  ["skipped", "job.skipped", true],
];

const Reports: FC<{ context: PageContext }> = ({ context: { t, parameters } }) => {
  const job = encodeURIComponent(parameters.job_id ?? "");
  return (
    <>
      <button type="button" popovertarget="reports" class="menu-button">
        {t("job.reports")}
      </button>
      <ul id="reports" popover="auto" class="popup">
        {Object.keys(REPORTS).map((format) => (
          <li>
            <a href={`/api/v1/jobs/${job}/report?format=${format}`} download={`report.${format}`}>
              {format}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
};

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
        <Reports context={context} />
        <div id="actions" class="actions"></div>
        <p id="facts" class="facts"></p>
      </div>
      <div id="progress" class="job-summary" aria-live="off"></div>
      <div role="tablist" id="panes" class="tabs" aria-label={t("job")}>
        {PANES.map(([name, label, counted], i) => (
          <button
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls={`pane-${name}`}
            aria-selected={i === 0 ? "true" : "false"}
            tabindex={i === 0 ? 0 : -1}
          >
            {t(label)}
            {counted ? <span id={`count-${name}`} class="count"></span> : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="pane-files" class="job-list" aria-labelledby="tab-files">
        <div id="filter" class="filter"></div>
        <div id="files" class="panel listing-panel"></div>
      </div>
      {PANES.slice(1).map(([name]) => (
        <div
          role="tabpanel"
          id={`pane-${name}`}
          class="job-pane"
          aria-labelledby={`tab-${name}`}
          tabindex={0}
          hidden
        >
        </div>
      ))}
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
