/** /: how the service does. */
import type { FC } from "hono/jsx";
import type { Key } from "../messages/mod.ts";
import type { Page, PageContext } from "../page.ts";
import { Live } from "./parts.tsx";

const TILES: readonly (readonly [name: string, label: Key])[] = [
  ["files", "overview.files"],
  ["findings", "overview.per_1000"],
  ["depth", "overview.depth"],
  ["workers", "overview.workers"],
  ["cpu", "overview.cpu"],
  ["storage", "overview.storage"],
];

const CHARTS: readonly (readonly [name: string, label: Key])[] = [
  ["files", "overview.throughput"],
  ["findings", "overview.per_1000"],
  ["coverage", "overview.coverage"],
  ["run", "overview.run"],
  ["wait", "overview.wait"],
  ["depth", "overview.depth_then"],
  ["oldest", "overview.oldest_then"],
  ["verdicts", "overview.verdicts"],
];

const RANGES = ["hour", "day", "week", "month"] as const;

const Body: FC<{ context: PageContext }> = ({ context: { t } }) => (
  <>
    <div class="page-head">
      <h1>{t("nav.overview")}</h1>
      <input
        type="search"
        id="project"
        class="project"
        aria-label={t("overview.project")}
        placeholder={t("overview.project")}
      />
      <nav id="ranges" class="switch ranges" aria-label={t("overview.range")}>
        {RANGES.map((range) => (
          <a href={`?range=${range}`} data-value={range}>{t(`overview.range.${range}`)}</a>
        ))}
      </nav>
      <Live />
    </div>
    <dl class="tiles">
      {TILES.map(([name, label]) => (
        <div class="tile">
          <dt>{t(label)}</dt>
          <dd id={`tile-${name}`}>–</dd>
          <dd id={`note-${name}`} class="tile-note"></dd>
        </div>
      ))}
    </dl>
    <p class="muted over-charts">
      <span id="bucket"></span>
      <span class="downloads">
        <a id="csv" href="/api/v1/trends?format=csv" download="trends.csv">
          {t("overview.csv")}
        </a>
        <a id="csv-queues" href="/api/v1/trends/queues?format=csv" download="queues.csv">
          {t("overview.csv_queues")}
        </a>
      </span>
    </p>
    <div class="cards">
      {CHARTS.map(([name, label]) => (
        <section class="panel card" aria-labelledby={`label-${name}`}>
          <h2 id={`label-${name}`}>{t(label)}</h2>
          <div id={`chart-${name}`} class="chart"></div>
        </section>
      ))}
      <section class="panel card" aria-labelledby="label-workers">
        <h2 id="label-workers">{t("nav.workers")}</h2>
        <div id="workers" class="card-table"></div>
      </section>
      <section class="panel card card-wide" aria-labelledby="label-rules">
        <h2 id="label-rules">{t("overview.rules")}</h2>
        <div id="rules" class="card-table"></div>
      </section>
    </div>
  </>
);

export const overviewPage: Page = {
  path: "/",
  under: "/",
  title: (t) => t("nav.overview"),
  modules: ["pages/overview.js"],
  scripts: ["uplot.js"],
  styles: ["uplot.css"],
  body: (context) => <Body context={context} />,
};
