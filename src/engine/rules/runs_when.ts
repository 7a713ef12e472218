import type { Traits } from "../dialects/mod.ts";
import type { Applicability } from "../settings/mod.ts";

/** What has to hold for a rule to run; the catalogue says it of each dialect. */
export interface RunsWhen extends Pick<Applicability, "forced" | "anyOf"> {
  /** Whether a dialect has what the rule is about. */
  readonly dialect?: (traits: Traits) => boolean;
}
