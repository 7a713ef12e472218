/**
 * A MariaDB server of the tests' own: its data in a temporary folder, on a free port of the
 * loopback interface. One for each test file, which is stopped when the file has run; every suite
 * takes a new database in it.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { MysqlAddress } from "../../src/store/mysql/connection.ts";
import { freePort } from "./ports.ts";
import { findProgram } from "./programs.ts";
import { sleep } from "./wait.ts";

const SERVERS = ["/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd", "/usr/bin/mariadbd"];

/** Null where none is installed. */
const MARIADBD: string | null = SERVERS.find((path) => existsSync(path)) ?? null;

/**
 * Runs a program whose writes are not waited for until a disk has them, where it is installed. A
 * new database of the store waits some 480 times. A server that is killed loses nothing by it: what
 * it has written is the system's, and no test takes away the machine's power.
 */
const EATMYDATA = findProgram("eatmydata");

/** Where every integration is required, a missing one fails instead of being left out. */
const REQUIRED = Deno.env.get("LINTEL_REQUIRE_INTEGRATION") === "1";

/**
 * A server that runs already, as `mysql://root:password@127.0.0.1:3306`, for the store's suite on
 * another version: MySQL 8 in the workflow. It is neither started nor stopped here.
 */
const RUNNING = Deno.env.get("LINTEL_TEST_MYSQL") ?? "";

/** Tests of a file without a server are left out, unless every integration is required. */
export const NO_MARIADB = MARIADBD === null && RUNNING === "" && !REQUIRED;

/** Milliseconds that a server may take to start: it writes its files first. */
const PATIENCE = 120_000;
/** Milliseconds for a connection: the driver gives up after ten seconds, which a busy machine takes. */
const CONNECTING = PATIENCE;

const USER = "lintel";
const PASSWORD = "p@ss word/1";

/** The words of a command, without waits for the disk where that can be had. */
function withoutDisk(path: string, args: string[]): [string, string[]] {
  return EATMYDATA === null ? [path, args] : [EATMYDATA, [path, ...args]];
}

async function command(path: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(path, {
    args,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success, `${path}: ${decoder.decode(stdout)}${decoder.decode(stderr)}`);
}

export class MariaDb {
  private child: Deno.ChildProcess | null = null;
  private databases = 0;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[],
    private readonly user = USER,
    private readonly password = PASSWORD,
  ) {}

  /** The server that LINTEL_TEST_MYSQL names. */
  static running(): MariaDb {
    const url = new URL(RUNNING);
    assert.equal(url.hostname, "127.0.0.1", "LINTEL_TEST_MYSQL: a server of this machine");
    const [user, password] = [url.username, url.password].map(decodeURIComponent);
    return new MariaDb("", Number(url.port || 3306), [], user, password);
  }

  /** Makes the files of a server and starts it. `options` are more of its command line. */
  static async start(...options: string[]): Promise<MariaDb> {
    assert.ok(MARIADBD !== null, "MariaDB is not installed: apt-get install mariadb-server");
    const folder = await Deno.makeTempDir({ prefix: "lintel-mariadb-" });
    const server = new MariaDb(folder, freePort(), options);
    await Deno.mkdir(`${folder}/tmp`);
    await command(...withoutDisk("mariadb-install-db", [
      "--no-defaults",
      `--datadir=${folder}/data`,
      `--tmpdir=${folder}/tmp`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      ...asRoot(),
    ]));
    await Deno.writeTextFile(
      `${folder}/init.sql`,
      `create user if not exists '${USER}'@'%' identified by '${PASSWORD}';\n` +
        `grant all on *.* to '${USER}'@'%';\n`,
    );
    await server.run();
    return server;
  }

  /** Starts the server on its files, and waits until it answers. */
  async run(): Promise<void> {
    const { folder, port } = this;
    const [path, args] = withoutDisk(MARIADBD!, [
      "--no-defaults",
      `--datadir=${folder}/data`,
      // Of its own: a server that starts removes the temporary tables of all that share one.
      `--tmpdir=${folder}/tmp`,
      `--socket=${folder}/socket`,
      `--pid-file=${folder}/pid`,
      `--log-error=${folder}/log`,
      `--init-file=${folder}/init.sql`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--skip-name-resolve",
      "--skip-log-bin",
      "--innodb-buffer-pool-size=256M",
      "--max-connections=400",
      ...asRoot(),
      ...this.options,
    ]);
    this.child = new Deno.Command(path, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    // What it says before it opens its log.
    const said = new Response(this.child.stderr).text();
    let ended: Deno.CommandStatus | null = null;
    void this.child.status.then((status) => ended = status);
    for (const end = performance.now() + PATIENCE;;) {
      try {
        await this.query("select 1");
        return;
      } catch (error) {
        if (ended !== null || performance.now() > end) {
          const how = ended === null
            ? "it does not answer"
            : `${JSON.stringify(ended)} ${await said}`;
          throw new Error(`MariaDB did not start: ${how}: ${await this.log()}`, { cause: error });
        }
      }
      await sleep(50);
    }
  }

  /** A new database; `options` follow its name in CREATE DATABASE. */
  async newDatabase(options = ""): Promise<string> {
    // Files that run at once share a server that was not started for one of them.
    const own = this.folder === "" ? `${Deno.pid}_${crypto.randomUUID().slice(0, 8)}_` : "";
    const name = `lintel_${own}${++this.databases}`;
    await this.query(`create database ${name} ${options}`);
    return name;
  }

  address(database: string, port: number = this.port): MysqlAddress {
    return { host: "127.0.0.1", port, user: this.user, password: this.password, database };
  }

  /** As DATABASE_URL has it. */
  url(database: string, port: number = this.port): string {
    const [user, password] = [this.user, this.password].map(encodeURIComponent);
    return `mysql://${user}:${password}@127.0.0.1:${port}/${database}`;
  }

  /** Runs SQL on a connection of its own; the rows of it. */
  async query(sql: string, database?: string): Promise<Record<string, unknown>[]> {
    const connection = await createConnection({
      ...this.address(database ?? ""),
      multipleStatements: true,
      connectTimeout: CONNECTING,
    });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  }

  signal(signal: Deno.Signal): void {
    this.child!.kill(signal);
  }

  /** As a machine that loses its power: nothing is written any more. */
  async kill(): Promise<void> {
    this.child!.kill("SIGKILL");
    await this.child!.status;
  }

  /** Ends it, whatever its state, and removes its files; one that was there before stays. */
  async stop(): Promise<void> {
    if (this.folder === "") return;
    await this.kill();
    await Deno.remove(this.folder, { recursive: true });
  }

  private async log(): Promise<string> {
    try {
      return (await Deno.readTextFile(`${this.folder}/log`)).slice(-4000);
    } catch {
      return "it wrote no log";
    }
  }
}

/** A server refuses to run as root unless it is asked to. */
function asRoot(): string[] {
  return Deno.uid() === 0 ? ["--user=root"] : [];
}

let server: Promise<MariaDb> | undefined;

/** The server of this test file. */
export function mariaDb(): Promise<MariaDb> {
  server ??= RUNNING === "" ? MariaDb.start() : Promise.resolve(MariaDb.running());
  return server;
}

/** A test that needs MariaDB; left out only where none is installed. */
export function mariadbTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  Deno.test({ name, ignore: NO_MARIADB, fn });
}

/** Stops the server of this test file; to be called in its `Deno.test.afterAll`. */
export async function stopMariaDb(): Promise<void> {
  if (server !== undefined) await (await server).stop();
}
