/** Speaks to a service over the network, as a client does. */
import assert from "node:assert/strict";
import { isOpen } from "../../src/jobs/states.ts";
import { documented } from "./documented.ts";
import { patience } from "./patience.ts";
import type { JobBody, TaskBody } from "./service.ts";
import { sleep } from "./wait.ts";

/** Milliseconds that a job may take unless a test is about less. */
const PATIENCE = patience(12_000);
const PAUSE = 50;

export class Remote {
  constructor(readonly url: string) {}

  /** Sends a request; fails where the OpenAPI document does not foresee the answer. */
  async request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(this.url + path, { ...init, method });
    documented(method, path, response);
    return response;
  }

  /** GET that must answer 200; its JSON. */
  async get<T>(path: string): Promise<T> {
    const response = await this.request("GET", path);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text) as T;
  }

  /** POST of JSON to /api/v1/jobs. */
  postJob(body: unknown): Promise<Response> {
    return this.request("POST", "/api/v1/jobs", {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** POST of bytes as they are to /api/v1/jobs. */
  upload(bytes: Uint8Array, type: string): Promise<Response> {
    return this.request("POST", "/api/v1/jobs", {
      headers: { "Content-Type": type },
      body: new Uint8Array(bytes),
    });
  }

  /** Submits SQL or a ZIP, which must be taken; the job's id. */
  async submit(what: string | Uint8Array): Promise<string> {
    const response = typeof what === "string"
      ? await this.postJob({ sql_content: what })
      : await this.upload(what, "application/zip");
    return await acceptedId(response);
  }

  /** Submits what the body of POST /api/v1/jobs says, which must be taken; the job's id. */
  async submitJob(body: unknown): Promise<string> {
    return await acceptedId(await this.postJob(body));
  }

  job(job_id: string): Promise<JobBody> {
    return this.get<JobBody>(`/api/v1/jobs/${job_id}`);
  }

  /** The job once it has ended, which must be within `patience` milliseconds. */
  async ended(job_id: string, patience = PATIENCE): Promise<JobBody> {
    const end = performance.now() + patience;
    for (;;) {
      const job = await this.job(job_id);
      if (!isOpen(job.job_status)) return job;
      assert.ok(
        performance.now() < end,
        `job ${job_id} is ${job.job_status} after ${patience} ms: ${JSON.stringify(job.progress)}`,
      );
      await sleep(PAUSE);
    }
  }

  async tasks(job_id: string): Promise<TaskBody[]> {
    return (await this.get<{ tasks: TaskBody[] }>(`/api/v1/jobs/${job_id}/tasks?limit=1000`)).tasks;
  }
}

/** The id in the answer to a submission, which must be 202. */
export async function acceptedId(response: Response): Promise<string> {
  const text = await response.text();
  assert.equal(response.status, 202, text);
  return (JSON.parse(text) as { job_id: string }).job_id;
}
