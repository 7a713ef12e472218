/** /queues: what waits. */
import { simplePage } from "./parts.tsx";

export const queuesPage = simplePage({
  path: "/queues",
  title: "nav.queues",
  lead: "queues.lead",
  module: "queues",
});
