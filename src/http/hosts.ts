/**
 * Which hosts this process answers to. A page whose name was made to resolve to this machine
 * (DNS rebinding) sends that name, and is of the same origin for its browser: only the name in
 * `Host` tells it apart.
 */
import { isIP } from "node:net";

export interface HostOptions {
  /** HOST: the address that is listened on. */
  listen: string;
  /** ALLOWED_HOSTS. */
  allowed: readonly string[];
  /** The machine's own name; null where it is not known. */
  machine: string | null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** The name or address in `host[:port]`, lower case, without brackets; null where it is none. */
export function hostnameOf(host: string): string | null {
  if (host === "" || /[\s/@?#\\]/.test(host)) return null;
  try {
    const { hostname } = new URL(`http://${host}`);
    return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  } catch {
    return null;
  }
}

/**
 * Whether a `Host` header is one of ours. On a loopback HOST these are the loopback names, HOST
 * and ALLOWED_HOSTS. Where other machines reach it, every address is taken as well, since a page
 * can have a name made to resolve here, but not an address, and so is the machine's own name.
 */
export function hostCheck({ listen, allowed, machine }: HostOptions): (host: string) => boolean {
  const own = listen.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  const open = !LOOPBACK.test(own);
  const names = new Set([own, ...allowed]);
  if (open && machine !== null) names.add(machine.toLowerCase());
  const endings = allowed.filter((name) => name.startsWith("*.")).map((name) => name.slice(1));
  const any = names.has("*");
  const fits = (host: string): boolean => {
    const name = hostnameOf(host);
    if (name === null) return false;
    return any || LOOPBACK.test(name) || names.has(name) || (open && isIP(name) !== 0) ||
      endings.some((ending) => name.endsWith(ending));
  };
  // Nearly every request has the host of the one before.
  let last: string | null = null;
  return (host) => {
    if (host === last) return true;
    if (!fits(host)) return false;
    last = host;
    return true;
  };
}
