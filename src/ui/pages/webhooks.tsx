/** /webhooks: addresses that are told of ended jobs. */
import type { FC } from "hono/jsx";
import type { Page, PageContext } from "../page.ts";
import { Live } from "./parts.tsx";

const EVENTS = ["job.finished", "gate.failed"] as const;

const New: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <dialog id="new-hook" class="dialog" aria-labelledby="new-title">
    <h2 id="new-title">{t("hooks.new")}</h2>
    <p id="new-text" class="muted">{t("hooks.new.text")}</p>
    <label class="stacked">
      <span>{t("hooks.url")}</span>
      <input id="new-url" type="url" placeholder="https://ci.example.com/lintel" />
    </label>
    <fieldset id="new-events" class="stacked">
      <legend>{t("hooks.events")}</legend>
      {EVENTS.map((event) => (
        <label class="check">
          <input type="checkbox" value={event} checked={event === "job.finished"} />
          <span>{t(`hooks.event.${event}`)}</span>
        </label>
      ))}
    </fieldset>
    <label class="stacked">
      <span>{t("hooks.project")}</span>
      <input id="new-project" />
    </label>
    <label class="stacked">
      <span>{t("hooks.description")}</span>
      <input id="new-description" />
    </label>
    <p id="new-fault" class="filter-said" role="alert"></p>
    <div class="dialog-actions">
      <button type="button" id="new-close">{t("close")}</button>
      <button type="button" id="new-submit" class="primary">{t("hooks.create")}</button>
    </div>
  </dialog>
);

export const webhooksPage: Page = {
  path: "/webhooks",
  under: "/webhooks",
  title: (t) => t("nav.webhooks"),
  modules: ["pages/webhooks.js"],
  body: (context) => (
    <>
      <div class="page-head">
        <h1>{context.t("nav.webhooks")}</h1>
        <Live />
        <button type="button" id="new-open" class="primary">{context.t("hooks.new")}</button>
      </div>
      <p class="lead">{context.t("hooks.lead")}</p>
      <div id="secret" class="panel secret" role="status" hidden></div>
      <div id="webhooks" class="part-body"></div>
      <New context={context} />
    </>
  ),
};
