/** /webhooks: addresses that are told of ended jobs. */
import type { Page } from "../page.ts";
import { Field, FormDialog, NewButton, simplePage } from "./parts.tsx";

const EVENTS = ["job.finished", "gate.failed"] as const;

export const webhooksPage: Page = simplePage({
  path: "/webhooks",
  title: "nav.webhooks",
  lead: "hooks.lead",
  module: "webhooks",
  more: (t) => <NewButton label={t("hooks.new")} />,
  above: () => <div id="secret" class="panel secret" role="status" hidden></div>,
  rest: (t) => (
    <FormDialog
      t={t}
      id="new-hook"
      name="new"
      title="hooks.new"
      text="hooks.new.text"
      submit="hooks.create"
    >
      <Field label={t("hooks.url")}>
        <input id="new-url" type="url" placeholder="https://ci.example.com/lintel" />
      </Field>
      <fieldset id="new-events" class="stacked">
        <legend>{t("hooks.events")}</legend>
        {EVENTS.map((event) => (
          <label class="check">
            <input type="checkbox" value={event} checked={event === "job.finished"} />
            <span>{t(`hooks.event.${event}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field label={t("hooks.project")}>
        <input id="new-project" />
      </Field>
      <Field label={t("hooks.description")}>
        <input id="new-description" />
      </Field>
    </FormDialog>
  ),
});
