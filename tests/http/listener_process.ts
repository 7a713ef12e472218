/**
 * A server of 40 connections on a long backlog, in a process that may open few files: a burst uses
 * all of them up. Prints its port.
 */
import { createServer } from "node:http";
import { Listener } from "../../src/http/listener.ts";

const server = createServer((_request, response) => response.end("here"));
server.maxConnections = 40;
const listener = new Listener(server, {
  host: "127.0.0.1",
  port: 0,
  backlog: 511,
  interval: Number(Deno.args[0]),
});
console.log(await listener.open());
