/** GET /jobs/{id}/events: progress as server-sent events, resumable by Last-Event-ID. */
import { z } from "@hono/zod-openapi";
import type { Job } from "../../jobs/job.ts";
import { isOpen } from "../../jobs/states.ts";
import { findJob } from "../../workflow/find.ts";
import { eventStream, openStream } from "../event_streams.ts";
import { problems } from "../problem.ts";
import { rawRoute } from "../route.ts";
import { JobParams, jobView } from "../schemas/job.ts";

/** Milliseconds between looks, and after which a silent stream shows that it lives. */
const LOOK = 250;
const KEEP_ALIVE = 15_000;

const JobEvent = z.object({
  id: z.string(),
  event: z.enum(["progress", "done"]),
  data: z.string().openapi({ description: "The job as in the list of jobs, as JSON text." }),
}).openapi("JobEvent", { description: "One event of the stream." });

/** Says which state an event showed: equal ids are equal states. */
function eventId(job: Job): string {
  const { succeeded, failed, cancelled, total, processing } = job.counts;
  return [job.status, total, processing, succeeded, failed, cancelled].join(".");
}

export const jobEvents = rawRoute(
  { scope: "read" },
  {
    method: "get",
    path: "/api/v1/jobs/{job_id}/events",
    summary: "Progress of a job as server-sent events",
    tags: ["jobs"],
    request: {
      params: JobParams,
      query: z.object({
        lastEventId: z.string().optional().openapi({
          description: "The same as the header `Last-Event-ID`, for readers that cannot send it: " +
            "the usual stand-ins for a browser's EventSource name it so.",
        }),
      }),
      headers: z.object({ "Last-Event-ID": z.string().optional() }),
    },
    responses: {
      200: {
        description: "Events `progress` while the job is open, then one `done`; data is the job",
        content: { "text/event-stream": { schema: JobEvent } },
      },
      204: {
        description: "`Last-Event-ID` is that of `done`: there is nothing more to come, and a " +
          "browser's EventSource does not ask again",
      },
      ...problems(429),
    },
  },
  (deps) => async (c) => {
    const job_id = c.req.param("job_id") ?? "";
    const first = await findJob(deps.services, job_id);
    let last = c.req.header("Last-Event-ID") ?? c.req.query("lastEventId") ?? "";
    // A reader that does not close its stream at the end would come back for it for ever.
    if (!isOpen(first.status) && eventId(first) === last) return c.body(null, 204);
    const close = openStream(deps, c);
    return eventStream(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      try {
        let job: Job | null = first;
        let quiet = Date.now();
        while (job !== null && !stream.aborted && !stream.closed) {
          const id = eventId(job);
          const ended = !isOpen(job.status);
          if (id !== last) {
            const data = JSON.stringify(jobView(job));
            await stream.writeSSE({ id, event: ended ? "done" : "progress", data });
            last = id;
            quiet = Date.now();
          } else if (Date.now() - quiet > KEEP_ALIVE) {
            await stream.write(": still here\n\n");
            quiet = Date.now();
          }
          if (ended || !deps.ready()) return;
          await deps.watch.listen(job_id, LOOK, gone.signal).moved;
          job = await deps.services.store.jobs.get(job_id);
        }
      } finally {
        close();
      }
    });
  },
);
