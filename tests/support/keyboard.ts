/**
 * Drives a page by keys alone, and keeps which of the actions that it came past were carried out.
 * An action is a button, a tab or a fold; pages bring none that is reached otherwise.
 */
import assert from "node:assert/strict";
import type { Visit } from "./browser.ts";
import { until } from "./wait.ts";

/** Presses of Tab after which something is not on a page. */
const MOST_STOPS = 400;

/** Defines `nameOf` in the page: what an element is called, as the walk knows it. */
function install(): void {
  // What is called by what it stands for, which every run finds another of.
  const kinds = [
    ["live", "(live)"],
    ["label", "(label)"],
    ["code", "(code)"],
    ["finding-go", "(place)"],
    ["row-finding", "(finding)"],
    ["tree-row", "(node)"],
  ] as const;
  Object.assign(globalThis, {
    nameOf(element: Element): string {
      for (const [name, kind] of kinds) if (element.classList.contains(name)) return kind;
      const label = element.getAttribute("aria-label") ??
        (element as HTMLInputElement).labels?.[0]?.querySelector("span")?.textContent ??
        (element as HTMLInputElement).labels?.[0]?.textContent;
      if (label !== undefined && label !== null && label.trim() !== "") {
        return label.trim().replace(/: [A-Z]{2}\d\d$/, ": (rule)");
      }
      const copy = element.cloneNode(true) as Element;
      for (const part of copy.querySelectorAll(".count, kbd, .finding-text")) part.remove();
      return (copy.textContent ?? "").replaceAll(/\d+ /g, "").replaceAll(/\s+/g, " ").trim();
    },
  });
}

type Named = { nameOf(element: Element): string };

export class Keyboard {
  /** Actions that were seen, as `page: name`, and those of them that were carried out. */
  readonly seen: Set<string>;
  readonly done: Set<string>;
  private where = "";

  private constructor(private readonly visit: Visit, before?: Keyboard) {
    this.seen = before?.seen ?? new Set();
    this.done = before?.done ?? new Set();
  }

  /** Goes on with what was seen and done `before`, where it is another visit of the same walk. */
  static async on(visit: Visit, before?: Keyboard): Promise<Keyboard> {
    await visit.page.addInitScript(install);
    return new Keyboard(visit, before);
  }

  get page(): Visit["page"] {
    return this.visit.page;
  }

  /** Goes to a page, whose actions are kept under `name`. */
  async open(name: string, path = name): Promise<void> {
    this.where = name;
    await this.visit.open(path);
  }

  /** Waits for the page that an action leads to, whose actions are kept under `name`. */
  async at(name: string, path: RegExp): Promise<void> {
    await this.page.waitForURL(path);
    await this.visit.ready();
    this.where = name;
  }

  /** Waits until the page shows what belongs to what was typed into it last. */
  async settled(): Promise<void> {
    await this.page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
    await this.look();
  }

  /** Keeps the names of the actions that can be seen now. */
  async look(): Promise<void> {
    const names = await this.page.evaluate(() => {
      const { nameOf } = globalThis as unknown as Named;
      return [...document.querySelectorAll("button, [role=tab], summary")]
        // A message goes away by itself.
        .filter((element) => element.closest(".notice") === null)
        .filter((element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled)
        .map((element) => (element.closest("dialog") ? "? " : "") + nameOf(element));
    });
    for (const name of names) this.seen.add(this.keyOf(name));
  }

  /** A question's answers, and what the frame of every page has, count once for all pages. */
  private keyOf(name: string): string {
    const shared = name.startsWith("? ") || ["Keys", "Menu"].includes(name);
    return shared ? name : `${this.where}: ${name}`;
  }

  /** Presses Tab until what bears the name has the focus. */
  async to(name: string): Promise<void> {
    await this.look();
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      if (await this.current() === name) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not come to ${name} on ${this.where}`);
  }

  /** Whether something of the name can be seen now. */
  private async shows(name: string): Promise<boolean> {
    return await this.page.evaluate((name) => {
      const { nameOf } = globalThis as unknown as Named;
      return [...document.querySelectorAll("button, [role=tab], summary, a[href]")]
        .some((element) => element.checkVisibility() && nameOf(element) === name);
    }, name);
  }

  private async current(): Promise<string> {
    return await this.page.evaluate(() =>
      document.activeElement === null
        ? ""
        : (globalThis as unknown as Named).nameOf(document.activeElement)
    );
  }

  /** Carries out an action. */
  async press(name: string, key = "Enter"): Promise<void> {
    await until(`${name} on ${this.where}`, () => this.shows(name));
    await this.to(name);
    const asked = await this.page.evaluate(() =>
      document.activeElement?.closest("dialog") !== null
    );
    this.done.add(this.keyOf(asked ? `? ${name}` : name));
    await this.page.keyboard.press(key);
  }

  /** Answers a question, whose action has the focus. */
  async confirm(name: string | RegExp): Promise<void> {
    await this.page.locator("dialog[open]").waitFor();
    await this.look();
    const current = await this.current();
    if (typeof name === "string") {
      assert.equal(current, name, "a question has the focus on its action");
    } else assert.match(current, name, "a question has the focus on its action");
    this.done.add(`? ${current}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** Leaves a question without what it asks for, by the button of this name. */
  async leave(name: string): Promise<void> {
    await this.page.locator("dialog[open]").waitFor();
    await this.press(name);
    await this.page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** Puts a text into a field in place of what is there. */
  async write(field: string, text: string): Promise<void> {
    await this.to(field);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
    await this.settled();
  }

  /** Shows a tab by the arrow keys, from whichever is shown. */
  async tab(name: string): Promise<void> {
    await this.look();
    const shown = this.page.locator("[role=tab][aria-selected=true]");
    await this.to(
      await shown.evaluate((tab) => (globalThis as unknown as Named).nameOf(tab)),
    );
    for (let i = 0; i < 10 && await this.current() !== name; i++) {
      await this.page.keyboard.press("ArrowRight");
    }
    assert.equal(await this.current(), name);
    this.done.add(this.keyOf(name));
    await this.look();
  }

  /** What was seen and never carried out. */
  left(): string[] {
    return [...this.seen].filter((name) => !this.done.has(name)).sort();
  }
}
