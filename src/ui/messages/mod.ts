/** Texts of the dashboard by key, in each language; both tables have the same keys. */
import type { Language } from "../languages.ts";
import { en } from "./en.ts";
import type { Key, Message, Messages } from "./types.ts";
import { zh } from "./zh.ts";

export type { Key, Message, Messages };

export const MESSAGES: Readonly<Record<Language, Messages>> = { en, zh };

export type Translate = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

export function translator(language: Language): Translate {
  const messages = MESSAGES[language];
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const message = messages[key];
    const form = typeof message === "string"
      ? message
      : plural.select(Number(values.count)) === "one"
      ? message.one
      : message.other;
    return form.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}
