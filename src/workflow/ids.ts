/** UUIDv7 (RFC 9562): sorts by time, and within a millisecond by a counter of this process. */

let lastTime = 0;
let sequence = 0;

/** A new id for the time `now`, in Unix milliseconds. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (now > lastTime) {
    lastTime = now;
    sequence = ((bytes[6]! & 0x07) << 8) | bytes[7]!;
  } else {
    sequence++;
    if (sequence > 0xfff) {
      lastTime++;
      sequence = 0;
    }
  }
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastTime / 2 ** 32));
  view.setUint32(2, lastTime >>> 0);
  view.setUint16(6, 0x7000 | sequence);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${
    hex.slice(20)
  }`;
}

/** The time in a UUIDv7, Unix milliseconds. */
export function timeOf(uuid: string): number {
  return parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);
}
