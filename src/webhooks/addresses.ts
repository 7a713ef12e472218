/**
 * Which addresses messages may be sent to: those of the public Internet, by the registries of
 * special-purpose addresses (IANA, RFC 6890), and those that the operator names. A webhook's
 * address is somebody's input, and the service stands inside of a network that its author may not
 * reach: without this it could be made to ask the cloud's metadata, a printer or its own host.
 */
import { BlockList, isIP } from "node:net";

/** IPv4 networks that are not of the public Internet. `--deny-net` takes them as they are. */
export const SPECIAL_IPV4: readonly string[] = [
  "0.0.0.0/8", // this network, and unspecified
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared by a carrier's customers
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, clouds' metadata
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // relays of 6to4
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
];

/**
 * The only IPv6 network that is given out. What is not in it is not public: loopback, unspecified,
 * mapped and NAT64 addresses that stand for an IPv4 one, unique-local, link-local, multicast.
 */
const GLOBAL_IPV6 = "2000::/3";

/** Parts of it that are not public, or that stand for an IPv4 address. */
const SPECIAL_IPV6: readonly string[] = [
  "2001::/23", // Teredo, benchmarks, ORCHID and other assignments of protocols
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4
  "3fff::/20", // documentation
];

function listOf(networks: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefix] = network.split("/") as [string, string];
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

const SPECIAL_4 = listOf(SPECIAL_IPV4, "ipv4");
const GLOBAL_6 = listOf([GLOBAL_IPV6], "ipv6");
const SPECIAL_6 = listOf(SPECIAL_IPV6, "ipv6");

/** Whether an address is one of the public Internet; false for what is no address. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !SPECIAL_4.check(address, "ipv4");
    case 6:
      // A zone names an interface of this host: no public address has one.
      return !address.includes("%") && GLOBAL_6.check(address, "ipv6") &&
        !SPECIAL_6.check(address, "ipv6");
    default:
      return false;
  }
}

/** Whether one of two networks of IPv4, as `10.0.0.0/8`, holds the other. */
function overlap(a: string, b: string): boolean {
  const [first, second] = [a, b].map((network) => {
    const [address, prefix = "32"] = network.split("/") as [string, string?];
    return { address, prefix: Number(prefix) };
  }) as [{ address: string; prefix: number }, { address: string; prefix: number }];
  const wide = first.prefix <= second.prefix ? first : second;
  const narrow = wide === first ? second : first;
  return listOf([`${wide.address}/${wide.prefix}`], "ipv4").check(narrow.address, "ipv4");
}

/**
 * What Deno itself is told to refuse to the sending process, beside the check of its code: the
 * special networks of IPv4 (Deno takes networks of IPv4 only, and looks at the address that is
 * connected to, mapped ones included) and the two addresses of IPv6 that mean this host. Networks
 * that hold something which `allowed` permits are left to the code, because Deno has no exceptions.
 */
export function deniedByDeno(allowed: readonly string[]): string[] {
  const four = allowed.filter((network) => isIP(network.split("/")[0]!) === 4);
  const six = new Set(allowed.map((network) => network.replace(/\/128$/, "")));
  return [
    ...SPECIAL_IPV4.filter((network) => !four.some((each) => overlap(network, each))),
    ...["::", "::1"].filter((address) => !six.has(address)).map((address) => `[${address}]`),
  ];
}
