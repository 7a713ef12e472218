/**
 * As much of MySQL's protocol as it takes to tell when a COMMIT was made. A packet is three bytes
 * of length, one of sequence and the payload; each statement of a query is answered apart, and all
 * answers but the last say that more follow.
 */

/** The command of a query, in the first byte of its payload. */
const QUERY = 0x03;
/** The first bytes of payloads that the server sends. */
const OK = 0x00;
const END_OF_ROWS = 0xfe;
const ERROR = 0xff;
/** The status flag of an answer that another follows, of the same query. */
const MORE_FOLLOWS = 0x0008;

/** A payload of this length goes on in the next packet; none of the tests' is so long. */
const LARGEST = 0xff_ff_ff;

/** Puts packets together from the bytes of one direction. */
export class Packets {
  private rest = new Uint8Array(0);

  /** The payloads that are whole with these bytes. */
  *read(bytes: Uint8Array): Generator<Uint8Array> {
    let all = new Uint8Array(this.rest.length + bytes.length);
    all.set(this.rest);
    all.set(bytes, this.rest.length);
    while (all.length >= 4) {
      const length = all[0]! | all[1]! << 8 | all[2]! << 16;
      if (length === LARGEST) throw new Error("a payload that goes on in the next packet");
      if (all.length < 4 + length) break;
      yield all.subarray(4, 4 + length);
      all = all.subarray(4 + length);
    }
    this.rest = all;
  }
}

/** Whether a query is a COMMIT, or ends with one. */
export function commits(payload: Uint8Array): boolean {
  if (payload[0] !== QUERY) return false;
  // How many attributes the query has may stand before its text, in two bytes.
  const text = new TextDecoder().decode(payload.subarray(payload[1] === 0 ? 3 : 1));
  return text === "commit" || text.endsWith(";commit");
}

/** Follows what the server answers to one query. */
export class QueryAnswer {
  private readonly packets = new Packets();
  /** Whether the next packet begins the answer of a statement, or where in its rows it stands. */
  private at: "beginning" | "columns" | "rows" = "beginning";
  private answered: "made" | "failed" | null = null;

  /** Null until the last of its statements is answered, or one has failed. */
  read(bytes: Uint8Array): "made" | "failed" | null {
    for (const payload of this.packets.read(bytes)) this.answered ??= this.packet(payload);
    return this.answered;
  }

  private packet(payload: Uint8Array): "made" | "failed" | null {
    const kind = payload[0];
    if (kind === ERROR) return "failed";
    if (this.at === "beginning") {
      if (kind === OK) return this.end(statusOfOk(payload));
      this.at = "columns";
      // A row may begin with the same byte: a long value, and then it is a long packet.
    } else if (kind === END_OF_ROWS && payload.length < 9) {
      if (this.at === "rows") return this.end(payload[3]! | payload[4]! << 8);
      this.at = "rows";
    }
    return null;
  }

  private end(status: number): "made" | null {
    this.at = "beginning";
    return (status & MORE_FOLLOWS) === 0 ? "made" : null;
  }
}

/** The status flags stand behind the rows that were changed and the id that was given. */
function statusOfOk(payload: Uint8Array): number {
  const changed = 1 + numberLength(payload[1]!);
  const at = changed + numberLength(payload[changed]!);
  return payload[at]! | payload[at + 1]! << 8;
}

/** Bytes of a number, by the first of them. */
function numberLength(first: number): number {
  return first < 0xfb ? 1 : first === 0xfc ? 3 : first === 0xfd ? 4 : 9;
}
