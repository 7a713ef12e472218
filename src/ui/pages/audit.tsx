/** /audit: who did what. */
import { simplePage } from "./parts.tsx";

export const auditPage = simplePage({
  path: "/audit",
  title: "nav.audit",
  lead: "audit.lead",
  module: "audit",
  fills: true,
  filter: true,
});
