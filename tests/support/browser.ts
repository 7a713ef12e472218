/**
 * Debian's Chromium on the dashboard of a real service: a page of it in a size, a language and a
 * colour scheme. What its console reports as an error, and what it could not load, fails the test.
 */
import assert from "node:assert/strict";
import axe from "axe-core/axe.min.js" with { type: "text" };
import type { Browser, BrowserContext, Page } from "playwright-core";
import { patience } from "./patience.ts";
import { chromium } from "./playwright.ts";
import { type Environment, Fleet, type Mode, type Serving } from "./processes.ts";
import { findProgram, programs } from "./programs.ts";
import { slowDown } from "./slow_browser.ts";

/** The one without windows where it is there: a visit takes half as long where none is drawn. */
const BROWSER = findProgram("chromium-headless-shell") ?? findProgram("chromium");

/** For `Deno.test`: without Chromium its tests are left out, unless integrations are required. */
export const CHROMIUM = {
  ignore: BROWSER === null && programs(["chromium-headless-shell"]).missing,
  // The browser's driver keeps pipes and timers of its own between tests.
  sanitizeOps: false,
  sanitizeResources: false,
};

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SIZES = { narrow: { width: 390, height: 844 }, wide: { width: 1440, height: 900 } };

export interface Look {
  size?: keyof typeof SIZES;
  language?: "en" | "zh";
  scheme?: "light" | "dark";
}

const LANGUAGES = ["en", "zh"] as const;

/** Every size, language and colour scheme. */
export const LOOKS: readonly Required<Look>[] = (["narrow", "wide"] as const).flatMap((size) =>
  LANGUAGES.flatMap((language) =>
    (["light", "dark"] as const).map((scheme) => ({ size, language, scheme }))
  )
);

export function nameOf({ size, language, scheme }: Required<Look>): string {
  return `${size}, ${language}, ${scheme}`;
}

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** One visit: a page of its own, with cookies of its own. */
export class Visit implements AsyncDisposable {
  readonly faults: string[] = [];
  /** Bytes that came over the network, headers included, by path. */
  readonly transferred = new Map<string, number>();
  private ended = false;

  constructor(readonly page: Page, readonly context: BrowserContext, readonly url: string) {
    page.setDefaultTimeout(patience(12_000));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      this.faults.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.faults.push(String(error.stack ?? error)));
    page.on("requestfinished", async (request) => {
      try {
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        this.transferred.set(request.url(), responseBodySize + responseHeadersSize);
      } catch (error) {
        // Where the visit ended meanwhile, nobody wants to know any more.
        if (!this.ended) this.faults.push(String(error));
      }
    });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path, { waitUntil: "load" });
    await this.ready();
  }

  /**
   * Waits until the page has its style sheets and its modules have run. To be asked for wherever a
   * link, a form or a script leads to another page, once it is known that it is there: what is
   * pressed, counted or read before that is nobody's. The load event does not say it all, since a
   * module may wait for an answer of the service.
   */
  async ready(): Promise<void> {
    await this.page.waitForLoadState("load");
    try {
      await this.page.evaluate(async () => {
        const modules = [...document.scripts].filter(({ type }) => type === "module");
        // A module that has run is not run again: this is when it has.
        await Promise.all(modules.map(({ src }) => import(src)));
      });
    } catch (error) {
      // The page leads to another one, as to the sign-in.
      if (!/context was destroyed|navigat/i.test(String(error))) throw error;
      await this.ready();
    }
  }

  /** Fails where the console reported an error. What is expected is named, and taken out. */
  quiet(expected?: RegExp): void {
    const rest = this.faults.filter((fault) => expected === undefined || !expected.test(fault));
    this.faults.length = 0;
    assert.deepEqual(rest, [], "the console has errors");
  }

  /** Shows the page that is open in another size and colour scheme, and waits until it is drawn. */
  async show({ size, scheme }: Pick<Required<Look>, "size" | "scheme">): Promise<void> {
    await this.page.setViewportSize(SIZES[size]);
    await this.page.emulateMedia({ colorScheme: scheme });
    // What watches its own size is told before the first frame is drawn, and is there in the next.
    await this.page.evaluate(() =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    );
  }

  /** Fails where axe finds something serious, and where the page is wider than its window. */
  async accessible(): Promise<void> {
    // Reading it takes as long as asking it, so a page that has it keeps it.
    if (!await this.page.evaluate(() => "axe" in globalThis)) await this.page.evaluate(axe);
    const findings = await this.page.evaluate(async () => {
      const { run } = (globalThis as unknown as {
        axe: { run(options: unknown): Promise<{ violations: Finding[] }> };
      }).axe;
      const { violations } = await run({ resultTypes: ["violations"] });
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    });
    const texts = findings.map(({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join("\n  ")}`
    );
    assert.deepEqual(texts, [], "axe has serious findings");
    const over = await this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.ok(over <= 0, `the page is ${over} px wider than its window`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ended = true;
    // Pages ask by themselves, so an answer that a test changes may be on its way. It is not waited
    // for, since a test may hold it back; that it fails once its context is gone is no fault.
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
    await this.context.close();
  }
}

/** A service and a browser. `await using` ends both. */
export class Dashboard implements AsyncDisposable {
  private constructor(
    readonly fleet: Fleet,
    readonly service: Serving,
    private readonly browser: Browser,
  ) {}

  static async open(env: Environment = {}, mode: Mode = "all"): Promise<Dashboard> {
    const fleet = await Fleet.open(env);
    const [service, browser] = await Promise.all([
      fleet.start(mode),
      chromium.launch({ executablePath: BROWSER!, args: FLAGS }),
    ]);
    return new Dashboard(fleet, service, browser);
  }

  get url(): string {
    return this.service.remote.url;
  }

  /** A page that nobody has been to. */
  async visit({ size = "wide", language = "en", scheme = "light" }: Look = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      colorScheme: scheme,
      locale: language === "zh" ? "zh-CN" : "en-GB",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await slowDown(page);
    return new Visit(page, context, this.url);
  }

  /**
   * Fails where a page has faults in any look: `open` goes to it and waits until it is filled, and
   * `expected` is what its console may report. It is loaded once in each language, and once in each
   * size and scheme; the other sizes and schemes are then shown of the same page, as on a device
   * that is turned round at dusk. Where LINTEL_SCREENSHOTS names a folder, what was seen is kept
   * there.
   */
  async everyLook(
    name: string,
    open: (visit: Visit, look: Required<Look>) => Promise<void>,
    expected?: RegExp,
  ): Promise<void> {
    const folder = Deno.env.get("LINTEL_SCREENSHOTS");
    for (const language of LANGUAGES) {
      const looks = LOOKS.filter((look) => look.language === language);
      if (language === "zh") looks.reverse();
      await using visit = await this.visit(looks[0]);
      for (const look of looks) {
        try {
          if (look === looks[0]) await open(visit, look);
          else await visit.show(look);
          await visit.accessible();
          visit.quiet(expected);
        } catch (error) {
          throw new Error(`${name} (${nameOf(look)}): ${error}`, { cause: error });
        }
        if (folder === undefined) continue;
        const file = `${name}-${look.size}-${look.language}-${look.scheme}.png`;
        await visit.page.screenshot({ path: `${folder}/${file}` });
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.fleet[Symbol.asyncDispose]();
  }
}
