// @ts-check
/** An action of a page that follows the service: asked for, done, and shown at once. */
import { confirm, notifyError } from "./notices.js";

/**
 * @param {{ change: (run: () => Promise<void>) => Promise<void> }} live
 * @param {Parameters<typeof confirm>[0]} question
 * @param {() => Promise<void>} run
 */
export async function act(live, question, run) {
  if (!await confirm(question)) return;
  try {
    await live.change(run);
  } catch (error) {
    notifyError(error);
  }
}
