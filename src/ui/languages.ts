/** Which language a page is written in: what the reader chose, else what the browser asks for. */

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** As `lang` of the document says it. */
export const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };

/** Each language's own name. */
export const NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "简体中文" };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

interface Wish {
  language: Language;
  weight: number;
}

function wish(part: string): Wish | null {
  const [range, ...parameters] = part.trim().toLowerCase().split(";");
  const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  const primary = range === "*" ? LANGUAGES[0] : range!.split("-")[0];
  return isLanguage(primary) && weight > 0 ? { language: primary, weight } : null;
}

/** The language of `Accept-Language` (RFC 9110, 12.5.4) that is wished for most; English else. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? "").split(",").map(wish).filter((w): w is Wish => w !== null);
  // The sort is stable: of equal weights the first named wins.
  return wishes.sort((a, b) => b.weight - a.weight)[0]?.language ?? "en";
}
