/**
 * Secrets of webhooks as they lie in the store: AES-256-GCM under the first key of SECRETS_KEY, as
 * `enc:v1:ID:BASE64` of nonce, ciphertext and tag; without a key in plain text, as `whsec_…`. The
 * webhook's id is authenticated with it, so that a secret cannot be moved to another webhook.
 */
import { Buffer } from "node:buffer";
import type { NamedKey } from "../../config/secrets_key.ts";
import { messageOf } from "../../errors.ts";
import type { Webhook } from "../../store/port.ts";

const PREFIX = "enc:v1:";
const SEALED = /^enc:v1:([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)$/;
const ALGORITHM = "AES-GCM";
/** Bytes of a nonce, which is random: NIST SP 800-38D permits 2^32 of them for a key. */
const NONCE_BYTES = 12;

/** A secret that cannot be read. The message names the key, never the secret. */
export class SecretError extends Error {
  override readonly name = "SecretError";
}

function boundTo(webhook_id: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`lintel:webhook:${webhook_id}`);
}

/** The id of the key that a stored secret was encrypted with; null for plain text. */
export function keyIdOf(stored: string): string | null {
  if (!stored.startsWith(PREFIX)) return null;
  return SEALED.exec(stored)?.[1] ?? "";
}

export class SecretKeys {
  private readonly imported = new Map<string, Promise<CryptoKey>>();

  /** The first key encrypts, all of them decrypt; without any, secrets stay plain text. */
  constructor(private readonly keys: readonly NamedKey[] = []) {}

  /** The id of the key that encrypts; null where there is none. */
  get current(): string | null {
    return this.keys[0]?.id ?? null;
  }

  /** A secret as it is to be stored. */
  async seal(webhook_id: string, secret: string): Promise<string> {
    const id = this.current;
    if (id === null) return secret;
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(
      { name: ALGORITHM, iv: nonce, additionalData: boundTo(webhook_id) },
      await this.key(id),
      new TextEncoder().encode(secret),
    );
    return `${PREFIX}${id}:${Buffer.concat([nonce, new Uint8Array(sealed)]).toString("base64")}`;
  }

  /** The secret that is stored. Throws SecretError where its key is not here, or is another. */
  async open(webhook_id: string, stored: string): Promise<string> {
    const id = keyIdOf(stored);
    if (id === null) return stored;
    if (!this.keys.some((key) => key.id === id)) {
      const have = this.keys.length === 0
        ? "is not set"
        : `has ${this.keys.map((key) => JSON.stringify(key.id)).join(", ")} only`;
      throw new SecretError(
        `the secret is encrypted with the key ${JSON.stringify(id)}, and SECRETS_KEY ${have}`,
      );
    }
    const bytes = Buffer.from(SEALED.exec(stored)![2]!, "base64");
    try {
      const secret = await crypto.subtle.decrypt(
        {
          name: ALGORITHM,
          iv: bytes.subarray(0, NONCE_BYTES),
          additionalData: boundTo(webhook_id),
        },
        await this.key(id),
        bytes.subarray(NONCE_BYTES),
      );
      return new TextDecoder().decode(secret);
    } catch (error) {
      throw new SecretError(
        `the secret cannot be decrypted with the key ${JSON.stringify(id)} of SECRETS_KEY: it is ` +
          `another key than the one it was encrypted with, or the stored secret was changed`,
        { cause: messageOf(error) },
      );
    }
  }

  /** Why the secrets of a webhook cannot be read; null where they can. */
  async fault({ webhook_id, secret }: Pick<Webhook, "webhook_id" | "secret">) {
    try {
      await this.open(webhook_id, secret);
      return null;
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      return error.message;
    }
  }

  private key(id: string): Promise<CryptoKey> {
    let key = this.imported.get(id);
    if (key === undefined) {
      const { key: bytes } = this.keys.find((each) => each.id === id)!;
      key = crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
      this.imported.set(id, key);
    }
    return key;
  }
}
