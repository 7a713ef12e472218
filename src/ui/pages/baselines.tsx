/** /baselines: what a project had when it began. */
import type { Key } from "../messages/mod.ts";
import type { Page } from "../page.ts";
import { Field, FormDialog, NewButton, simplePage } from "./parts.tsx";

const FIELDS: readonly (readonly [name: string, label: Key, type: string])[] = [
  ["name", "rules.name", "text"],
  ["project", "baselines.project", "text"],
  ["owner", "baselines.owner", "text"],
  ["reason", "reason", "text"],
  ["expires", "baselines.expires", "date"],
  ["job", "baselines.from_job", "text"],
  ["document", "baselines.document", "file"],
];

export const baselinesPage: Page = simplePage({
  path: "/baselines",
  title: "nav.baselines",
  lead: "baselines.lead",
  module: "baselines",
  more: (t) => <NewButton label={t("baselines.new")} />,
  rest: (t) => (
    <FormDialog
      t={t}
      id="new-baseline"
      name="new"
      title="baselines.new"
      text="baselines.new.text"
      submit="hooks.create"
    >
      {FIELDS.map(([name, label, type]) => (
        <Field label={t(label)}>
          <input id={`new-${name}`} type={type} accept={type === "file" ? ".json" : undefined} />
        </Field>
      ))}
    </FormDialog>
  ),
});
