/** Settings about who speaks to this process: host names it answers to, proxies it believes. */
import { BlockList, isIP } from "node:net";
import { z } from "zod";

function words(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

const HOST_NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/;

/** One name as it is compared: lower case, an IPv6 address without its brackets; null: not one. */
function hostName(word: string): string | null {
  const bare = word.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return bare === "*" || isIP(bare) !== 0 || HOST_NAME.test(bare) ? bare : null;
}

/** A name or address to listen on; digits and dots alone are an address, or a mistake. */
export const listenText = z.string().refine((text) => {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) !== 0 || (HOST_NAME.test(text.toLowerCase()) && !/^(\*|[\d.]+$)/.test(text));
}, "takes a host name or an address, without scheme and port");

/** Names and addresses between commas; `*.example.com` is every name below it, `*` every host. */
export const hostsText = z.string().transform((text, context) => {
  const hosts: string[] = [];
  for (const word of words(text)) {
    const host = hostName(word);
    if (host === null) {
      context.addIssue({
        code: "custom",
        message: "takes host names and addresses between commas, without scheme and port",
      });
      return z.NEVER;
    }
    hosts.push(host);
  }
  return hosts;
});

/** Addresses that a list of addresses and networks may contain. */
export interface AddressList {
  readonly size: number;
  /** Addresses and networks, as they were written. */
  readonly entries: readonly string[];
  /** IPv4 also where it is written as IPv6 (`::ffff:10.0.0.1`); false for what is no address. */
  has(address: string): boolean;
}

function addTo(list: BlockList, word: string): boolean {
  const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(word) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const most = version === 4 ? 32 : 128;
  if (Number(prefix ?? most) > most) return false;
  if (prefix === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(prefix), family);
  return true;
}

/** `10.0.0.0/8, 192.168.1.7, fd00::/8`. */
export const addressesText = z.string().transform((text, context): AddressList => {
  const list = new BlockList();
  const all = words(text);
  for (const word of all) {
    if (addTo(list, word)) continue;
    context.addIssue({
      code: "custom",
      message: "takes addresses and networks between commas, as in 10.0.0.0/8,192.168.1.7",
    });
    return z.NEVER;
  }
  return {
    size: all.length,
    entries: all,
    has(address) {
      // Asked for every request, and most services stand behind no proxy.
      if (all.length === 0) return false;
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
    },
  };
});
