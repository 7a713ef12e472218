/** One connection to MySQL or MariaDB, set up for the plans, on which every query has its time. */
import { isIP } from "node:net";
import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler } from "kysely";
import { type Connection as Driver, type ConnectionOptions, createConnection } from "mysql2";
import type { Answer, Db, Statement } from "../plan.ts";
import type { Schema } from "../schema.ts";
import { Deadline } from "./deadline.ts";
import { isLost, TooSlow } from "./errors.ts";
import { type Packet, packetsOf } from "./packets.ts";

/** Kysely as a compiler: statements run on the connections below. */
export const mysqlDb: Db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
});

/** Where the database is, and how long to wait for it. */
export interface MysqlAddress {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** PEM of the certificate authority that the server must show; none: no TLS. */
  ca?: string;
}

export interface ConnectionLimits {
  /** Milliseconds for connecting, and for each query; then the connection is destroyed. */
  query: number;
  /** Milliseconds for a query that may touch every task of a job. */
  heavy: number;
  /** Seconds after which the server closes a connection that says nothing. */
  idle: number;
}

/** Where statements stand in their transaction: it begins before them, is committed after them. */
export interface Transacting {
  begin?: boolean;
  commit?: boolean;
}

/** Seconds that a statement waits for the lock of another transaction. */
const LOCK_WAIT = 3;

export class Connection {
  private broken = false;
  private readonly deadline = new Deadline();

  private constructor(private readonly driver: Driver, private readonly limits: ConnectionLimits) {
    // Without a listener a connection that breaks while it is idle would end the process.
    driver.on("error", () => this.destroy());
    driver.on("end", () => this.broken = true);
  }

  /** Throws what the driver throws where there is no server, or one that refuses. */
  static async open(address: MysqlAddress, limits: ConnectionLimits): Promise<Connection> {
    const { ca, ...rest } = address;
    // The driver can only check names: a server named by its address must be of the authority.
    const verifyIdentity = isIP(address.host) === 0;
    const driver = await connected({
      ...rest,
      ssl: ca === undefined ? undefined : { ca, rejectUnauthorized: true, verifyIdentity },
      charset: "utf8mb4_bin",
      multipleStatements: true,
      supportBigNumbers: true,
      decimalNumbers: true,
      connectTimeout: limits.query,
    });
    const connection = new Connection(driver, limits);
    try {
      // A transaction reads what is committed now: the plans lock what must not change. The mode
      // is set because the driver escapes with backslashes.
      await connection.exec(
        `set session transaction isolation level read committed; set session ` +
          `sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', ` +
          `innodb_lock_wait_timeout = ${LOCK_WAIT}, wait_timeout = ${limits.idle}`,
      );
    } catch (error) {
      connection.destroy();
      throw error;
    }
    return connection;
  }

  /** False once it broke or was destroyed. */
  get usable(): boolean {
    return !this.broken;
  }

  /** Runs statements in as few packets as may be; an answer for each. */
  async send(
    statements: readonly Statement<unknown>[],
    { begin = false, commit = false }: Transacting = {},
  ): Promise<Answer[]> {
    const limit = statements.some((s) => s.heavy === true) ? this.limits.heavy : this.limits.query;
    const answers: Answer[] = [];
    const packets = packetsOf(statements);
    for (const [at, packet] of packets.entries()) {
      const bounds = { begin: begin && at === 0, commit: commit && at === packets.length - 1 };
      answers.push(...await this.packet(packet, bounds, limit));
    }
    return answers;
  }

  /** Runs SQL that answers nothing, or whose answer is not looked at. */
  async exec(sql: string, limit: number = this.limits.query): Promise<void> {
    await this.query(sql, limit);
  }

  destroy(): void {
    this.broken = true;
    this.deadline.stop();
    this.driver.destroy();
  }

  /** Says goodbye, if the server takes it. */
  async end(): Promise<void> {
    if (this.broken) return;
    this.broken = true;
    try {
      await this.answered(1000, (done) => this.driver.end(done));
    } catch {
      this.driver.destroy();
    }
    this.deadline.stop();
  }

  private async packet(
    { sql, counts }: Packet,
    { begin, commit }: Required<Transacting>,
    limit: number,
  ): Promise<Answer[]> {
    const text = `${begin ? "start transaction;" : ""}${sql}${commit ? ";commit" : ""}`;
    const result = await this.query(text, limit);
    const several = begin || commit || counts.length > 1;
    const results = several ? (result as unknown[]).slice(begin ? 1 : 0) : [result];
    return counts.flatMap((count, at) => {
      const one = results[at];
      if (Array.isArray(one)) return [{ rows: one, changes: 0 }];
      const { affectedRows } = one as { affectedRows: number };
      // One that stands for several: a row each, or else only the sum is known.
      const each = affectedRows === count ? 1 : 0;
      return Array.from({ length: count }, (_, nth): Answer => {
        return { rows: [], changes: nth === 0 ? affectedRows - each * (count - 1) : each };
      });
    });
  }

  private async query(sql: string, limit: number): Promise<unknown> {
    try {
      return await this.answered(limit, (done) => this.driver.query(sql, done));
    } catch (error) {
      if (isLost(error)) this.destroy();
      throw error;
    }
  }

  /**
   * What the driver answers, or TooSlow after `limit` milliseconds; one at a time. By the driver's
   * callbacks: its promises note for each query where it was called from, which takes longer than
   * the rest of the call.
   */
  private answered<T>(
    limit: number,
    ask: (done: (error: Error | null | undefined, answer?: T) => void) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      this.deadline.begin(limit, () => reject(new TooSlow(limit)));
      ask((error, answer) => {
        this.deadline.end();
        if (error) reject(error);
        else resolve(answer as T);
      });
    });
  }
}

/** A connection that the server has accepted; throws what the driver says where it has not. */
function connected(options: ConnectionOptions): Promise<Driver> {
  return new Promise((resolve, reject) => {
    const driver = createConnection(options);
    driver.once("connect", () => resolve(driver));
    driver.once("error", reject);
  });
}
