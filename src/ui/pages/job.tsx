/** /jobs/{job_id}: one job. */
import type { FC } from "hono/jsx";
import { REPORTS } from "../../lint/report/mod.ts";
import type { Key } from "../messages/mod.ts";
import type { Page, PageContext } from "../page.ts";

const PANES: readonly (readonly [name: string, label: Key, counted: boolean])[] = [
  ["files", "files", false],
  ["fresh", "job.fresh", true],
  ["rules", "job.rules", true],
  ["history", "job.history", false],
  ["skipped", "job.skipped", true],
  ["difference", "difference", true],
];

/** Shown where a job has something for them. */
const LATER = new Set(["fresh", "difference"]);

/** What the text of a configuration file looks like. */
const SETTINGS = "[sqlfluff]\nmax_line_length = 100";

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

const Relint: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <dialog id="relint" class="dialog" aria-labelledby="relint-title">
    <h2 id="relint-title">{t("relint.title")}</h2>
    <p class="muted">{t("relint.text")}</p>
    <div class="upload-options">
      <label class="stacked">
        <span>{t("dialect")}</span>
        <input id="relint-dialect" />
      </label>
      <label class="stacked">
        <span>{t("engine")}</span>
        <select id="relint-engine">
          <option value="native">native</option>
          <option value="sqlfluff">sqlfluff</option>
        </select>
      </label>
    </div>
    <label class="stacked">
      <span>{t("relint.rules")}</span>
      <input id="relint-rules" placeholder="LT01 capitalisation" />
    </label>
    <label class="stacked">
      <span>{t("relint.exclude")}</span>
      <input id="relint-exclude" placeholder="LT05" />
    </label>
    <label class="stacked">
      <span>{t("relint.config")}</span>
      <textarea
        id="relint-config"
        class="config-text"
        rows={5}
        spellcheck={false}
        aria-describedby="relint-config-text"
        placeholder={SETTINGS}
      >
      </textarea>
    </label>
    <p id="relint-config-text" class="muted hint">{t("relint.config.text")}</p>
    <p id="relint-fault" class="filter-said" role="alert"></p>
    <div class="dialog-actions">
      <button type="button" id="relint-close">{t("close")}</button>
      <button type="button" id="relint-submit" class="primary">{t("relint.submit")}</button>
    </div>
  </dialog>
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
        <Reports context={context} />
        <div id="actions" class="actions"></div>
        <p id="facts" class="facts"></p>
        <p id="standing" class="facts standing"></p>
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
            hidden={LATER.has(name)}
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
          {name === "fresh" ? <div id="fresh" class="panel listing-panel"></div> : null}
        </div>
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
