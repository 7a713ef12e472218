/** /workers: who works. */
import { simplePage } from "./parts.tsx";

export const workersPage = simplePage({
  path: "/workers",
  title: "nav.workers",
  lead: "workers.lead",
  module: "workers",
});
