/** GET /audit: who did what, newest first. */
import { z } from "@hono/zod-openapi";
import type { AuditEntry } from "../../store/port.ts";
import { route } from "../route.ts";
import { Cursor, decodeCursor, encodeCursor, Limit } from "../schemas/page.ts";

const When = z.iso.datetime({ offset: true }).optional();

const Query = z.object({
  who: z.string().max(100).optional().openapi({ description: "Name of a token." }),
  action: z.string().max(200).optional().openapi({ example: "POST /jobs/{job_id}/cancel" }),
  since: When.openapi({ description: "At or after." }),
  until: When.openapi({ description: "Before." }),
  limit: Limit,
  cursor: Cursor,
});

const OUTCOMES = ["done", "refused", "failed", "unknown"] as const;

const AuditView = z.object({
  audit_id: z.string(),
  at: z.string().openapi({ format: "date-time" }),
  who: z.string().openapi({ description: "Name of the token; `anonymous` without one." }),
  action: z.string().openapi({ description: "Method and path of the route." }),
  target: z.string().openapi({ description: "Path and query as they were asked for." }),
  outcome: z.enum(OUTCOMES).openapi({
    description: "`unknown`: the process ended before it answered.",
  }),
  status: z.number().int().nullable(),
  address: z.string(),
  request_id: z.string(),
  details: z.record(z.string(), z.unknown()),
}).openapi("AuditEntry");

function outcomeOf(status: number | null): typeof OUTCOMES[number] {
  if (status === null) return "unknown";
  return status < 400 ? "done" : status < 500 ? "refused" : "failed";
}

function auditView({ at, status, ...entry }: AuditEntry): z.infer<typeof AuditView> {
  return { ...entry, at: new Date(at).toISOString(), status, outcome: outcomeOf(status) };
}

export const listAudit = route(
  { scope: "admin" },
  {
    method: "get",
    path: "/api/v1/audit",
    summary: "Who did what, newest first",
    tags: ["audit"],
    request: { query: Query },
    responses: {
      200: {
        description: "A page of the audit log",
        content: {
          "application/json": {
            schema: z.object({
              entries: z.array(AuditView),
              next_cursor: z.string().nullable(),
            }),
          },
        },
      },
    },
  },
  (deps) => async (c) => {
    const { limit, cursor, since, until, ...filter } = c.req.valid("query");
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ["string"])[0];
    const rows = await deps.services.store.audit.list(
      {
        ...filter,
        since: since === undefined ? undefined : Date.parse(since),
        until: until === undefined ? undefined : Date.parse(until),
      },
      limit + 1,
      before,
    );
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? encodeCursor([page.at(-1)!.audit_id]) : null;
    return c.json({ entries: page.map(auditView), next_cursor: next }, 200);
  },
);
