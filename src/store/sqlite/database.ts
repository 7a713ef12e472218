/** A connection of node:sqlite that drives plans, with every statement prepared once. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Answer, Plan, Statement } from "../plan.ts";

const KEPT = 400;

export interface OpenOptions {
  readOnly: boolean;
  /** Milliseconds to wait for another process's transaction. */
  busyTimeout: number;
}

export class SqliteDatabase {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(path: string, options: OpenOptions) {
    this.database = new DatabaseSync(path, {
      readOnly: options.readOnly,
      timeout: options.busyTimeout,
      enableForeignKeyConstraints: true,
    });
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  inTransaction(): boolean {
    return this.database.isTransaction;
  }

  execute({ sql, parameters }: Statement<unknown>): Answer {
    const statement = this.prepare(sql);
    const values = parameters.map((v) => v === undefined ? null : v) as SQLInputValue[];
    if (/^\s*(select|pragma|explain)/i.test(sql)) {
      return { rows: statement.all(...values), changes: 0 };
    }
    return { rows: [], changes: Number(statement.run(...values).changes) };
  }

  /** Runs a plan to its end, in whatever transaction is open. */
  drive<T>(plan: Plan<T>): T {
    for (let step = plan.next();;) {
      if (step.done === true) return step.value;
      let answer: Answer;
      try {
        answer = this.execute(step.value);
      } catch (error) {
        step = plan.throw(error);
        continue;
      }
      step = plan.next(answer);
    }
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      if (this.statements.size >= KEPT) {
        this.statements.delete(this.statements.keys().next().value!);
      }
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
