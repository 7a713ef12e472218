/** Keeps the scopes of the statements that rules are at. */
import { Derived } from "../tree/mod.ts";
import { placeOf } from "./lookup.ts";
import type { Scopes } from "./model.ts";
import { Resolver, type ScopedFile } from "./resolve.ts";

/** A statement with its scopes. */
interface Resolved {
  readonly node: number;
  readonly scopes: Scopes;
}

/** The scopes of statements of one tree, in the order of the text. */
class KeptScopes {
  /** What the file shares at the time: once it has been let go, so are the scopes. */
  #owner: unknown = null;
  #resolver: Resolver | null = null;
  #statements: Resolved[] = [];
  /** Where the last one asked for stands. */
  #at = 0;

  of(file: ScopedFile, statement: number): Scopes {
    if (this.#owner !== file.shared) {
      this.#owner = file.shared;
      this.#statements = [];
      this.#resolver = new Resolver(file);
    }
    // Each rule asks for one statement after the other.
    if (this.#statements[this.#at]?.node !== statement) {
      this.#at++;
      if (this.#statements[this.#at]?.node !== statement) this.#find(statement);
    }
    return this.#statements[this.#at]!.scopes;
  }

  /** Goes to a statement, which is resolved if it has not been. */
  #find(statement: number): void {
    const statements = this.#statements;
    this.#at = placeOf(statements, statement);
    if (statements[this.#at]?.node === statement) return;
    statements.splice(this.#at, 0, { node: statement, scopes: this.#resolver!.resolve(statement) });
  }
}

const kept = new Derived(() => new KeptScopes());

/**
 * The scopes of the statement at `node`, made once for all rules: they go through a stretch of
 * statements one after another, and what is kept is dropped behind it.
 */
export function scopesOf(file: ScopedFile, node: number): Scopes {
  return kept.of(file.tree).of(file, node);
}
