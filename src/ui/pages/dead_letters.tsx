/** /dead-letters: files that failed at every attempt. */
import { simplePage } from "./parts.tsx";

export const deadLettersPage = simplePage({
  path: "/dead-letters",
  title: "nav.dead_letters",
  lead: "dead.lead",
  module: "dead_letters",
  part: "dead-letters",
  filter: true,
});
