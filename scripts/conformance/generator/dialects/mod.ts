import type { Sentences } from "../sentences.ts";
import { ANSI } from "./ansi.ts";
import { POSTGRES } from "./postgres.ts";

/** What the generator writes, by dialect. */
export const SENTENCES: Readonly<Record<string, Sentences>> = {
  ansi: ANSI,
  postgres: POSTGRES,
};
