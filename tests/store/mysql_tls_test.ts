/** TLS to MySQL: the server must show a certificate of the authority that was named. */
import assert from "node:assert/strict";
import { openMysqlStore } from "../../src/store/mysql/mod.ts";
import { MariaDb, mariadbTest } from "../support/mariadb.ts";

/** Makes an authority and a certificate of it for `name`, as files of the folder. */
async function certificate(folder: string, file: string, name: string): Promise<void> {
  const script = `set -e; cd "$1"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$2-ca.key" -out "$2-ca.pem" -days 2 \
      -subj "/CN=an authority" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -keyout "$2.key" -out "$2.csr" -subj "/CN=$3" 2>/dev/null
    printf 'subjectAltName=DNS:%s' "$3" >"$2.ext"
    openssl x509 -req -in "$2.csr" -CA "$2-ca.pem" -CAkey "$2-ca.key" -CAcreateserial \
      -out "$2.pem" -days 2 -extfile "$2.ext" 2>/dev/null`;
  const args = ["-c", script, "sh", folder, file, name];
  const { success } = await new Deno.Command("/bin/sh", { args }).output();
  assert.ok(success, "openssl made no certificate");
}

mariadbTest("with DATABASE_TLS_CA the connection is encrypted, or there is none", async () => {
  const folder = await Deno.makeTempDir();
  await certificate(folder, "good", "localhost");
  await certificate(folder, "other", "localhost");
  const pem = (name: string) => Deno.readTextFile(`${folder}/${name}.pem`);
  const server = await MariaDb.start(
    `--ssl-ca=${folder}/good-ca.pem`,
    `--ssl-cert=${folder}/good.pem`,
    `--ssl-key=${folder}/good.key`,
  );
  try {
    const address = server.address(await server.newDatabase());
    const limits = { poolSize: 2, idleSeconds: 5, patience: 0 };
    const store = await openMysqlStore({
      ...limits,
      address: { ...address, ca: await pem("good-ca") },
    });
    await store.maintenance.ping();
    const [accepts] = await server.query("show global status like 'Ssl_finished_accepts'");
    assert.ok(Number(accepts?.Value) >= 1, JSON.stringify(accepts));
    await store.close();
    const refused = { code: "store_unavailable" };
    await assert.rejects(
      openMysqlStore({ ...limits, address: { ...address, ca: await pem("other-ca") } }),
      refused,
    );
  } finally {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  }
});
