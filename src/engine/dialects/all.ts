/**
 * Every dialect that is built, loaded: for who asks for any of them without waiting. What starts
 * often and lints little does not import this.
 */
import type { Dialect } from "./dialect.ts";
import { loadDialects } from "./find.ts";

export const dialects: readonly Dialect[] = await loadDialects();
