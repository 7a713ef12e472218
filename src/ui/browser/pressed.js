// @ts-check
/**
 * Whether a button of the mouse, a finger or a key is down. A click is made of a press and of its
 * release on the same element: where that was exchanged in between, nothing is clicked.
 */

/** Milliseconds after which a press whose end was missed counts no more. */
const LONGEST = 10_000;

/** @type {PromiseWithResolvers<void> | null} */
let press = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function begin() {
  if (press !== null) return;
  press = Promise.withResolvers();
  timer = setTimeout(end, LONGEST);
}

function end() {
  clearTimeout(timer);
  press?.resolve();
  press = null;
}

/** Resolves once nothing is pressed: what was pressed has done its work by then. */
export async function released() {
  while (press !== null) {
    await press.promise;
    // The click comes behind the release.
    await new Promise((resolve) => setTimeout(resolve));
  }
}

for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, begin, { capture: true });
for (const kind of ["pointerup", "pointercancel", "keyup", "blur"]) {
  addEventListener(kind, end, { capture: true });
}
