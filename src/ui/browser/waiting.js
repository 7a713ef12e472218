// @ts-check
/** Says that the service is waited for, once that takes long: a page without data looks broken. */

/** Milliseconds from which on an answer is slow. */
const SLOW = 500;

/** Answers that are waited for and are slow. */
let slow = 0;

/** @param {number} change */
function count(change) {
  slow += change;
  const hint = document.getElementById("waiting");
  if (hint !== null) hint.hidden = slow === 0;
}

/**
 * Waits for an answer, and says so where it is slow.
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
export async function awaited(answer) {
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    count(1);
  }, SLOW);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
    if (told) count(-1);
  }
}
