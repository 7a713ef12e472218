/** How many answers of a kind a process sends at once. */
import { LintelError } from "../errors.ts";

/** The places that answers of a kind have together; each of them holds one while it is sent. */
export class Places {
  private taken = 0;

  /** `what` names the answers where a request is told that all places are taken. */
  constructor(private readonly most: number, private readonly what: string) {}

  /** Takes a place; what it returns gives it back, once. Throws `too_many_open`. */
  take(): () => void {
    if (this.taken >= this.most) {
      throw new LintelError(
        "too_many_open",
        `${this.taken} ${this.what} are open, the most there may be`,
      );
    }
    this.taken++;
    let held = true;
    return () => {
      if (held) this.taken--;
      held = false;
    };
  }
}
