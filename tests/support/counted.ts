/** Work counted, where time would depend on what else the machine does. */

/** How often `work` puts something into a map. */
export function countedSets(work: () => void): number {
  let sets = 0;
  const { set } = Map.prototype;
  Map.prototype.set = function (...entry) {
    sets++;
    return set.apply(this, entry);
  };
  try {
    work();
  } finally {
    Map.prototype.set = set;
  }
  return sets;
}
