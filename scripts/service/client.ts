/** Speaks to a running service for the scripts that check, load and watch it. */

/** What a request was answered, or why there was no answer. */
export class ServiceError extends Error {
  constructor(message: string, readonly status: number | null) {
    super(message);
    this.name = "ServiceError";
  }
}

export interface ServiceClientOptions {
  /** As in `http://127.0.0.1:8000`; a path behind it is kept. */
  url: string;
  /** A bearer token; empty where the service is open. */
  token: string;
  /** Milliseconds that one answer may take; 70,000, as `?wait=60` needs. */
  timeout?: number;
}

const TIMEOUT = 70_000;

export class ServiceClient {
  readonly url: string;

  constructor(private readonly options: ServiceClientOptions) {
    this.url = options.url.replace(/\/+$/, "");
  }

  /** The answer whatever its status; throws ServiceError where none came. */
  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.options.token !== "") headers.set("authorization", `Bearer ${this.options.token}`);
    try {
      return await fetch(this.url + path, {
        ...init,
        method,
        headers,
        signal: AbortSignal.timeout(this.options.timeout ?? TIMEOUT),
      });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new ServiceError(`${this.url} does not answer: ${cause}`, null);
    }
  }

  /** The text of an answer with this status; throws ServiceError on another. */
  async text(method: string, path: string, init: RequestInit = {}, status = 200): Promise<string> {
    const response = await this.send(method, path, init);
    const body = await response.text();
    if (response.status !== status) {
      throw new ServiceError(
        `${method} ${path} was answered ${response.status}, not ${status}: ${body.slice(0, 300)}`,
        response.status,
      );
    }
    return body;
  }

  /** The JSON of an answer with this status. */
  async json<T>(method: string, path: string, init: RequestInit = {}, status = 200): Promise<T> {
    return JSON.parse(await this.text(method, path, init, status)) as T;
  }

  /** Submits SQL and waits for the end of the job. */
  async submitSql<T>(sql: string, more: Record<string, unknown> = {}, wait = 60): Promise<T> {
    return await this.json<T>("POST", `/api/v1/jobs?wait=${wait}`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sql_content: sql, ...more }),
    });
  }

  /** Submits a ZIP and waits for the end of the job. */
  async submitZip<T>(zip: Uint8Array<ArrayBuffer>, wait = 60): Promise<T> {
    return await this.json<T>("POST", `/api/v1/jobs?wait=${wait}`, {
      headers: { "content-type": "application/zip" },
      body: zip,
    });
  }
}
