/** Certificates for a test: an authority of its own and a server on 127.0.0.1 that it signed. */
import { join } from "node:path";

async function openssl(...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", { args, stdout: "null" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

export interface Certificates {
  /** Paths of PEM files. */
  ca: string;
  cert: string;
  key: string;
}

/** Writes them into `folder`. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const path = (name: string) => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const ca = ["-keyout", path("ca.key"), "-out", path("ca.pem"), "-subj", "/CN=Test authority"];
  await openssl("req", "-x509", ...curve, ...ca, "-days", "30");
  const request = ["-keyout", path("key.pem"), "-out", path("request.pem"), "-subj", "/CN=redis"];
  await openssl("req", ...curve, ...request);
  await Deno.writeTextFile(path("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  const signed = ["-in", path("request.pem"), "-out", path("cert.pem"), "-extfile", path("names")];
  const by = ["-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial", "-days", "30"];
  await openssl("x509", "-req", ...signed, ...by);
  return { ca: path("ca.pem"), cert: path("cert.pem"), key: path("key.pem") };
}
