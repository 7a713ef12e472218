/**
 * Every setting once: its name, the names the Python service used for it, its default, what it
 * takes and what it is for. `docs/configuration.md` is generated from this table.
 */
import { z } from "zod";
import { ENGINE_NAMES } from "../lint/port.ts";
import { SQL_ENDINGS } from "../text/sql_endings.ts";
import { addressesText, hostsText, listenText } from "./network.ts";
import { databaseUrlText } from "./database_url.ts";
import {
  CONSUL_PORT_DEFAULT,
  consulAddressText,
  hostText,
  serviceNameText,
  wordsText,
} from "./consul.ts";
import { queueUrl } from "./queue_url.ts";
import { secretsKeyText } from "./secrets_key.ts";
import { DEFAULT_PYTHON } from "./sqlfluff_python.ts";
import {
  booleanText,
  bytesText,
  endingsText,
  integer,
  modes,
  optionalInteger,
  optionalPath,
  pathText,
  tokensText,
} from "./types.ts";

/** One setting. `aliases` are accepted where the name itself is not set. */
export interface Setting<T> {
  readonly schema: z.ZodType<T, string>;
  readonly default: string;
  readonly doc: string;
  readonly aliases?: readonly string[];
  /** Its value never appears in logs or messages. */
  readonly secret?: boolean;
  /**
   * Only the environment may set it, not a flag: Deno's permissions follow from it, or it is a
   * secret, and command lines are there for everyone to see.
   */
  readonly permission?: boolean;
}

function setting<T>(
  schema: z.ZodType<T, string>,
  fallback: string,
  doc: string,
  more: Pick<Setting<T>, "aliases" | "secret" | "permission"> = {},
): Setting<T> {
  return { schema, default: fallback, doc, ...more };
}

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `takes one of ${values.join(", ")}` });

/** Where a worker's metrics are looked for unless METRICS_PORT says otherwise. */
export const USUAL_METRICS_PORT = 8001;

export const SETTINGS = {
  MODE: setting(oneOf(modes), "all", "What this process does: serve HTTP, run tasks, or both."),
  HOST: setting(
    listenText,
    "127.0.0.1",
    "Address that HTTP listens on. Any other than loopback needs API_TOKENS or ALLOW_ANONYMOUS=1.",
    { permission: true },
  ),
  PORT: setting(integer(0, 65535), "8000", "Port of the HTTP API; 0 takes a free one.", {
    permission: true,
  }),
  ALLOWED_HOSTS: setting(
    hostsText,
    "",
    "Names in `Host` that are answered beside the loopback names and HOST, between commas; " +
      "`*.example.com` and `*` too. Where HOST is not loopback, addresses and the machine's own " +
      "name are answered as well.",
  ),
  TRUSTED_PROXIES: setting(
    addressesText,
    "",
    "Addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-For`, `-Proto` and `-Host` count.",
  ),
  RATE_LIMIT_REQUESTS: setting(
    integer(0, 10_000_000),
    "0",
    "Requests that a token, or an address without one, may send within RATE_LIMIT_SECONDS; more " +
      "are answered 429. Web processes count together where QUEUE_URL is redis, else each by " +
      "itself. 0 sets no limit. Health and metrics do not count.",
  ),
  RATE_LIMIT_SECONDS: setting(
    integer(1, 86_400),
    "60",
    "Seconds that RATE_LIMIT_REQUESTS are counted for.",
  ),
  METRICS_PORT: setting(
    optionalInteger(0, 65535),
    "",
    "Port of a worker process's own /metrics and health; 0 takes a free one. Not set: 8001, or a " +
      "free one where another worker has it; `GET /api/v1/monitoring/targets` tells which.",
    { permission: true },
  ),
  DATABASE_URL: setting(
    databaseUrlText,
    "sqlite:data/lintel.db",
    "The relational store: `sqlite:PATH` (one host), or `mysql://USER:PASSWORD@HOST:PORT/DATABASE` " +
      "(MySQL 8 or MariaDB 10.6 and later; `mysql+pymysql://` is the same).",
    { permission: true, secret: true },
  ),
  DATABASE_POOL_SIZE: setting(
    integer(1, 500),
    "16",
    "Connections to MySQL that a process opens at most.",
  ),
  DATABASE_POOL_IDLE_SECONDS: setting(
    integer(1, 60),
    "5",
    "Seconds that a connection to MySQL is kept without work. The server closes one, and frees " +
      "what its process held, five seconds later.",
  ),
  DATABASE_TLS_CA: setting(
    optionalPath,
    "",
    "PEM file of the certificate authority that MySQL's certificate must come from, for its host " +
      "name where DATABASE_URL has one; empty: no TLS.",
    { permission: true },
  ),
  QUEUE_URL: setting(
    queueUrl,
    "kv:data/queue.kv",
    "The queue: `kv:PATH` (Deno KV, for one host) or `redis://USER:PASSWORD@HOST:PORT/DATABASE` (any number of hosts; `rediss:` for TLS).",
    { aliases: ["CELERY_BROKER_URL"], permission: true, secret: true },
  ),
  QUEUE_TLS_CA: setting(
    optionalPath,
    "",
    "PEM file of the authorities that sign the certificate of a `rediss:` queue; empty: the system's.",
    { permission: true },
  ),
  STORAGE_ROOT: setting(pathText, "data/files", "Folder of uploads, packs and results.", {
    aliases: ["NFS_SHARE_ROOT_PATH"],
    permission: true,
  }),
  ALLOW_NETWORK_FILESYSTEM: setting(
    booleanText,
    "0",
    "1 permits SQLite and Deno KV files on NFS, CIFS, SMB or FUSE, where one host alone uses them.",
  ),
  INBOX_ROOT: setting(
    optionalPath,
    "",
    "Folder that `zip_file_path` may name files in; empty means `inbox` in STORAGE_ROOT.",
    { permission: true },
  ),
  CONSUL_HTTP_ADDR: setting(
    consulAddressText,
    "",
    "Consul agent that this process registers with: `http[s]://HOST:PORT`; empty: none.",
    { permission: true },
  ),
  CONSUL_HTTP_TOKEN: setting(
    z.string().regex(/^[\x21-\x7e]*$/, "takes a token without spaces"),
    "",
    "ACL token for Consul; empty: none. It must permit `service:write` on both service names.",
    { secret: true, permission: true },
  ),
  CONSUL_HOST: setting(
    hostText,
    "",
    "The Python service's name for the host of CONSUL_HTTP_ADDR, which wins where both are set.",
    { permission: true },
  ),
  CONSUL_PORT: setting(
    integer(1, 65535),
    CONSUL_PORT_DEFAULT,
    "The port that goes with CONSUL_HOST.",
    {
      permission: true,
    },
  ),
  CONSUL_SERVICE_NAME: setting(
    serviceNameText,
    "lintel",
    "What Consul calls this service: web processes are `NAME-web`, workers `NAME-worker`.",
  ),
  CONSUL_SERVICE_TAGS: setting(
    wordsText,
    "",
    "Tags between commas that are registered beside the mode.",
  ),
  DEFAULT_DIALECT: setting(
    z.string().min(1),
    "ansi",
    "Dialect of a job that names none; `auto` finds that of each file (engine native).",
  ),
  DEFAULT_ENGINE: setting(oneOf(ENGINE_NAMES), "native", "Engine of a job that names none."),
  SQLFLUFF_PYTHON: setting(
    pathText,
    DEFAULT_PYTHON,
    "Python that has SQLFluff 4 installed, for the engine `sqlfluff`.",
    { permission: true },
  ),
  API_TOKENS: setting(
    tokensText,
    "",
    "Comma-separated `name:token:scopes`, scopes of read, submit, admin joined by `+`; empty: open.",
    { secret: true, permission: true },
  ),
  ALLOW_ANONYMOUS: setting(
    booleanText,
    "0",
    "1 permits a HOST other than loopback without API_TOKENS.",
  ),
  WEBHOOK_ALLOW: setting(
    addressesText,
    "",
    "Addresses and networks (`10.1.2.0/24`) that webhooks may be sent to although they are not of " +
      "the public Internet, by http too; see docs/webhooks.md. Every worker needs the same.",
    { permission: true },
  ),
  WEBHOOK_TLS_CA: setting(
    optionalPath,
    "",
    "PEM file of authorities that sign certificates of webhooks' servers, beside the public ones.",
    { permission: true },
  ),
  WEBHOOK_TIMEOUT_SECONDS: setting(
    integer(1, 120),
    "15",
    "Seconds that the server of a webhook may take to answer a message.",
  ),
  WEBHOOK_RETENTION_DAYS: setting(
    integer(1, 3650),
    "30",
    "Days that messages to webhooks are kept in the delivery log.",
  ),
  SECRETS_KEY: setting(
    secretsKeyText,
    "",
    "`id:key` with 32 bytes as base64, which encrypts webhooks' secrets in the store (AES-256-GCM); " +
      "several between commas: the first encrypts, all decrypt. Empty: they lie there in plain " +
      "text. Every process needs the same; see docs/webhooks.md.",
    { secret: true, permission: true },
  ),
  SESSION_HOURS: setting(
    integer(1, 8760),
    "12",
    "Hours after which a browser that signed in with a token has to sign in again.",
  ),
  READ_ONLY: setting(
    booleanText,
    "0",
    "1 refuses every request that may change something, but signing in and out, as 403 `read_only`.",
  ),
  ENVIRONMENT: setting(
    oneOf(["development", "production"]),
    "production",
    "A label on logs and health.",
  ),
  LOG_LEVEL: setting(
    z.string().toLowerCase().pipe(oneOf(["debug", "info", "warning", "error"])),
    "info",
    "Least severe log line that is written: debug, info, warning or error.",
    { aliases: ["CELERY_LOG_LEVEL"] },
  ),
  LOG_FILE: setting(optionalPath, "", "File that log lines are appended to as well.", {
    permission: true,
  }),
  WORKER_CONCURRENCY: setting(
    integer(0, 256),
    "0",
    "Lint processes a worker keeps busy; 0 means one a core.",
    { aliases: ["CELERY_WORKER_CONCURRENCY"] },
  ),
  WORKER_BATCH: setting(
    integer(1, 1000),
    "64",
    "Tasks a worker claims of one job at a time, and at most sends to one process at once.",
  ),
  POOL_MAX_TASKS_PER_PROCESS: setting(
    integer(0, 10_000_000),
    "10000",
    "Files after which a lint process is replaced; 0 never.",
    { aliases: ["CELERY_WORKER_MAX_TASKS_PER_CHILD"] },
  ),
  POOL_IDLE_SECONDS: setting(
    integer(1, 86_400),
    "60",
    "Seconds without work after which lint processes are stopped.",
  ),
  LINT_TIMEOUT_SECONDS: setting(
    integer(1, 3600),
    "30",
    "Seconds one file may be linted before its process is killed.",
  ),
  LINT_MEMORY_MB: setting(
    integer(64, 65_536),
    "512",
    "Megabytes one file may take while it is linted.",
  ),
  TASK_MAX_ATTEMPTS: setting(
    integer(1, 100),
    "3",
    "Attempts at a task or an archive, of those that crash or whose worker is lost.",
  ),
  MAX_SQL_BYTES: setting(
    bytesText,
    "1MB",
    "Largest SQL taken by the synchronous /lint and /fix.",
  ),
  MAX_UPLOAD_BYTES: setting(bytesText, "256MB", "Largest body of a submission."),
  UPLOAD_TIMEOUT_SECONDS: setting(
    integer(1, 86_400),
    "600",
    "Seconds a body may take to arrive in all.",
  ),
  MAX_CONNECTIONS: setting(
    integer(0, 100_000),
    "0",
    "Connections at once; 0 means half of the process's limit on open files, at most 4096.",
  ),
  MAX_QUEUED_TASKS: setting(
    integer(1, 100_000_000),
    "1000000",
    "Waiting tasks above which submissions are answered 429.",
  ),
  MAX_SSE_CLIENTS: setting(integer(0, 10_000), "100", "Event streams open at once."),
  ARCHIVE_MAX_ENTRIES: setting(integer(1, 1_000_000), "10000", "Entries of one archive."),
  ARCHIVE_MAX_BYTES: setting(bytesText, "1GB", "Inflated bytes of one archive."),
  ARCHIVE_MAX_FILE_BYTES: setting(bytesText, "20MB", "Inflated bytes of one file."),
  ARCHIVE_MAX_RATIO: setting(integer(1, 100_000), "200", "Inflated bytes per compressed byte."),
  ARCHIVE_MAX_DEPTH: setting(integer(1, 1000), "50", "Folders a name in an archive may nest."),
  SQL_EXTENSIONS: setting(
    endingsText,
    SQL_ENDINGS.join(","),
    "How the names of SQL files in archives end, where neither `sql_file_exts` in a job's `config` " +
      "nor that in the archive's outermost configuration file says it.",
  ),
  RESULT_CACHE_MB: setting(
    integer(0, 65_536),
    "32",
    "Megabytes of results kept in memory by content, configuration and engine version; 0 disables.",
  ),
  RETENTION_DAYS: setting(
    integer(0, 36_500),
    "30",
    "Days after its end that a job is kept; 0 keeps it for ever.",
  ),
  AUDIT_RETENTION_DAYS: setting(
    integer(0, 36_500),
    "365",
    "Days that entries of the audit log are kept; 0 keeps them for ever.",
  ),
  TREND_RETENTION_DAYS: setting(
    integer(0, 36_500),
    "730",
    "Days that the sums behind trends are kept in steps of six hours, and 0 for ever; steps of 15 " +
      "minutes are kept 15 days, of a minute two.",
  ),
  SHUTDOWN_SECONDS: setting(
    integer(1, 600),
    "25",
    "Seconds that running tasks may take to end after SIGTERM before they are released.",
  ),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** The parsed settings, by name. */
export type Settings = {
  readonly [K in SettingName]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

/** Names the Python service read that have no meaning here, and what to do instead. */
export const RETIRED: Readonly<Record<string, string>> = {
  GUNICORN_WORKERS: "run more web processes instead",
};
