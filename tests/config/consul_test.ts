import assert from "node:assert/strict";
import { consulAddressText, consulAgent } from "../../src/config/consul.ts";
import { loadSettings } from "../../src/config/load.ts";

const agent = (env: Record<string, string>) =>
  consulAgent(loadSettings((name) => env[name]).settings);

Deno.test("the agent is named by an address, with or without scheme, or by the old names", () => {
  assert.equal(agent({}), null);
  const cases: [Record<string, string>, ReturnType<typeof agent>][] = [
    [{ CONSUL_HTTP_ADDR: "http://consul:8500" }, at("http://consul:8500", "consul", 8500)],
    [{ CONSUL_HTTP_ADDR: "consul:8501/" }, at("http://consul:8501", "consul", 8501)],
    [{ CONSUL_HTTP_ADDR: "https://consul" }, at("https://consul", "consul", 443)],
    [{ CONSUL_HTTP_ADDR: "http://[::1]:8500" }, at("http://[::1]:8500", "::1", 8500)],
    [{ CONSUL_HOST: "consul" }, at("http://consul:8500", "consul", 8500)],
    [{ CONSUL_HOST: "::1", CONSUL_PORT: "85" }, at("http://[::1]:85", "::1", 85)],
    [{ CONSUL_HOST: "old", CONSUL_HTTP_ADDR: "new:1" }, at("http://new:1", "new", 1)],
  ];
  for (const [env, expected] of cases) assert.deepEqual(agent(env), expected, JSON.stringify(env));
});

function at(url: string, host: string, port: number) {
  return { url, host, port };
}

Deno.test("what is no address of an agent is refused", () => {
  for (
    const text of ["ftp://consul", "http://", "consul/path", "http://u:p@consul", "a b", "a,b"]
  ) {
    const { error } = consulAddressText.safeParse(text);
    assert.match(error?.issues[0]?.message ?? "", /^takes http/, text);
  }
});
