/** Renders a page within the document that all pages share. */
import { assets } from "./assets.ts";
import { Document } from "./document.tsx";
import type { Language } from "./languages.ts";
import { translator } from "./messages/mod.ts";
import type { Page } from "./page.ts";
import type { Theme } from "./themes.ts";

export interface Request {
  language: Language;
  theme: Theme;
  path: string;
  query: URLSearchParams;
  parameters: Readonly<Record<string, string>>;
}

/** The document's text. */
export async function renderPage(page: Page, request: Request): Promise<string> {
  const context = { ...request, t: translator(request.language) };
  const loaded = await assets();
  const document = <Document page={page} context={context} assets={loaded} />;
  return `<!doctype html>\n${document.toString()}\n`;
}
