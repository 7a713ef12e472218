/** Scopes in which bodies run, and what of them a template sees that another one loads. */
import type { Statement } from "./nodes.ts";
import { Scope } from "./environment.ts";
import { ownNamesOf } from "./names.ts";
import { Undefined } from "./undefined.ts";

/** Names that a body assigns itself are undefined until it does. */
export function hideOwn(body: readonly Statement[], scope: Scope): Scope {
  for (const name of ownNamesOf(body)) scope.set(name, new Undefined(`\`${name}\` is not defined`));
  return scope;
}

/** The scope in which a body runs. */
export function frame(body: readonly Statement[], outside: Scope): Scope {
  return hideOwn(body, new Scope(outside));
}

/** What a template sees of the one that imports it: all, or the context alone. */
export function outer({ withContext }: { withContext: boolean }, scope: Scope): Scope {
  let at = scope;
  while (!withContext && at.parent?.parent) at = at.parent;
  return at;
}

/** What a template sees of the one that includes it: all, or the functions of Jinja's own. */
export function outermost({ withContext }: { withContext: boolean }, scope: Scope): Scope {
  let at = scope;
  while (!withContext && at.parent) at = at.parent;
  return at;
}
