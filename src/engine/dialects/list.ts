import { ansi } from "./ansi/mod.ts";
import type { Dialect } from "./dialect.ts";

/** Every dialect that is built, by name. */
export const dialects: readonly Dialect[] = [ansi];
