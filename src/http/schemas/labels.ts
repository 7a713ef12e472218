/** Labels as requests say them: an object by key, or `key:value` in a query. */
import { z } from "@hono/zod-openapi";
import {
  keyFault,
  labelFault,
  type Labels,
  MOST_LABELS,
  splitLabel,
  valueFault,
} from "../../jobs/labels.ts";

export const LabelsField = z.record(z.string(), z.string()).superRefine((labels, context) => {
  const count = Object.keys(labels).length;
  if (count > MOST_LABELS) {
    context.addIssue({
      code: "custom",
      message: `takes at most ${MOST_LABELS} labels, not ${count}`,
    });
    return;
  }
  for (const [key, value] of Object.entries(labels)) {
    const message = keyFault(key) ?? valueFault(value);
    if (message !== null) context.addIssue({ code: "custom", path: [key], message });
  }
}).openapi({
  description: "What the job is for, to find it by and for trends. Usual keys: project, branch, " +
    "commit, team.",
  example: { project: "shop", branch: "main" },
});

const Label = z.string().superRefine((text, context) => {
  const message = labelFault(text);
  if (message !== null) context.addIssue({ code: "custom", message });
});

/** `?label=project:shop&label=branch:main`; an array, empty where there is none. */
export const LabelQuery = z.union([Label, z.array(Label).max(MOST_LABELS)]).optional()
  .transform((value) => value === undefined ? [] : Array.isArray(value) ? value : [value])
  .openapi({
    type: "array",
    items: { type: "string", example: "project:shop" },
    description: "Labels as `key:value`; may be repeated.",
  });

/** Labels that a query names, by key. */
export function labelsOf(texts: readonly string[]): Labels {
  return Object.fromEntries(texts.map((text) => splitLabel(text)!));
}
