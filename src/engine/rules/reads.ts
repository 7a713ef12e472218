/** What rules look at, so that after a fix only those run again that could find something else. */

/**
 * What of a text a rule's findings depend on, beside its code, which all of them look at: nothing more
 * (`code`), the letter case of its words (`spelling`), its blanks and line breaks (`blanks`), or `all`.
 */
export type Reads = "code" | "spelling" | "blanks" | "all";

/** What a fix has changed: words to another case, blanks and line breaks alone, or code. */
export type Change = "case" | "blanks" | "code";

/** Whether a rule that finds nothing in a text may find something after a change of it. */
export function mayNotice(reads: Reads, change: Change): boolean {
  if (change === "code" || reads === "all") return true;
  return change === "case" ? reads === "spelling" : reads === "blanks";
}
