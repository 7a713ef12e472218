/** No report: what counts is the exit status, or that the job has ended. */
import type { ReportKind } from "./port.ts";

export const noReport: ReportKind = {
  mediaType: null,
  contentType: "text/plain; charset=UTF-8",
  extension: "txt",
  needs: { text: false, fingerprints: false },
  tellsStates: false,
  writer: () => ({ head: () => "", file: () => "", foot: () => "" }),
};
