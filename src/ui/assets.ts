/**
 * What pages load: style sheets, browser modules, fonts. All of it is read when a page is first
 * asked for, and served under a path that names its content, so that a browser keeps it for ever
 * and a new version is loaded at once. Modules find each other by relative paths in that folder.
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Language } from "./languages.ts";
import { TAGS } from "./languages.ts";
import { MESSAGES } from "./messages/mod.ts";

const compress = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=UTF-8",
  js: "text/javascript; charset=UTF-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

export interface Asset {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Quoted, as `ETag` takes it. */
  tag: string;
  /** Compressed; null where that saves nothing. */
  gzipped: Uint8Array<ArrayBuffer> | null;
}

export interface Assets {
  version: string;
  /** The path that a page loads an asset by. */
  url(name: string): string;
  /** Null where there is none of this name. */
  find(name: string): Promise<Asset | null>;
  /** The module itself and every module that it imports, directly or not. */
  closure(modules: readonly string[]): string[];
}

/** Paths that a module imports, relative to the folder of the modules. */
function imports(name: string, text: string): string[] {
  const found = [...text.matchAll(/(?:^|\n)(?:import|export)[^;]*?"(\.{1,2}\/[^"]+)";/g)];
  return found.map(([, target]) => new URL(target!, `file:///${name}`).pathname.slice(1));
}

function closureOf(files: ReadonlyMap<string, string | Uint8Array>, modules: readonly string[]) {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const text = files.get(name);
    if (typeof text === "string") imports(name, text).forEach(visit);
  };
  modules.forEach(visit);
  return [...found];
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** The texts of one language as a script, which leaves them where browser/i18n.js looks. */
function messagesScript(language: Language): string {
  return `globalThis.lintelMessages = ${JSON.stringify(MESSAGES[language])};\n`;
}

/** The name under which a language's texts are served. */
export function messagesName(language: Language): string {
  return `messages.${TAGS[language]}.js`;
}

async function open(): Promise<Assets> {
  const { FILES } = await import("./files.ts");
  const files = new Map<string, string | Uint8Array>(Object.entries(FILES));
  for (const language of ["en", "zh"] as const) {
    files.set(messagesName(language), messagesScript(language));
  }
  const version = digest([...files].map(([name, body]) => `${name} ${digest(body)}\n`).join(""));
  const made = new Map<string, Promise<Asset>>();
  const make = async (name: string, content: string | Uint8Array): Promise<Asset> => {
    const bytes = typeof content === "string"
      ? new TextEncoder().encode(content)
      : new Uint8Array(content);
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)]!;
    const gzipped = type === TYPES.woff2 ? null : new Uint8Array(await compress(bytes));
    return { type, bytes, tag: `"${digest(bytes)}"`, gzipped };
  };
  return {
    version,
    url: (name) => `/assets/${version}/${name}`,
    find(name) {
      const content = files.get(name);
      if (content === undefined) return Promise.resolve(null);
      const found = made.get(name) ?? make(name, content);
      made.set(name, found);
      return found;
    },
    closure: (modules) => closureOf(files, modules),
  };
}

let opened: Promise<Assets> | undefined;

/** The assets, read once. */
export function assets(): Promise<Assets> {
  return opened ??= open();
}
