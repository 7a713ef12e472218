/** Numbers with their word, as people read them. */

/** `1 error`, `2 errors`; `several` is the word for more than one where it has no plain s. */
export function counted(count: number, word: string, several = `${word}s`): string {
  return `${count} ${count === 1 ? word : several}`;
}
