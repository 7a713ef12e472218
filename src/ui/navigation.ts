/** The entries of the navigation, in groups. */
import type { Key } from "./messages/mod.ts";

export interface Entry {
  path: string;
  label: Key;
}

export interface Group {
  /** Null for the first group, which needs no heading. */
  label: Key | null;
  entries: readonly Entry[];
}

export const NAVIGATION: readonly Group[] = [
  {
    label: null,
    entries: [
      { path: "/", label: "nav.overview" },
      { path: "/try", label: "nav.try" },
      { path: "/jobs", label: "nav.jobs" },
    ],
  },
  {
    label: "nav.findings",
    entries: [
      { path: "/rules", label: "nav.rules" },
      { path: "/baselines", label: "nav.baselines" },
    ],
  },
  {
    label: "nav.operation",
    entries: [
      { path: "/queues", label: "nav.queues" },
      { path: "/workers", label: "nav.workers" },
      { path: "/dead-letters", label: "nav.dead_letters" },
      { path: "/system", label: "nav.system" },
    ],
  },
  {
    label: "nav.administration",
    entries: [
      { path: "/webhooks", label: "nav.webhooks" },
      { path: "/audit", label: "nav.audit" },
    ],
  },
];
