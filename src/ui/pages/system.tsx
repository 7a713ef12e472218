/** /system: what the machine has left. */
import { simplePage } from "./parts.tsx";

export const systemPage = simplePage({
  path: "/system",
  title: "nav.system",
  lead: "system.lead",
  module: "system",
});
