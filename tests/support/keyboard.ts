/**
 * Drives a page by keys alone, in either language, and keeps which of the actions that it came past
 * were carried out. An action is a button, a tab, a fold or a switch; pages bring none that is
 * reached otherwise. Actions are found by the key of their text, as a page has it in its language.
 */
import assert from "node:assert/strict";
import { type Language, NAMES } from "../../src/ui/languages.ts";
import { type Key, MESSAGES, translator } from "../../src/ui/messages/mod.ts";
import type { Visit } from "./browser.ts";
import { until } from "./wait.ts";

/** Presses of Tab after which something is not on a page. */
const MOST_STOPS = 400;

const ACTIONS = "button, [role=tab], summary, [data-switch] a";

/** What is called by what it stands for, which every run finds another of: by class. */
const KINDS = {
  "(live)": "live",
  "(label)": "label",
  "(code)": "code",
  "(place)": "finding-go",
  "(finding)": "row-finding",
  "(node)": "tree-row",
} as const;

type Kind = keyof typeof KINDS | "(rule)";

/** The key of a text; what an action stands for; or a text that no language changes. */
export type Action = Key | Kind | { text: string };

/** Defines `nameOf` in the page: what an element is called, as the walk knows it. */
function install(kinds: Record<string, string>): void {
  Object.assign(globalThis, {
    nameOf(element: Element): string {
      for (const [kind, name] of Object.entries(kinds)) {
        if (element.classList.contains(name)) return kind;
      }
      const { labels } = element as HTMLInputElement;
      const label = element.getAttribute("aria-label") ??
        labels?.[0]?.querySelector("span")?.textContent ?? labels?.[0]?.textContent;
      if (label !== undefined && label !== null && label.trim() !== "") {
        return /: [A-Z]{2}\d\d$/.test(label) ? "(rule)" : label;
      }
      const copy = element.cloneNode(true) as Element;
      for (const part of copy.querySelectorAll(".count, kbd, .finding-text")) part.remove();
      return copy.textContent ?? "";
    },
  });
}

type Named = { nameOf(element: Element): string };

/** A name without the numbers in it, and without what stands for one in a text. */
function plain(name: string): string {
  const bare = name.replaceAll(/\{\w+\}/g, "").replaceAll(/(?<!\w)\d[\d.,]*/g, "");
  return bare.replaceAll(/\s+/g, " ").trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** Every form of a text. */
function formsOf(language: Language, key: Key): string[] {
  const message = MESSAGES[language][key];
  return typeof message === "string" ? [message] : [message.one, message.other];
}

/** What every page has. */
const FRAME: readonly Action[] = [
  ...(["keys.show", "nav.menu", "theme.auto", "theme.light", "theme.dark"] as const),
  ...Object.values(NAMES).map((text) => ({ text })),
];

export class Keyboard {
  /** Actions that were seen, as `page: name`, and those of them that were carried out. */
  private readonly seen = new Set<string>();
  private readonly done = new Set<string>();
  private where = "";
  /** What the console may report until `quiet` is asked. */
  expected: RegExp | undefined;

  /** The language that the page has now. */
  language: Language;

  private constructor(private readonly visit: Visit, private readonly own: Language) {
    this.language = own;
  }

  static async on(visit: Visit, language: Language): Promise<Keyboard> {
    await visit.page.addInitScript(install, KINDS);
    return new Keyboard(visit, language);
  }

  get page(): Visit["page"] {
    return this.visit.page;
  }

  /** Goes to a page by its address; its actions are kept under `name`. */
  async open(name: string, path = name): Promise<void> {
    this.where = name;
    await this.visit.open(path);
  }

  /** Goes to a page by its link beside every page, which on a phone is behind the menu. */
  async go(link: Key, path: string): Promise<void> {
    await this.menu();
    await this.to(link, path);
    // The address says nothing where the link leads to the page that it is on.
    const loaded = this.page.waitForEvent("load");
    await this.page.keyboard.press("Enter");
    await loaded;
    await this.at(path, new RegExp(`^[^?#]*//[^/]*${escaped(path)}$`));
  }

  /** Opens the menu, where there is one. */
  async menu(): Promise<void> {
    const open = await this.page.locator("#navigation:popover-open").count() > 0;
    if (!open && await this.shows(this.names("nav.menu"))) await this.press("nav.menu");
  }

  /** Waits for the page that an action leads to, whose actions are kept under `name`. */
  async at(name: string, path: RegExp): Promise<void> {
    await this.page.waitForURL(path);
    await this.visit.ready();
    this.where = name;
  }

  /** A text as the page has it. */
  text(key: Key): string {
    return translator(this.language)(key);
  }

  /** Waits until the page shows what belongs to what was typed into it last. */
  async settled(): Promise<void> {
    await this.page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  }

  /** Waits for a text of the page's own. Where a value is not given, any will do. */
  async sees(key: Key, values: Record<string, string | number> = {}): Promise<void> {
    const patterns = formsOf(this.language, key).map((form) =>
      form.split(/(\{\w+\})/).map((part) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1];
        if (name === undefined) return escaped(part);
        return values[name] === undefined ? ".+" : escaped(String(values[name]));
      }).join("")
    );
    await this.reads(new RegExp(patterns.join("|")));
  }

  /** Waits for a text that comes from elsewhere, the same in every language. */
  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
    await this.look();
  }

  /** Keeps the names of the actions that can be seen now; fails where they do not fit. */
  async look(): Promise<void> {
    const { names, over, outside } = await this.page.evaluate((actions) => {
      const { nameOf } = globalThis as unknown as Named;
      const { scrollWidth, clientWidth } = document.documentElement;
      const names = [...document.querySelectorAll(actions)]
        // A message goes away by itself.
        .filter((element) => element.closest(".notice") === null)
        .filter((element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled)
        .map((element) => (element.closest("dialog") ? "? " : "") + nameOf(element));
      // What lies over the page does not make it wider where it reaches beyond its window.
      const outside = [...document.querySelectorAll(":popover-open, dialog[open]")]
        .filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          return left < 0 || right > clientWidth;
        }).map(({ id }) => id);
      return { names, over: scrollWidth - clientWidth, outside };
    }, ACTIONS);
    // In another language than its own a walk only finds its way back.
    if (this.language === this.own) {
      for (const name of names) this.seen.add(this.keyOf(plain(name)));
    }
    assert.ok(over <= 0, `${this.where} is ${over} px wider than its window`);
    assert.deepEqual(outside, [], "what lies over the page is within its window");
  }

  /** Fails where axe finds something serious in what is shown now. */
  async accessible(): Promise<void> {
    await this.visit.accessible();
  }

  /** Fails where the console reported an error other than `expected`. */
  quiet(): void {
    this.visit.quiet(this.expected);
    this.expected = undefined;
  }

  /** A question's answers, and what the frame of every page has, count once for all pages. */
  private keyOf(name: string): string {
    const shared = name.startsWith("? ") ||
      FRAME.some((action) => this.names(action).includes(name));
    return shared ? name : `${this.where}: ${name}`;
  }

  /** What an action may be called. */
  private names(action: Action): string[] {
    if (typeof action === "object") return [action.text];
    return action.startsWith("(") ? [action] : formsOf(this.language, action as Key).map(plain);
  }

  /** Presses Tab until what bears the name, and leads to `href`, has the focus. */
  async to(action: Action, href?: string): Promise<void> {
    await this.look();
    const names = this.names(action);
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const current = await this.current();
      if (names.includes(current.name) && (href === undefined || current.href === href)) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not come to ${names.join(" or ")} on ${this.where}`);
  }

  /** Whether something of one of the names can be seen now. */
  private async shows(names: readonly string[]): Promise<boolean> {
    const shown = await this.page.evaluate((actions) => {
      const { nameOf } = globalThis as unknown as Named;
      return [...document.querySelectorAll(`${actions}, a[href]`)]
        .filter((element) => element.checkVisibility()).map(nameOf);
    }, ACTIONS);
    return shown.some((name) => names.includes(plain(name)));
  }

  private async current() {
    const current = await this.page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null) return { name: "", href: null, asked: false };
      return {
        name: (globalThis as unknown as Named).nameOf(activeElement),
        href: activeElement.getAttribute("href"),
        asked: activeElement.closest("dialog") !== null,
      };
    });
    return { ...current, name: plain(current.name) };
  }

  /** Carries out an action. */
  async press(action: Action, key = "Enter"): Promise<void> {
    const names = this.names(action);
    await until(`${names.join(" or ")} on ${this.where}`, () => this.shows(names));
    await this.to(action);
    const { name, asked } = await this.current();
    this.done.add(this.keyOf(asked ? `? ${name}` : name));
    await this.page.keyboard.press(key);
  }

  /** Answers a question, whose action has the focus. */
  async confirm(action: Action): Promise<void> {
    await this.page.locator("dialog[open]").waitFor();
    await this.look();
    const { name } = await this.current();
    assert.ok(this.names(action).includes(name), `a question has the focus on ${name}`);
    this.done.add(`? ${name}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** Leaves a question without what it asks for, by the button of this name. */
  async leave(action: Action): Promise<void> {
    await this.page.locator("dialog[open]").waitFor();
    await this.press(action);
    await this.page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** Puts a text into a field in place of what is there. */
  async write(field: Action, text: string): Promise<void> {
    await this.to(field);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
    await this.settled();
  }

  /** Shows a tab by the arrow keys, from whichever is shown. */
  async tab(action: Key): Promise<void> {
    await this.look();
    const shown = await this.page.locator("[role=tab][aria-selected=true]")
      .evaluate((tab) => (globalThis as unknown as Named).nameOf(tab));
    await this.to({ text: plain(shown) });
    const names = this.names(action);
    let { name } = await this.current();
    for (let i = 0; i < 10 && !names.includes(name); i++) {
      await this.page.keyboard.press("ArrowRight");
      name = (await this.current()).name;
    }
    assert.ok(names.includes(name), `the arrow keys do not come to ${names}, but to ${name}`);
    this.done.add(this.keyOf(name));
    await this.look();
  }

  /** What was seen and never carried out. */
  left(): string[] {
    return [...this.seen].filter((name) => !this.done.has(name)).sort();
  }
}
