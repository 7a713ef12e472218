/** Text that is too long for the store to hold, so that its file lies on the volume. */
import { SMALL } from "../../src/workflow/sources.ts";

/** The text with a comment behind it that makes it so. */
export function onVolume(sql: string): string {
  return `${sql.trimEnd()}\n-- ${"long ".repeat(SMALL / 5)}\n`;
}
