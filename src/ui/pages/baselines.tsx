/** /baselines: what a project had when it began. */
import type { FC } from "hono/jsx";
import type { Key } from "../messages/mod.ts";
import type { Page, PageContext } from "../page.ts";
import { Live } from "./parts.tsx";

const FIELDS: readonly (readonly [name: string, label: Key, type: string])[] = [
  ["name", "rules.name", "text"],
  ["project", "baselines.project", "text"],
  ["owner", "baselines.owner", "text"],
  ["reason", "reason", "text"],
  ["expires", "baselines.expires", "date"],
  ["job", "baselines.from_job", "text"],
  ["document", "baselines.document", "file"],
];

const New: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <dialog id="new-baseline" class="dialog" aria-labelledby="new-title">
    <h2 id="new-title">{t("baselines.new")}</h2>
    <p class="muted">{t("baselines.new.text")}</p>
    {FIELDS.map(([name, label, type]) => (
      <label class="stacked">
        <span>{t(label)}</span>
        <input id={`new-${name}`} type={type} accept={type === "file" ? ".json" : undefined} />
      </label>
    ))}
    <p id="new-fault" class="filter-said" role="alert"></p>
    <div class="dialog-actions">
      <button type="button" id="new-close">{t("close")}</button>
      <button type="button" id="new-submit" class="primary">{t("hooks.create")}</button>
    </div>
  </dialog>
);

export const baselinesPage: Page = {
  path: "/baselines",
  under: "/baselines",
  title: (t) => t("nav.baselines"),
  modules: ["pages/baselines.js"],
  body: (context) => (
    <>
      <div class="page-head">
        <h1>{context.t("nav.baselines")}</h1>
        <Live />
        <button type="button" id="new-open" class="primary" hidden>
          {context.t("baselines.new")}
        </button>
      </div>
      <p class="lead">{context.t("baselines.lead")}</p>
      <div id="baselines" class="part-body"></div>
      <New context={context} />
    </>
  ),
};
