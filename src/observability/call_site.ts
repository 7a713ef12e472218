/** Where in the program something was said, from the stack. */

export interface CallSite {
  /** The file below `src`, without its ending: `workflow/expand`. */
  module: string;
  /** `Expansion.run`; `(module)` for what runs while the file is loaded, or has no name. */
  function: string;
  line: number;
}

/** `at async Expansion.run (file:///…/src/workflow/expand.ts:12:3)`, or the place alone. */
const FRAME = /^\s*at (?:async )?(?:(.*?) \()?(?:.*\/src\/)(.+?)\.tsx?:(\d+):\d+\)?$/;

/** Files that speak for others. */
const OWN = new Set(["observability/log", "observability/call_site"]);

/** Who called whoever calls this; null where the stack does not say. Takes about 10 µs. */
export function callSite(): CallSite | null {
  for (const frame of (new Error().stack ?? "").split("\n").slice(1)) {
    const [, name, module, line] = FRAME.exec(frame) ?? [];
    if (module === undefined || OWN.has(module)) continue;
    const known = name === undefined || name.includes("<anonymous>") ? "(module)" : name;
    return { module, function: known.replace(/^new /, ""), line: Number(line) };
  }
  return null;
}
