/** The port behind which messages leave: one attempt at one message. */

/** One POST. Headers are whole: id, time and signature are in them. */
export interface OutgoingMessage {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** How an attempt went. */
export type SendOutcome =
  | {
    /** The server's status, whatever it is; a redirect is not followed. */
    status: number;
    /** Seconds that the server asks to wait; null where it does not. */
    retryAfter: number | null;
  }
  | {
    status: null;
    /** Why there is no status, in words for the delivery log. */
    error: string;
    /** An address that may not be sent to: another attempt would be refused as well. */
    refused: boolean;
  };

export interface Sender {
  /** Never throws; resolves within the time limit of an attempt. */
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** Ends what is under way. */
  close(): Promise<void>;
}
