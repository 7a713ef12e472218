/** What pages look like on paper, and the first figures in every width. */
import assert from "node:assert/strict";
import { CHROMIUM, Dashboard } from "../support/browser.ts";

/** The lightness of a colour, from 0 to 1, by the mean of its parts. */
function lightness(colour: string): number {
  const parts = colour.match(/\d+/g)!.slice(0, 3).map(Number);
  return parts.reduce((sum, part) => sum + part, 0) / 3 / 255;
}

Deno.test({
  name: "on paper text is dark, whatever the screen has, and what is pressed is left out",
  ...CHROMIUM,
  async fn() {
    await using dashboard = await Dashboard.open();
    await using visit = await dashboard.visit();
    const { page } = visit;
    await page.emulateMedia({ colorScheme: "dark" });
    await visit.open("/");
    const text = () => page.evaluate(() => getComputedStyle(document.body).color);
    const navigation = page.getByRole("link", { name: "Dead letters" });
    assert.ok(lightness(await text()) > 0.8);
    await page.emulateMedia({ media: "print" });
    assert.ok(lightness(await text()) < 0.2);
    assert.equal(await navigation.isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    for (const [width, columns] of [[390, 2], [800, 3], [1280, 6]] as const) {
      await page.setViewportSize({ width, height: 800 });
      const made = await page.locator(".tiles").evaluate((tiles) =>
        getComputedStyle(tiles).gridTemplateColumns.split(" ").length
      );
      assert.equal(made, columns, `${width} px`);
    }
    visit.quiet();
  },
});
