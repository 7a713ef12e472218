/** GET /docs, offline: Swagger UI over this service's own OpenAPI document. */
import { LintelError } from "../../errors.ts";
import type { Route } from "../route.ts";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lintel API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

interface Asset {
  type: string;
  /** Loaded when it is first asked for: two megabytes that a start should not wait for. */
  load: () => Promise<string>;
}

const ASSETS: Readonly<Record<string, Asset>> = {
  "swagger-ui.css": {
    type: "text/css; charset=UTF-8",
    load: async () =>
      (await import("swagger-ui-dist/swagger-ui.css", { with: { type: "text" } })).default,
  },
  "swagger-ui-bundle.js": {
    type: "text/javascript; charset=UTF-8",
    load: async () =>
      (await import("swagger-ui-dist/swagger-ui-bundle.js", { with: { type: "text" } })).default,
  },
  "start.js": { type: "text/javascript; charset=UTF-8", load: () => Promise.resolve(START) },
};

/** The page's own policy: Swagger UI sets styles on elements and shows images from data. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

export const docsPage: Route = {
  method: "GET",
  path: "/docs",
  register(app) {
    app.get("/docs", (c) => {
      c.header("Content-Security-Policy", POLICY);
      return c.html(PAGE);
    });
  },
};

export const docsAsset: Route = {
  method: "GET",
  path: "/docs/{asset}",
  register(app) {
    app.get("/docs/:asset", async (c) => {
      const name = c.req.param("asset");
      if (!Object.hasOwn(ASSETS, name)) {
        throw new LintelError("route_not_found", `There is no /docs/${name}.`);
      }
      const asset = ASSETS[name]!;
      return c.body(await asset.load(), 200, {
        "Content-Type": asset.type,
        "Cache-Control": "max-age=86400",
      });
    });
  },
};
