/** What travels through Deno KV, and how ids are packed into it. */
import { QUEUE_NAMES, type QueueName } from "../port.ts";

/** Ids of one queue. `message_id` sorts by time and names the message among the dead letters. */
export interface WorkMessage {
  kind: "work";
  message_id: string;
  queue: QueueName;
  ids: string[];
}

/** Carries nothing: enqueuing it makes this process's own listener look into the database. */
export interface NudgeMessage {
  kind: "nudge";
}

export type Message = WorkMessage | NudgeMessage;

/** Bytes of ids in one message. Deno KV takes values of 64 KiB; the rest is for their frame. */
export const MESSAGE_BYTES = 60 * 1024;

const MESSAGE_ID_TIME_DIGITS = 15;

/** A new id that sorts by `now` (Unix ms). */
export function messageId(now: number): string {
  return `${String(now).padStart(MESSAGE_ID_TIME_DIGITS, "0")}-${crypto.randomUUID()}`;
}

/** Upper bound of what one string takes in the serialised value, in bytes. */
function serialisedBytes(id: string): number {
  // A string is stored as Latin-1 or as UTF-16, after a tag and a length of up to five bytes.
  return id.length * 2 + 6;
}

/** Splits ids into runs that fit one message each, in their order. */
export function splitIds(ids: readonly string[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    const more = serialisedBytes(id);
    if (batch.length > 0 && bytes + more > MESSAGE_BYTES) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(id);
    bytes += more;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** True for a message of this program; the file may hold what another version wrote. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "nudge") return true;
  return value.kind === "work" && "queue" in value && "ids" in value && "message_id" in value &&
    typeof value.message_id === "string" && QUEUE_NAMES.some((name) => name === value.queue) &&
    Array.isArray(value.ids) && value.ids.every((id) => typeof id === "string");
}
