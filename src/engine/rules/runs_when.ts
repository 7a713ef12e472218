import type { Traits } from "../dialects/mod.ts";
import type { Applicability, ConfigValue } from "../settings/mod.ts";

/** What has to hold for a rule to run; the catalogue says it of each dialect. */
export interface RunsWhen extends Pick<Applicability, "forced" | "anyOf"> {
  /** Whether a dialect has what the rule is about. */
  readonly dialect?: (traits: Traits) => boolean;
}

/** Whether a rule has anything to look for in a dialect, with what its options are set to. */
export function appliesTo(
  { when }: { readonly when?: RunsWhen },
  options: ReadonlyMap<string, ConfigValue>,
  traits: Traits,
): boolean {
  if (when === undefined) return true;
  const { dialect, forced, anyOf } = when;
  const force = forced !== undefined && options.get("force_enable") === true;
  if (forced === "required" && !force) return false;
  const isUnset = (option: string) => (options.get(option) ?? "") === "";
  if (anyOf !== undefined && anyOf.every(isUnset)) return false;
  return dialect === undefined || (forced === "any_dialect" && force) || dialect(traits);
}
