/** DATABASE_URL: a file of SQLite, or a database of a MySQL or MariaDB server. */
import { resolve } from "node:path";
import { z } from "zod";

export type DatabaseUrl =
  | { scheme: "sqlite"; path: string }
  | {
    scheme: "mysql";
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
  };

const MYSQL_PORT = 3306;

const TAKES = "takes sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE";

/** Parameters that other programs write into such a URL and that change nothing here. */
const IGNORED = new Set(["charset"]);

/** `mysql+pymysql://` is what the Python service called it. */
export const databaseUrlText = z.string().transform((text, context): DatabaseUrl => {
  const fault = (message: string): never => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const scheme = /^([a-z0-9+]+):/i.exec(text)?.[1]?.toLowerCase() ?? "";
  if (scheme === "mysql" || scheme === "mysql+pymysql") return mysqlUrl(text, fault);
  const rest = text.slice(scheme.length + 1);
  if (scheme !== "sqlite" || rest === "") return fault(TAKES);
  if (/[\s,]/.test(rest)) return fault("takes sqlite:PATH without spaces and commas");
  return { scheme: "sqlite", path: resolve(rest.replace(/^\/\/(?=\/)/, "")) };
});

function mysqlUrl(text: string, fault: (message: string) => never): DatabaseUrl {
  let url: URL;
  const decoded: Record<"user" | "password" | "database", string> = {
    user: "",
    password: "",
    database: "",
  };
  try {
    // Of an unknown scheme the parser would not know the host's form.
    url = new URL(text.replace(/^[^:]+:/, "http:"));
    decoded.user = decodeURIComponent(url.username);
    decoded.password = decodeURIComponent(url.password);
    decoded.database = decodeURIComponent(url.pathname.slice(1));
  } catch {
    return fault(`${TAKES}; write special characters of the password as %XX`);
  }
  const { user, password, database } = decoded;
  if (user === "") return fault(`${TAKES}; the user is missing`);
  if (!/^[^/\s]{1,64}$/.test(database)) return fault(`${TAKES}; the database is missing`);
  const unknown = [...url.searchParams.keys()].find((name) => !IGNORED.has(name));
  if (unknown !== undefined) {
    return fault(`${TAKES}; it has no parameter ${JSON.stringify(unknown)}`);
  }
  // The parser leaves out the port that belongs to its scheme, which is not ours.
  const port = url.port !== "" ? Number(url.port) : /:80(?=[/?]|$)/.test(text) ? 80 : MYSQL_PORT;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { scheme: "mysql", host, port, user, password, database };
}
