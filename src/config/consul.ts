/** What CONSUL_HTTP_ADDR takes, and the names that the Python service had for it. */
import { z } from "zod";

const TAKES = "takes http[s]://HOST:PORT or HOST:PORT";
const PORT = 8500;

/** The agent's URL without a path; null where none is set. As in Consul, the scheme may be missing. */
export const consulAddressText = z.string().transform((text, context) => {
  if (text === "") return null;
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  const known = url !== null && (url.protocol === "http:" || url.protocol === "https:");
  const more = url !== null && (url.search !== "" || url.hash !== "" || url.username !== "" ||
    url.password !== "" || url.pathname !== "/");
  if (!known || more || url.hostname === "" || /[\s,]/.test(url.hostname)) {
    context.addIssue({ code: "custom", message: TAKES });
    return z.NEVER;
  }
  return url;
});

/** A host name or address alone, or nothing. */
export const hostText = z.string().regex(/^[\w.:-]*$/, "takes a host name or an address");

/** Words between commas. */
export const wordsText = z.string().transform((text) =>
  text.split(",").map((word) => word.trim()).filter((word) => word !== "")
);

/** A name as DNS takes it. */
export const serviceNameText = z.string().regex(
  /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/i,
  "takes letters, digits and hyphens",
);

/** The settings that say where the agent is. */
interface AgentSettings {
  readonly CONSUL_HTTP_ADDR: URL | null;
  readonly CONSUL_HOST: string;
  readonly CONSUL_PORT: number;
}

/** Where the agent is; null where registration is not asked for. */
export function consulAgent(
  settings: AgentSettings,
): { url: string; host: string; port: number } | null {
  const { CONSUL_HTTP_ADDR, CONSUL_HOST, CONSUL_PORT } = settings;
  const old = CONSUL_HOST.includes(":") ? `[${CONSUL_HOST}]` : CONSUL_HOST;
  const url = CONSUL_HTTP_ADDR ?? (old === "" ? null : new URL(`http://${old}:${CONSUL_PORT}`));
  if (url === null) return null;
  const usual = url.protocol === "https:" ? 443 : 80;
  const given = CONSUL_HTTP_ADDR === null ? CONSUL_PORT : Number(url.port || usual);
  return { url: url.origin, host: url.hostname.replace(/^\[|\]$/g, ""), port: given };
}

export const CONSUL_PORT_DEFAULT = String(PORT);
