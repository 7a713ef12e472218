/**
 * Prints the permissions that Deno needs for a mode, from the settings: the data folders wherever
 * they are, the addresses it listens on, and the few programs it may start.
 *   deno run $(deno run --allow-env --allow-read --allow-sys scripts/permissions.ts all) src/main.ts all
 * Exits 2 with one line per fault where a setting is wrong. Deno's task shell goes on after a
 * `$(…)` that failed, so tasks ask for the whole command, which then is one that only exits 2:
 *   deno $(deno run … scripts/permissions.ts --command all) src/main.ts all
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseEnv } from "node:util";
import { consulAgent } from "../src/config/consul.ts";
import { type Environment, inboxRoot, loadSettings, SettingsError } from "../src/config/load.ts";
import { SECRET_FILES, secretFiles } from "../src/config/secret_files.ts";
import { RETIRED, type Setting, SETTINGS, type Settings } from "../src/config/settings.ts";
import { messageOf } from "../src/errors.ts";
import { ownAddress } from "../src/modes/health.ts";
import { UTIL_LINUX } from "../src/pool/fence.ts";
import { printable } from "../src/text/printable.ts";
import { executable, flag, lintPermissions } from "./lint_permissions.ts";

/** Settings of the folder that the service is started in. */
const ENV_FILE = ".env";

/** Names of the environment that the program reads. */
export function environmentNames(): string[] {
  const settings = Object.entries(SETTINGS) as [string, Setting<unknown>][];
  return [
    ...settings.flatMap(([name, setting]) => [name, ...(setting.aliases ?? [])]),
    ...SECRET_FILES.values(),
    ...Object.keys(RETIRED),
    // Where programs are found, and where Deno keeps its modules: lint processes are told both.
    "PATH",
    "DENO_DIR",
    "XDG_CACHE_HOME",
    "HOME",
  ];
}

/** Folders of the files of store and queue; none where servers have them. */
function dataFolders({ DATABASE_URL, QUEUE_URL }: Settings): string[] {
  return [DATABASE_URL, QUEUE_URL].flatMap((url) => "path" in url ? [dirname(url.path)] : []);
}

/** Host and port of the servers of store, queue and discovery. */
function servers(settings: Settings): string[] {
  const places = [settings.DATABASE_URL, settings.QUEUE_URL, consulAgent(settings)];
  return places.flatMap((place) =>
    place !== null && "host" in place
      ? [`${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`]
      : []
  );
}

/** Files that are only read. */
function certificates(settings: Settings): string[] {
  return [settings.DATABASE_TLS_CA, settings.QUEUE_TLS_CA].filter((path) => path !== "").map((
    path,
  ) => resolve(path));
}

/** Why a file is of no certificate authority; null where it holds a certificate. */
function faultOfAuthority(path: string): string | null {
  if (!existsSync(path)) return "there is no such file";
  try {
    return /^-----BEGIN (TRUSTED )?CERTIFICATE-----/m.test(readFileSync(path, "utf8"))
      ? null
      : "holds no certificate in PEM";
  } catch (error) {
    return `cannot be read: ${messageOf(error)}`;
  }
}

/** Says of each file of certificate authorities that is not one which setting names it. */
function refuseBadAuthorities(settings: Settings): void {
  const names = ["DATABASE_TLS_CA", "QUEUE_TLS_CA", "WEBHOOK_TLS_CA"] as const;
  const faults = names.flatMap((name) => {
    const fault = settings[name] === "" ? null : faultOfAuthority(settings[name]);
    return fault === null ? [] : [`${name}: ${JSON.stringify(settings[name])}: ${fault}`];
  });
  if (faults.length > 0) throw new SettingsError(faults);
}

/** Files that hold secrets, as they are named and behind links: Docker and Kubernetes make links. */
function secrets(environment: Environment): string[] {
  return secretFiles(environment).flatMap((path) =>
    existsSync(path) ? [resolve(path), realpathSync(path)] : [resolve(path)]
  );
}

function listenOn(settings: Settings): string[] {
  const port = settings.MODE === "worker" ? settings.METRICS_PORT : settings.PORT;
  // Any port of the host where the system is to choose one, or may have to.
  return [port === 0 || port === null ? settings.HOST : `${settings.HOST}:${port}`];
}

/** Flags of `web`, `worker` and `all`. */
export function servicePermissions(settings: Settings, environment: Environment): string[] {
  const folders = [
    ...dataFolders(settings),
    resolve(settings.STORAGE_ROOT),
    resolve(inboxRoot(settings)),
    ...(settings.LOG_FILE === "" ? [] : [resolve(settings.LOG_FILE)]),
  ];
  const path = environment("PATH") ?? "";
  const tools = Object.values(UTIL_LINUX).filter((tool): tool is string =>
    tool !== null && existsSync(tool)
  );
  return [
    "--no-prompt",
    ...(existsSync(ENV_FILE) ? [`--env-file=${ENV_FILE}`] : []),
    flag("env", environmentNames()),
    // The Redis client looks for names of its own, and finds them not set.
    ...(settings.QUEUE_URL.scheme === "kv" ? [] : ["--ignore-env"]),
    flag("read", [...folders, ...certificates(settings), ...secrets(environment)]),
    flag("write", folders),
    flag("net", [...listenOn(settings), ...servers(settings)]),
    flag("run", [
      Deno.execPath(),
      ...tools,
      ...["/usr/bin/cat", "/usr/bin/df"].filter((tool) => existsSync(tool)),
      ...executable(settings.SQLFLUFF_PYTHON, path),
    ]),
    "--allow-sys=hostname,cpus,systemMemoryInfo,osRelease,homedir,statfs",
  ];
}

/** Flags of `health`: the settings are read, and one address is asked. */
function healthPermissions(settings: Settings, environment: Environment): string[] {
  const files = secrets(environment);
  return [
    "--no-prompt",
    ...(existsSync(ENV_FILE) ? [`--env-file=${ENV_FILE}`] : []),
    flag("env", environmentNames()),
    ...(files.length === 0 ? [] : [flag("read", files)]),
    flag("net", [ownAddress(settings)]),
  ];
}

function main(mode: string): string[] {
  if (mode === "lint") return lintPermissions((name) => Deno.env.get(name));
  // As Deno reads it for the service itself: what the environment says wins over the file.
  const file = existsSync(ENV_FILE) ? parseEnv(readFileSync(ENV_FILE, "utf8")) : {};
  const environment: Environment = (name) => Deno.env.get(name) ?? file[name];
  const own = mode === "migrate" || mode === "health";
  const { settings } = loadSettings(environment, own ? {} : { MODE: mode });
  if (mode === "health") return healthPermissions(settings, environment);
  refuseBadAuthorities(settings);
  return servicePermissions(settings, environment);
}

if (import.meta.main) {
  const whole = Deno.args[0] === "--command";
  try {
    const flags = main(Deno.args[whole ? 1 : 0] ?? "all");
    console.log([...(whole ? ["run", "--quiet"] : []), ...flags].join(" "));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const fault of error.faults) console.error(`lintel: ${printable(fault)}`);
    if (whole) console.log("eval Deno.exit(2)");
    Deno.exit(2);
  }
}
