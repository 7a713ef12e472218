/**
 * A browser on a bad line and a weak machine, to find what a test, or a page, takes for granted:
 * what is pressed, counted or read before the page is ready for it. Two environment variables,
 * alone or together:
 *
 * - `LINTEL_TEST_SLOW_NETWORK`: each request of a page is held up for a random time up to so many
 *   milliseconds, style sheets and modules included.
 * - `LINTEL_TEST_SLOW_CPU`: the page's processor is so many times slower.
 */
import type { Page } from "playwright-core";
import { sleep } from "./wait.ts";

function setting(name: string): number {
  const text = Deno.env.get(name) ?? "";
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`${name} takes a number, not ${JSON.stringify(text)}`);
  return value;
}

const NETWORK = setting("LINTEL_TEST_SLOW_NETWORK");
const CPU = setting("LINTEL_TEST_SLOW_CPU");

/** Whether a browser is slowed down: how long its pages take then is no promise of theirs. */
export const SLOWED = NETWORK > 0 || CPU > 1;

/** Slows a page down, as the environment asks for. */
export async function slowDown(page: Page): Promise<void> {
  const context = page.context();
  if (NETWORK > 0) {
    const closed = new Promise((resolve) => context.once("close", resolve));
    await context.route("**/*", async (route) => {
      await Promise.race([sleep(Math.random() * NETWORK), closed]);
      try {
        await route.continue();
      } catch (error) {
        // Where the page is gone, nobody waits for the answer.
        if (!page.isClosed()) throw error;
      }
    });
  }
  if (CPU > 1) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  }
}
