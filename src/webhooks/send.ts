/**
 * One attempt at one message, in the sending process: the name is resolved once, every address
 * that it has must be one that may be sent to, and the connection is made to those addresses and
 * to no other, whatever the name means a moment later. Redirects are not followed.
 */
import dns from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { isPublic } from "./addresses.ts";
import type { OutgoingMessage, SendOutcome } from "./port.ts";

export interface Address {
  address: string;
  family: 4 | 6;
}

/** A connection to be made: to these addresses, for this URL. */
export interface Pinned {
  url: URL;
  /** All of them were checked; at least one. */
  addresses: readonly Address[];
}

/** What an attempt works with; a test has its own. */
export interface Network {
  /** Every address of a name; rejects where it has none. */
  resolve(host: string): Promise<Address[]>;
  /** Sends, and answers once the head of the answer is there. */
  connect(pinned: Pinned, message: OutgoingMessage, signal: AbortSignal): Promise<Answer>;
}

export interface Answer {
  status: number;
  /** The header of this name. */
  retryAfter: string | undefined;
}

export interface SendOptions {
  /** Milliseconds for the whole attempt. */
  timeout: number;
  /** Whether an address outside of the public Internet is permitted all the same. */
  allows: (address: string) => boolean;
}

/** Bytes of an answer that are read, so that the server can end it; none of them is kept. */
const MOST_READ = 16 * 1024;
/** Milliseconds for them, behind the head: a server may send one a minute, for ever. */
const MOST_READ_TIME = 2000;
/** Most addresses of a name that a connection is tried to. */
const MOST_ADDRESSES = 8;

class Refused extends Error {}

/** The host of a URL as it is resolved: an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Throws Refused unless every address of the URL's host may be sent to. */
async function pin(
  url: URL,
  network: Pick<Network, "resolve">,
  { allows }: Pick<SendOptions, "allows">,
): Promise<Pinned> {
  const host = hostOf(url);
  const version = isIP(host);
  const addresses = version === 0
    ? await network.resolve(host)
    : [{ address: host, family: version as 4 | 6 }];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  for (const { address } of addresses) {
    if (allows(address)) continue;
    const what = version === 0 ? `${host} is ${address}, which` : address;
    if (!isPublic(address)) throw new Refused(`${what} is not an address of the public Internet`);
    if (url.protocol !== "https:") throw new Refused(`${what} is sent to by https only`);
  }
  return { url, addresses: addresses.slice(0, MOST_ADDRESSES) };
}

/** Makes one attempt. Never throws. */
export async function attempt(
  message: OutgoingMessage,
  network: Network,
  options: SendOptions,
): Promise<SendOutcome> {
  const timer = new AbortController();
  const seconds = Math.round(options.timeout / 100) / 10;
  const late = new Promise<never>((_, reject) => {
    timer.signal.addEventListener(
      "abort",
      () => reject(new Error(`no answer within ${seconds} s`)),
    );
  });
  late.catch(() => {});
  const timeout = setTimeout(() => timer.abort(), options.timeout);
  try {
    const url = new URL(message.url);
    if (url.protocol !== "https:" && url.protocol !== "http:") {
      throw new Refused(`${url.protocol} is neither https: nor http:`);
    }
    const pinned = await Promise.race([pin(url, network, options), late]);
    const { status, retryAfter } = await Promise.race([
      network.connect(pinned, message, timer.signal),
      late,
    ]);
    return { status, retryAfter: waitOf(retryAfter) };
  } catch (error) {
    return { status: null, error: reasonOf(error), refused: error instanceof Refused };
  } finally {
    clearTimeout(timeout);
  }
}

/** `Retry-After` as seconds; a date counts from now. */
function waitOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the name has no address",
  EAI_AGAIN: "the name could not be resolved for now",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: "the connection timed out",
};

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return (REASONS[code ?? ""] ?? message ?? String(error)).slice(0, 300);
}

/** The system's resolver, and node:https with a `lookup` that knows the checked addresses alone. */
export const REAL_NETWORK: Network = {
  resolve: async (host) => {
    const found = await dns.lookup(host, { all: true });
    return found.map(({ address, family }) => ({ address, family: family as 4 | 6 }));
  },
  connect: ({ url, addresses }, message, signal) =>
    new Promise((resolve, reject) => {
      const { request } = url.protocol === "https:" ? https : http;
      const sent = request({
        protocol: url.protocol,
        hostname: hostOf(url),
        port: url.port === "" ? undefined : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: "POST",
        headers: { ...message.headers, "content-length": byteLength(message.body) },
        // A connection of its own, so that none is used again that was made for other addresses.
        agent: false,
        lookup: (_host, asked, callback) => {
          const [first] = addresses;
          const { all } = asked as { all?: boolean };
          if (all === true) callback(null, addresses as Address[]);
          else callback(null, first!.address, first!.family);
        },
      }, (answer) => {
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
        drain(answer);
      });
      signal.addEventListener("abort", () => sent.destroy());
      sent.on("error", reject);
      sent.end(message.body);
    }),
};

/** Lets a short answer end, and cuts off a long one, or one that takes long. */
function drain(answer: IncomingMessage): void {
  let bytes = 0;
  const late = setTimeout(() => answer.destroy(), MOST_READ_TIME);
  answer.once("close", () => clearTimeout(late));
  answer.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > MOST_READ) answer.destroy();
  });
  // What goes wrong behind the head of an answer changes nothing about its status.
  answer.on("error", () => {});
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
