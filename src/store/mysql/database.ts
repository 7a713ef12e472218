/**
 * Drives plans: one transaction each on a connection of the pool. A transaction that lost a
 * deadlock, or whose connection broke before its commit was sent, has done nothing and is run
 * again; one whose commit was sent and not answered is `uncertain`.
 */
import { setTimeout as delay } from "node:timers/promises";
import { LintelError } from "../../errors.ts";
import type { Answer, Plan, Statement, Step } from "../plan.ts";
import type { Connection } from "./connection.ts";
import { isContention, isDuplicate, isLost, serverError, storeError, TooSlow } from "./errors.ts";
import type { Pool } from "./pool.ts";

/** Times that a transaction is run again after a deadlock, and milliseconds that it may take. */
const TRIES = 20;
const PATIENCE = 20_000;
/** Milliseconds of the first pause between tries, and of the longest. */
const PAUSE = 5;
const LONGEST_PAUSE = 200;
/** Connections that may turn out to be broken before the database counts as away. */
const BROKEN = 2;

/** Thrown through a transaction that is to be run again. */
class Again extends Error {
  constructor(override readonly cause: unknown, readonly kind: "contention" | "lost") {
    super();
  }
}

function isBatch(step: Step): step is readonly Statement<unknown>[] {
  return Array.isArray(step);
}

export class Transactions {
  constructor(private readonly pool: Pool) {}

  /** Runs a plan that only reads, statement by statement on what is committed. */
  read<T>(plan: () => Plan<T>): Promise<T> {
    return this.repeated((connection) => this.drive(connection, plan()));
  }

  /** Runs a plan in a transaction. */
  write<T>(plan: () => Plan<T>): Promise<T> {
    return this.repeated((connection) => this.transaction(connection, plan()));
  }

  private async repeated<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const deadline = performance.now() + PATIENCE;
    let broken = 0;
    for (let tries = 1;; tries++) {
      try {
        return await this.on(work);
      } catch (error) {
        if (!(error instanceof Again)) throw storeError(error);
        if (error.kind === "lost" && ++broken > BROKEN) throw storeError(error.cause);
        if (tries > TRIES || performance.now() > deadline) throw storeError(error.cause);
      }
      await delay(Math.random() * Math.min(PAUSE * 2 ** tries, LONGEST_PAUSE));
    }
  }

  private async on<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.pool.take();
    try {
      return await work(connection);
    } catch (error) {
      if (error instanceof LintelError || error instanceof Again) throw error;
      if (isContention(error)) throw new Again(error, "contention");
      // What was too slow once is waited for no longer.
      if (!isLost(error) || error instanceof TooSlow) throw error;
      this.pool.drop();
      throw new Again(error, "lost");
    } finally {
      this.pool.give(connection);
    }
  }

  private async transaction<T>(connection: Connection, plan: Plan<T>): Promise<T> {
    const state = { committing: false, committed: false };
    try {
      const value = await this.drive(connection, plan, state);
      if (!state.committed) {
        state.committing = true;
        await connection.exec("commit");
      }
      return value;
    } catch (error) {
      // What the server itself says is known; a server that is shutting down has said nothing.
      const known = error instanceof Again || (serverError(error) !== null && connection.usable);
      await rollback(connection);
      if (known || !state.committing) throw error;
      this.pool.drop();
      throw storeError(error, { uncertain: true });
    }
  }

  /**
   * Runs the steps of a plan, in a transaction that begins with the first of them where there is a
   * `state`, which says how far its commit has come.
   */
  private async drive<T>(
    connection: Connection,
    plan: Plan<T>,
    state?: { committing: boolean; committed: boolean },
  ): Promise<T> {
    let step = plan.next();
    for (let begin = state !== undefined; !step.done; begin = false) {
      if (state?.committed === true) {
        throw new LintelError("internal", "a plan went on after its last step");
      }
      const { value } = step;
      const statements = isBatch(value) ? value : [value];
      const commit = state !== undefined && statements.some((s) => s.last === true);
      if (commit) state.committing = true;
      let answers: Answer[];
      try {
        answers = await connection.send(statements, { begin, commit });
      } catch (error) {
        if (isDuplicate(error) && statements.some((s) => s.race === true)) {
          throw new Again(error, "contention");
        }
        throw error;
      }
      if (commit) state.committed = true;
      step = plan.next(isBatch(value) ? answers : answers[0]!);
    }
    return step.value;
  }
}

/** After some errors only the statement was undone; the locks of the others must go as well. */
async function rollback(connection: Connection): Promise<void> {
  if (!connection.usable) return;
  try {
    await connection.exec("rollback");
  } catch {
    connection.destroy();
  }
}
