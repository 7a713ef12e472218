/** What answers where no route does: the methods that a path takes, or where it is that was meant. */
import type { Context, NotFoundHandler } from "hono";
import { LintelError } from "../errors.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { pageNotFound, wantsPage } from "./routes/pages.ts";

type Addressed = Pick<Route, "method" | "path">;

/** Paths as regular expressions with the methods they take. */
function methodTable(routes: readonly Addressed[]): { pattern: RegExp; methods: string[] }[] {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  return [...methods].map(([path, list]) => ({
    pattern: new RegExp(
      `^${path.replaceAll(/\{\w+:(.+?)\}/g, "$1").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`,
    ),
    methods: list.includes("GET") ? [...list, "HEAD"] : list,
  }));
}

/** The path without the slashes at its end; null where it has none, or is nothing else. */
export function withoutSlash(path: string): string | null {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return end === 0 || end === path.length ? null : path.slice(0, end);
}

/** Answers with a problem, or with a page where a browser asks for one. */
export function notFound(routes: readonly Addressed[]): NotFoundHandler<Env> {
  const table = methodTable(routes);
  const methodsOf = (path: string): Set<string> =>
    // A path may be one of its own and also fit one with a parameter.
    new Set(table.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods));
  return (c) => {
    const { path } = c.req;
    const methods = methodsOf(path);
    if (methods.size > 0) return wrongMethod(c, [...methods].join(", "));
    const bare = withoutSlash(path);
    if (bare !== null && methodsOf(bare).has(c.req.method)) return wrongSlash(c, bare);
    return pageNotFound(c) ??
      problem(c, new LintelError("route_not_found", `There is no ${path} here.`));
  };
}

function wrongMethod(c: Context<Env>, allow: string): Response {
  const detail = `${c.req.path} takes ${allow}, not ${c.req.method}.`;
  return problem(c, new LintelError("method_not_allowed", detail), { Allow: allow });
}

/**
 * People are led on. A program is told: most of them follow no redirection of what they send, and
 * many show nothing of its answer.
 */
function wrongSlash(c: Context<Env>, bare: string): Response {
  if (wantsPage(c)) return c.redirect(bare + new URL(c.req.url).search, 308);
  const detail = `There is no ${c.req.path} here, but ${bare}: leave out the slash at its end.`;
  return problem(c, new LintelError("route_not_found", detail));
}
