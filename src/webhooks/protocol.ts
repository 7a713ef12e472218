/** What the service and its sending process say to each other, one JSON object a line. */
import type { OutgoingMessage, SendOutcome } from "./port.ts";

/** The first line: what the process needs to know and may not read. */
export interface Setup {
  /** Milliseconds for an attempt. */
  timeout: number;
  /** WEBHOOK_ALLOW: addresses and networks that are permitted beside the public ones. */
  allow: string;
}

export interface SendRequest {
  id: number;
  message: OutgoingMessage;
}

export interface SendAnswer {
  id: number;
  outcome: SendOutcome;
}
