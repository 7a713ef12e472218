import assert from "node:assert/strict";
import { loadSettings } from "../../src/config/load.ts";
import { SECRET_FILES, secretFiles } from "../../src/config/secret_files.ts";
import { folderOf } from "../support/cli.ts";

const TOKEN = "t".repeat(16);

function faultsOf(variables: Record<string, string>): string[] {
  try {
    loadSettings((name) => variables[name]);
  } catch (error) {
    return (error as { faults: string[] }).faults;
  }
  assert.fail("the settings were taken");
}

Deno.test("every secret may lie in a file, whose last line's end does not count", async () => {
  await using folder = await folderOf({
    url: "sqlite:/db/lintel.db\n",
    tokens: `one:${TOKEN}:read\ntwo:${TOKEN}2:submit\r\n`,
  });
  for (const name of ["DATABASE_URL", "QUEUE_URL", "API_TOKENS"]) {
    assert.equal(SECRET_FILES.get(name), `${name}_FILE`);
  }
  const variables: Record<string, string> = {
    DATABASE_URL_FILE: `${folder.path}/url`,
    API_TOKENS_FILE: `${folder.path}/tokens`,
  };
  const { settings } = loadSettings((name) => variables[name]);
  assert.deepEqual(settings.DATABASE_URL, { scheme: "sqlite", path: "/db/lintel.db" });
  assert.deepEqual(settings.API_TOKENS, [
    { name: "one", token: TOKEN, scopes: ["read"] },
    { name: "two", token: `${TOKEN}2`, scopes: ["submit"] },
  ]);
  assert.deepEqual(secretFiles((name) => variables[name]), [
    `${folder.path}/url`,
    `${folder.path}/tokens`,
  ]);
});

Deno.test("a file that is not there, is empty or stands beside the value is one fault, without the secret", async () => {
  await using folder = await folderOf({ empty: "\n", wrong: "ci:short-secret\n" });
  const { path } = folder;
  const cases: [Record<string, string>, string][] = [
    [{ API_TOKENS_FILE: `${path}/no` }, `API_TOKENS_FILE: "${path}/no": there is no such file`],
    [{ API_TOKENS_FILE: `${path}/empty` }, `API_TOKENS_FILE: "${path}/empty": the file is empty`],
    [
      { API_TOKENS_FILE: `${path}/wrong`, API_TOKENS: `ci:${TOKEN}` },
      "API_TOKENS_FILE: API_TOKENS is set as well; one of the two has to go",
    ],
    [
      { QUEUE_URL_FILE: `${path}/wrong`, CELERY_BROKER_URL: "kv:q" },
      "QUEUE_URL_FILE: CELERY_BROKER_URL is set as well; one of the two has to go",
    ],
    [
      { API_TOKENS_FILE: `${path}/wrong` },
      "API_TOKENS_FILE: takes name:token:scopes with tokens of 16 characters or more (entry 1)",
    ],
  ];
  for (const [variables, fault] of cases) assert.deepEqual(faultsOf(variables), [fault]);
  assert.doesNotMatch(
    JSON.stringify(faultsOf({ API_TOKENS_FILE: `${path}/wrong` })),
    /short-secret/,
  );
});
