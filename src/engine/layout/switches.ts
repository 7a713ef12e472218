/**
 * Parts of the layout that are built and not yet the ones that answer: only tests and the score
 * turn them on. Each goes when its part answers as SQLFluff does at least as often as the old one.
 */
export const switches = {
  /** LT02 by groups and lines (`indentation.ts`), for text without templates. */
  indentation: false,
};
