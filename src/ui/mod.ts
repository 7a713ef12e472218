/** The dashboard: its pages, and what they load. */
export { type Asset, assets } from "./assets.ts";
export { isLanguage, type Language, languageOf } from "./languages.ts";
export type { Page } from "./page.ts";
export { NOT_FOUND, PAGES } from "./pages/mod.ts";
export { renderPage, type Request } from "./render.tsx";
export { isTheme, type Theme } from "./themes.ts";
