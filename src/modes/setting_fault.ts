/** Faults of a start that the system tells of, by the setting whose value leads to them. */
import type { SettingName } from "../config/settings.ts";
import { LintelError, messageOf } from "../errors.ts";

/** What `open` gives; what it throws begins with the name of the setting that it follows. */
export async function about<T>(setting: SettingName, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const message = `${setting}: ${messageOf(error)}`;
    if (error instanceof LintelError) throw new LintelError(error.code, message, { cause: error });
    throw new Error(message, { cause: error });
  }
}
