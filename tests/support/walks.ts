/**
 * Walks through pages by keys alone, in several looks. What a walk comes past without carrying it
 * out fails it, so that a new button needs a line in a walk.
 */
import assert from "node:assert/strict";
import { NAMES, TAGS } from "../../src/ui/languages.ts";
import { type Dashboard, type Look, LOOKS, nameOf } from "./browser.ts";
import { Keyboard } from "./keyboard.ts";

/** One page, of which `around` has what it takes. */
export type Walk<T> = (keys: Keyboard, around: T & { look: Required<Look> }) => Promise<void>;

/** How many of wide, Chinese and dark a look is. */
function traits({ size, language, scheme }: Required<Look>): number {
  return Number(size === "wide") + Number(language === "zh") + Number(scheme === "dark");
}

/**
 * Half of the looks each: whichever two of size, language and scheme are taken, both halves have
 * each of their four combinations once.
 */
export const EVEN: readonly Required<Look>[] = LOOKS.filter((look) => traits(look) % 2 === 0);
export const ODD: readonly Required<Look>[] = LOOKS.filter((look) => traits(look) % 2 === 1);

/** Pauses a page and lets it go on, by its button and by its key. */
export async function pause(keys: Keyboard): Promise<void> {
  for (const toggle of [() => keys.press("(live)"), () => keys.page.keyboard.press("u")]) {
    await toggle();
    await keys.sees("live.paused");
    await toggle();
    await keys.sees("live.within");
  }
}

/** What is around every page: its keys, the themes and the languages, each chosen and left. */
export async function frame(
  keys: Keyboard,
  { language, scheme }: Required<Look>,
  page: string,
): Promise<void> {
  await keys.menu();
  await keys.press("keys.show");
  await keys.sees("live.key");
  await keys.press("close");
  const html = keys.page.locator("html");
  const background = () => html.evaluate((shown) => getComputedStyle(shown).backgroundColor);
  const own = await background();
  await keys.menu();
  await keys.press(`theme.${scheme}`);
  assert.equal(await background(), own);
  await keys.press(scheme === "dark" ? "theme.light" : "theme.dark");
  assert.notEqual(await background(), own);
  await keys.press("theme.auto");
  assert.equal(await background(), own);
  const address = keys.page.url();
  for (const next of [language === "zh" ? "en" : "zh", language] as const) {
    await keys.menu();
    await keys.press({ text: NAMES[next] });
    await keys.page.locator(`html[lang=${TAGS[next]}]`).waitFor({ state: "attached" });
    await keys.at(page, /./);
    keys.language = next;
  }
  assert.equal(keys.page.url(), address, "a language leads to the same page");
}

/** Walks through all pages in each look, with what `prepare` makes for it. */
export async function walk<T>(
  t: Deno.TestContext,
  dashboard: Dashboard,
  looks: readonly Required<Look>[],
  prepare: (look: Required<Look>) => Promise<T>,
  pages: Readonly<Record<string, Walk<T>>>,
): Promise<void> {
  for (const look of looks) {
    const around = { ...await prepare(look), look };
    await using visit = await dashboard.visit(look);
    const keys = await Keyboard.on(visit, look.language);
    let whole = true;
    for (const [page, through] of Object.entries(pages)) {
      whole &&= await t.step(`${page} (${nameOf(look)})`, async () => {
        await through(keys, around);
        await keys.look();
        keys.quiet();
      });
    }
    // What it left undone would be in the way of the next.
    if (!whole) return;
    await t.step(`and none was passed by (${nameOf(look)})`, () => {
      assert.deepEqual(keys.left(), []);
    });
  }
}
