/** The kinds of values settings take, as zod schemas from text. */
import { z } from "zod";

export const modes = ["web", "worker", "all"] as const;

/** A whole number between `least` and `most`. */
export function integer(least: number, most: number) {
  const message = `takes a whole number from ${least} to ${most}`;
  return z.string().regex(/^\d+$/, message).transform(Number).refine(
    (n) => n >= least && n <= most,
    message,
  );
}

/** The same, or null where it is not set. */
export function optionalInteger(least: number, most: number) {
  // Checked as one: a union of two schemas says of a fault that neither takes it, and not why.
  return z.string().transform((text, context) => {
    if (text === "") return null;
    const parsed = integer(least, most).safeParse(text);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: parsed.error.issues[0]!.message });
    return z.NEVER;
  });
}

export const booleanText = z.string().toLowerCase().refine(
  (v) => ["0", "1", "true", "false", ""].includes(v),
  "takes 1 or 0",
).transform((v) => v === "1" || v === "true");

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
};

const BYTES = "takes bytes from 1 up, as in 1048576, 20MB or 1GB";

/** Bytes, as a number with an optional unit of 1024s: `512`, `20MB`, `1GB`. */
export const bytesText = z.string().toUpperCase().regex(/^\d+ *(B|KB|MB|GB)?$/, BYTES)
  .transform((text) => parseInt(text, 10) * UNITS[text.replace(/[\d ]/g, "")]!)
  .refine((bytes) => bytes >= 1 && Number.isSafeInteger(bytes), BYTES);

/** Endings of file names between commas, in lower case: `.sql,.hql`. */
export const endingsText = z.string().transform((text, context) => {
  const endings = text.toLowerCase().split(",").map((word) => word.trim());
  if (endings.every((ending) => /^\.[^\s/\\]+$/.test(ending))) return [...new Set(endings)];
  context.addIssue({ code: "custom", message: "takes endings between commas, as in .sql,.hql" });
  return z.NEVER;
});

/** A path that can stand in a permission flag: those split at commas and spaces. */
export const pathText = z.string().min(1, "takes a path").refine(
  (p) => !/[\s,]/.test(p),
  "takes a path without spaces and commas",
);

/** The same, or nothing. */
export const optionalPath = z.string().refine(
  (p) => !/[\s,]/.test(p),
  "takes a path without spaces and commas",
);

export const SCOPES = ["read", "submit", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** A bearer token and what it may do. */
export interface ApiToken {
  name: string;
  token: string;
  scopes: Scope[];
}

/** `name:token:read+submit, …`, in a file also one a line; the scopes may be left out and then are all three. */
export const tokensText = z.string().transform((text, context) => {
  const tokens: ApiToken[] = [];
  for (const part of text.split(/[,\n]/).map((p) => p.trim()).filter((p) => p !== "")) {
    const [name = "", token = "", scopes = SCOPES.join("+"), ...more] = part.split(":");
    const list = scopes.split("+");
    const position = tokens.length + 1;
    if (name === "" || token.length < 16 || more.length > 0) {
      context.addIssue({
        code: "custom",
        message: `takes name:token:scopes with tokens of 16 characters or more (entry ${position})`,
      });
      return z.NEVER;
    }
    if (!list.every((s): s is Scope => (SCOPES as readonly string[]).includes(s))) {
      context.addIssue({
        code: "custom",
        message: `takes the scopes ${SCOPES.join(", ")}, joined by + (entry ${position})`,
      });
      return z.NEVER;
    }
    const same = tokens.findIndex((other) => other.token === token) + 1;
    if (same > 0) {
      context.addIssue({
        code: "custom",
        message: `takes each token once: entries ${same} and ${position} have the same`,
      });
      return z.NEVER;
    }
    tokens.push({ name, token, scopes: list as Scope[] });
  }
  return tokens;
});
