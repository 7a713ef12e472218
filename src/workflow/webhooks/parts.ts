/** What webhooks need of a process: how to send, what is permitted, and a bell to be looked for. */
import type { AddressList } from "../../config/network.ts";
import type { Sender } from "../../webhooks/port.ts";
import type { SecretKeys } from "./secret_keys.ts";

export interface WebhookParts {
  sender: Sender;
  /** WEBHOOK_ALLOW. */
  allow: AddressList;
  /** SECRETS_KEY. */
  secrets: SecretKeys;
  /** Milliseconds for an attempt. */
  timeout: number;
  /** A webhook was changed or a message was made here: whoever sends in this process looks. */
  wake(): void;
  /** Calls `listener` at each wake; the answer ends that. */
  onWake(listener: () => void): () => void;
}

export function webhookParts(
  parts: Pick<WebhookParts, "sender" | "allow" | "secrets" | "timeout">,
): WebhookParts {
  const listeners = new Set<() => void>();
  return {
    ...parts,
    wake() {
      for (const listener of listeners) listener();
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
