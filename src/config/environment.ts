/** The process's environment; its only reader. Apart from the settings, which take time to load. */

/** Deno.env, where a name that may not be read counts as not set. */
export function processEnvironment(name: string): string | undefined {
  return Deno.env.get(name);
}
