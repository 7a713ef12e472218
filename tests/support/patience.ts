/**
 * How long tests wait before they call something lost: ten times what a quiet machine needs, since
 * a busy one of two cores runs everything at once. LINTEL_TEST_PATIENCE sets another factor.
 */
const FACTOR = Number(Deno.env.get("LINTEL_TEST_PATIENCE") ?? 10);

/** Milliseconds to wait for what takes `quiet` ms where nothing else runs. */
export function patience(quiet: number): number {
  return quiet * FACTOR;
}
