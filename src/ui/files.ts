/** Every file that pages load, by the name that it is served under; a test holds the list true. */
import geist from "@fontsource-variable/geist/files/geist-latin-wght-normal.woff2" with {
  type: "bytes",
};
import geistMono from "@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2" with {
  type: "bytes",
};
import uplot from "uplot/dist/uPlot.iife.min.js" with { type: "text" };
import uplotStyle from "uplot/dist/uPlot.min.css" with { type: "text" };
import act from "./browser/act.js" with { type: "text" };
import api from "./browser/api.js" with { type: "text" };
import badges from "./browser/badges.js" with { type: "text" };
import bulk from "./browser/bulk.js" with { type: "text" };
import chart from "./browser/chart.js" with { type: "text" };
import configuration from "./browser/configuration.js" with { type: "text" };
import dom from "./browser/dom.js" with { type: "text" };
import eventFeed from "./browser/event_feed.js" with { type: "text" };
import filters from "./browser/filters.js" with { type: "text" };
import formDialog from "./browser/form_dialog.js" with { type: "text" };
import i18n from "./browser/i18n.js" with { type: "text" };
import jobHead from "./browser/job/head.js" with { type: "text" };
import jobHistory from "./browser/job/history.js" with { type: "text" };
import jobRelint from "./browser/job/relint.js" with { type: "text" };
import jobRules from "./browser/job/rules.js" with { type: "text" };
import jobStanding from "./browser/job/standing.js" with { type: "text" };
import jobThis from "./browser/job/this_job.js" with { type: "text" };
import keys from "./browser/keys.js" with { type: "text" };
import listing from "./browser/listing.js" with { type: "text" };
import live from "./browser/live.js" with { type: "text" };
import notices from "./browser/notices.js" with { type: "text" };
import pagesAudit from "./browser/pages/audit.js" with { type: "text" };
import pagesBaselines from "./browser/pages/baselines.js" with { type: "text" };
import pagesDeadLetters from "./browser/pages/dead_letters.js" with { type: "text" };
import pagesJob from "./browser/pages/job.js" with { type: "text" };
import pagesJobs from "./browser/pages/jobs.js" with { type: "text" };
import pagesOverview from "./browser/pages/overview.js" with { type: "text" };
import pagesQueues from "./browser/pages/queues.js" with { type: "text" };
import pagesRule from "./browser/pages/rule.js" with { type: "text" };
import pagesRules from "./browser/pages/rules.js" with { type: "text" };
import pagesSignIn from "./browser/pages/sign_in.js" with { type: "text" };
import pagesSystem from "./browser/pages/system.js" with { type: "text" };
import pagesTask from "./browser/pages/task.js" with { type: "text" };
import pagesTry from "./browser/pages/try.js" with { type: "text" };
import pagesWebhooks from "./browser/pages/webhooks.js" with { type: "text" };
import pagesWorkers from "./browser/pages/workers.js" with { type: "text" };
import pathLink from "./browser/path_link.js" with { type: "text" };
import printable from "./browser/printable.js" with { type: "text" };
import pressed from "./browser/pressed.js" with { type: "text" };
import ruleHelp from "./browser/rule_help.js" with { type: "text" };
import session from "./browser/session.js" with { type: "text" };
import share from "./browser/share.js" with { type: "text" };
import shell from "./browser/shell.js" with { type: "text" };
import sqlDiff from "./browser/sql/diff.js" with { type: "text" };
import sqlDiffView from "./browser/sql/diff_view.js" with { type: "text" };
import sqlEditor from "./browser/sql/editor.js" with { type: "text" };
import sqlFindingList from "./browser/sql/finding_list.js" with { type: "text" };
import sqlLexer from "./browser/sql/lexer.js" with { type: "text" };
import sqlPaint from "./browser/sql/paint.js" with { type: "text" };
import sqlSourceView from "./browser/sql/source_view.js" with { type: "text" };
import sqlTreeView from "./browser/sql/tree_view.js" with { type: "text" };
import table from "./browser/table.js" with { type: "text" };
import tabs from "./browser/tabs.js" with { type: "text" };
import upload from "./browser/upload.js" with { type: "text" };
import virtual from "./browser/virtual.js" with { type: "text" };
import waiting from "./browser/waiting.js" with { type: "text" };
import styleBase from "./styles/base.css" with { type: "text" };
import styleControls from "./styles/controls.css" with { type: "text" };
import styleFile from "./styles/file.css" with { type: "text" };
import icon from "./styles/icon.svg" with { type: "text" };
import styleJobs from "./styles/jobs.css" with { type: "text" };
import styleListing from "./styles/listing.css" with { type: "text" };
import styleOperation from "./styles/operation.css" with { type: "text" };
import styleOverview from "./styles/overview.css" with { type: "text" };
import stylePrint from "./styles/print.css" with { type: "text" };
import styleShell from "./styles/shell.css" with { type: "text" };
import styleSql from "./styles/sql.css" with { type: "text" };
import styleTry from "./styles/try.css" with { type: "text" };

/** The sheets in the order in which they hold. */
const SHEETS = [
  styleBase,
  styleShell,
  styleControls,
  styleSql,
  styleTry,
  styleFile,
  styleJobs,
  styleListing,
  styleOverview,
  styleOperation,
  stylePrint,
];

/** Modules keep their folders, by which they find each other. */
export const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "lintel.css": SHEETS.join("\n"),
  "icon.svg": icon,
  "uplot.js": uplot,
  "uplot.css": uplotStyle,
  "geist.woff2": geist,
  "geist-mono.woff2": geistMono,
  "act.js": act,
  "api.js": api,
  "badges.js": badges,
  "bulk.js": bulk,
  "chart.js": chart,
  "configuration.js": configuration,
  "dom.js": dom,
  "event_feed.js": eventFeed,
  "filters.js": filters,
  "form_dialog.js": formDialog,
  "i18n.js": i18n,
  "job/head.js": jobHead,
  "job/history.js": jobHistory,
  "job/relint.js": jobRelint,
  "job/rules.js": jobRules,
  "job/standing.js": jobStanding,
  "job/this_job.js": jobThis,
  "keys.js": keys,
  "listing.js": listing,
  "live.js": live,
  "notices.js": notices,
  "pages/audit.js": pagesAudit,
  "pages/baselines.js": pagesBaselines,
  "pages/dead_letters.js": pagesDeadLetters,
  "pages/job.js": pagesJob,
  "pages/jobs.js": pagesJobs,
  "pages/overview.js": pagesOverview,
  "pages/queues.js": pagesQueues,
  "pages/rule.js": pagesRule,
  "pages/rules.js": pagesRules,
  "pages/sign_in.js": pagesSignIn,
  "pages/system.js": pagesSystem,
  "pages/task.js": pagesTask,
  "pages/try.js": pagesTry,
  "pages/webhooks.js": pagesWebhooks,
  "pages/workers.js": pagesWorkers,
  "path_link.js": pathLink,
  "printable.js": printable,
  "pressed.js": pressed,
  "rule_help.js": ruleHelp,
  "session.js": session,
  "share.js": share,
  "shell.js": shell,
  "sql/diff.js": sqlDiff,
  "sql/diff_view.js": sqlDiffView,
  "sql/editor.js": sqlEditor,
  "sql/finding_list.js": sqlFindingList,
  "sql/lexer.js": sqlLexer,
  "sql/paint.js": sqlPaint,
  "sql/source_view.js": sqlSourceView,
  "sql/tree_view.js": sqlTreeView,
  "table.js": table,
  "tabs.js": tabs,
  "upload.js": upload,
  "virtual.js": virtual,
  "waiting.js": waiting,
};
