import assert from "node:assert/strict";
import { parse } from "yaml";
import { secretsKeyText } from "../../src/config/secrets_key.ts";
import { SETTINGS } from "../../src/config/settings.ts";
import { environmentNames } from "../../scripts/permissions.ts";

const ROOT = new URL("../../", import.meta.url);

interface Service {
  image: string;
  profiles?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
  read_only?: boolean;
  cap_drop?: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

async function compose(): Promise<Compose> {
  const text = await Deno.readTextFile(new URL("compose.yaml", ROOT));
  // Merge keys are YAML 1.1, and compose files use them.
  return parse(text, { merge: true }) as Compose;
}

/** The one service that runs to its end, and copies secrets to where the others may read them. */
const ONE_SHOT = "secrets";

Deno.test("only the API and Grafana are published, on an address that can be chosen", async () => {
  const { services } = await compose();
  const published = Object.entries(services).filter(([, s]) => (s.ports ?? []).length > 0);
  assert.deepEqual(published.map(([name]) => name), ["web", "grafana"]);
  for (const [, { ports }] of published) {
    for (const port of ports!) assert.match(port, /^\$\{LINTEL_BIND:-127\.0\.0\.1\}:/);
  }
});

Deno.test("every service waits until those it needs are healthy, and every one can be asked", async () => {
  const { services } = await compose();
  const dockerfile = await Deno.readTextFile(new URL("Dockerfile", ROOT));
  assert.match(dockerfile, /^HEALTHCHECK [\s\S]*"health"\]$/m);
  for (const [name, service] of Object.entries(services)) {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      assert.ok(needed in services, `${name} needs ${needed}`);
      const wanted = needed === ONE_SHOT ? "service_completed_successfully" : "service_healthy";
      assert.equal(condition, wanted, `${name} waits for ${needed}`);
    }
    if (name === ONE_SHOT) continue;
    const asked = service.healthcheck !== undefined || service.image.startsWith("lintel:");
    assert.ok(asked, `${name} has no health check`);
    assert.match(service.deploy?.resources.limits.memory ?? "", /^\d+[mg]$/, `${name}: memory`);
    assert.match(service.deploy?.resources.limits.cpus ?? "", /^[\d.]+$/, `${name}: cpus`);
  }
  assert.deepEqual(services.consul?.profiles, ["consul"]);
});

Deno.test("what is mounted is there: volumes are declared, files and folders exist", async () => {
  const { services, volumes } = await compose();
  for (const [name, service] of Object.entries(services)) {
    for (const mount of service.volumes ?? []) {
      const [source = ""] = mount.split(":");
      if (!source.startsWith("./")) {
        assert.ok(source in volumes, `${name}: the volume ${source} is not declared`);
      } else if (source !== "./secrets") {
        await Deno.stat(new URL(source, ROOT));
      }
    }
  }
});

Deno.test("images carry a version, and the service runs without rights on a read-only root", async () => {
  const { services } = await compose();
  for (const [name, { image }] of Object.entries(services)) {
    if (image.startsWith("lintel:")) continue;
    assert.match(image, /^docker\.io\/[a-z/-]+:v?\d+\.\d+/, name);
  }
  for (const name of ["web", "worker"]) {
    assert.equal(services[name]?.read_only, true);
    assert.deepEqual(services[name]?.cap_drop, ["ALL"]);
  }
});

Deno.test("no secret stands in the file, and every setting in it is one that the program reads", async () => {
  const { services } = await compose();
  const known = new Set(environmentNames());
  for (const name of ["web", "worker"]) {
    for (const setting of Object.keys(services[name]?.environment ?? {})) {
      assert.ok(known.has(setting), `${name}: ${setting} is not a setting`);
      const { secret } = (SETTINGS as Record<string, { secret?: boolean }>)[setting] ?? {};
      assert.notEqual(secret, true, `${name}: ${setting} is a secret, and has a _FILE`);
    }
  }
  const text = await Deno.readTextFile(new URL("compose.yaml", ROOT));
  assert.doesNotMatch(text, /(password|token|secret)["']?\s*[:=]\s*["']?[A-Za-z0-9]{8,}\s*$/im);
});

Deno.test("what make_secrets.sh writes is what compose.yaml reads, for its owner alone, and is kept", async () => {
  const folder = await Deno.makeTempDir();
  const make = async () => {
    const { code, stderr } = await new Deno.Command("bash", {
      args: [new URL("scripts/make_secrets.sh", ROOT).pathname, `${folder}/secrets`],
      stdout: "null",
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
  };
  try {
    await make();
    const text = await Deno.readTextFile(new URL("compose.yaml", ROOT));
    const names = [...Deno.readDirSync(`${folder}/secrets`)].map((entry) => entry.name).sort();
    const before = new Map<string, string>();
    for (const name of names) {
      const { mode } = await Deno.stat(`${folder}/secrets/${name}`);
      assert.equal(mode! & 0o777, 0o600, name);
      before.set(name, await Deno.readTextFile(`${folder}/secrets/${name}`));
      assert.match(before.get(name)!, /^\S{30,}\n$/, name);
      // The operator's own token is for the operator.
      if (name !== "operator_token") assert.match(text, new RegExp(`\\b${name}\\b`), name);
    }
    assert.deepEqual(secretsKeyText.parse(before.get("secrets_key")!).map(({ id }) => id), ["k1"]);
    await make();
    for (const [name, value] of before) {
      assert.equal(await Deno.readTextFile(`${folder}/secrets/${name}`), value, name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
