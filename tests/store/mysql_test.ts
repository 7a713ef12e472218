import { openMysqlStore } from "../../src/store/mysql/mod.ts";
import { mariaDb, NO_MARIADB, stopMariaDb } from "../support/mariadb.ts";
import { storeSuite } from "./conformance.ts";
import { runScript } from "./scripts.ts";

const limits = { poolSize: 16, idleSeconds: 5 };

storeSuite({
  name: "MySQL",
  capabilities: { processes: true },
  ignore: NO_MARIADB,
  place: async () => (await mariaDb()).newDatabase(),
  open: async (place) => openMysqlStore({ ...limits, address: (await mariaDb()).address(place) }),
  spawnClaimer: async (place, worker_id) => {
    const url = (await mariaDb()).url(place);
    return JSON.parse(await runScript("claim_process.ts", url, worker_id));
  },
});

Deno.test.afterAll(stopMariaDb);
