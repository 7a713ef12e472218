/** Which files configuration leaves out: SQLFluff's `ignore_paths` in the section of the core. */
import { coreList, coreListOf } from "./core_list.ts";
import type { ConfigFile, NestedConfig } from "./port.ts";

/**
 * The patterns of `ignore_paths` in one configuration file, as `.sqlfluffignore` has them: those
 * of Git, meant from the folder that the file lies in. Empty where the file says nothing.
 */
export function ignorePathsIn(file: ConfigFile): string[] {
  return coreList("ignore_paths", file) ?? [];
}

/** The patterns that the nested configuration of a request holds. */
export function ignorePathsOf(config: NestedConfig | undefined): string[] {
  return coreListOf("ignore_paths", config);
}
