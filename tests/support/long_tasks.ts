/** How long a page holds up its reader while it is scrolled, and how much of it there is. */
import type { Page } from "playwright-core";

export interface Weight {
  /** The longest task of the main thread, in ms; 0 where none took 50. */
  longest: number;
  /** Most nodes that were in the page at once, texts counted. */
  nodes: number;
}

/** Begins to watch; what is watched is asked for with `weighScrolling`. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(globalThis, { seenTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
  });
}

/** Scrolls a box from end to end in steps, and weighs the page at each. */
export async function weighScrolling(page: Page, box: string, steps = 40): Promise<Weight> {
  return await page.locator(box).evaluate(async (element, steps) => {
    const { seenTasks } = globalThis as unknown as { seenTasks: { longest: number } };
    // What the test itself asked for before is not the page's doing.
    await new Promise((resolve) => setTimeout(resolve, 200));
    seenTasks.longest = 0;
    let nodes = 0;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let step = 0; step <= steps; step++) {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * (step / steps);
      await frame();
      await frame();
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
      let count = 0;
      while (walker.nextNode() !== null) count++;
      nodes = Math.max(nodes, count);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { longest: seenTasks.longest, nodes };
  }, steps);
}

/** Times that a box is scrolled at most until no task is too long. */
const ROUNDS = 5;

/**
 * Scrolls a box from end to end until it was done without a task longer than this, in ms; the last
 * weight. How long a task takes is measured by the clock: a machine that did something else in
 * between adds to one round, a page that is heavy to all of them.
 */
export async function weighLightest(page: Page, box: string, longest: number): Promise<Weight> {
  let weight = await weighScrolling(page, box);
  for (let round = 1; round < ROUNDS && weight.longest > longest; round++) {
    weight = await weighScrolling(page, box);
  }
  return weight;
}
