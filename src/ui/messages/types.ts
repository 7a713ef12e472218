/** What a table of texts is. */
import type { en } from "./en.ts";

export type Key = keyof typeof en;
/** A text, `{name}` in it stands for a value; or one for one thing and one for others. */
export type Message = string | { readonly one: string; readonly other: string };
export type Messages = Readonly<Record<Key, Message>>;
