/** The style of the HTML report, and the policy that lets the page have it and nothing else. */
import defer * as crypto from "node:crypto";

export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1c2330; --soft: #5a6476; --line: #dfe3ea;
  --code: #f3f5f8; --error: #b3261e; --error-back: #fdecea; --warning: #8a5300;
  --warning-back: #fff3dc; --good: #1b6e3c; --good-back: #e3f4e8; --mark: #ffd7d3; --link: #1f5fbf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1f28; --text: #e4e8ef; --soft: #98a2b3; --line: #2b3240;
    --code: #141820; --error: #ff8f85; --error-back: #3a1d1c; --warning: #f0bd6a;
    --warning-back: #35290f; --good: #7fd19b; --good-back: #14301f; --mark: #6e2f2b;
    --link: #8ab4f8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 3rem; background: var(--page);
  color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  display: flex; flex-direction: column; gap: .75rem;
}
header, #summary { order: -1; }
header { order: -2; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .35rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: 0; }
.soft { color: var(--soft); }
a { color: var(--link); }
.badge {
  display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-weight: 600;
  font-size: .85em; line-height: 1.6;
}
.badge.pass { color: var(--good); background: var(--good-back); }
.badge.fail, .badge.error { color: var(--error); background: var(--error-back); }
.badge.warning { color: var(--warning); background: var(--warning-back); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; }
.tile, .file, .rules { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.tile { padding: .75rem 1rem; }
.tile b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); }
.tile.bad b { color: var(--error); }
.tile.weak b { color: var(--warning); }
.rules { width: 100%; border-collapse: separate; border-spacing: 0; overflow: hidden; }
.rules td, .rules th {
  text-align: left; padding: .35rem 1rem; border-top: 1px solid var(--line); font-weight: 400;
}
.rules tr:first-child > * { border-top: 0; }
.rules thead th { color: var(--soft); font-size: .85rem; }
.rules .count { text-align: right; width: 5rem; font-variant-numeric: tabular-nums; }
.rules .bar { width: 25%; min-width: 6rem; }
.rules tbody th { font-weight: 600; width: 5rem; font-family: ui-monospace, Menlo, Consolas, monospace; }
meter { width: 100%; height: .6rem; display: block; }
meter::-webkit-meter-bar { background: var(--code); border: 0; border-radius: .3rem; height: .6rem; }
meter::-webkit-meter-optimum-value { background: var(--link); border-radius: .3rem; }
.file { content-visibility: auto; contain-intrinsic-size: auto 12rem; }
.file > summary {
  padding: .6rem 1rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .25rem .75rem;
  align-items: baseline; list-style-position: inside;
}
.file > summary::before { content: "▸"; color: var(--soft); width: 1ch; }
.file[open] > summary::before { content: "▾"; }
.file > summary::-webkit-details-marker { display: none; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.path { font-weight: 600; overflow-wrap: anywhere; flex: 1 1 12rem; }
ol { list-style: none; margin: 0; padding: 0; }
.finding { border-top: 1px solid var(--line); padding: .6rem 1rem .75rem; }
.what { display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: baseline; }
.what .place { min-width: 4rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.what .message { flex: 1 1 16rem; overflow-wrap: anywhere; }
.what .name { color: var(--soft); font-size: .85rem; }
pre {
  margin: .4rem 0 0; padding: .4rem .75rem; background: var(--code); border-radius: .35rem;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  tab-size: 4;
}
pre .no { color: var(--soft); user-select: none; }
mark { background: var(--mark); color: inherit; border-radius: 2px; padding: 0 1px; }
.fix > summary { cursor: pointer; color: var(--link); font-size: .9rem; margin-top: .35rem; width: max-content; }
del, ins { text-decoration: none; display: block; padding-left: 2ch; text-indent: -2ch; }
del { background: var(--error-back); }
ins { background: var(--good-back); }
.fault { padding: 0 1rem .75rem; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .85rem; margin-top: 1rem; }
@media print { .file { content-visibility: visible; } body { max-width: none; } }
@media (max-width: 30rem) {
  body { padding: 1rem .6rem 2rem; }
  .rules .bar, .rules thead .bar { display: none; }
  .rules td, .rules th { padding: .35rem .6rem; }
  .finding, .fault, .file > summary { padding-left: .7rem; padding-right: .7rem; }
}
@media (prefers-contrast: more) { :root { --soft: currentColor; } }
`;

/** The page has this style, and neither script nor anything that is loaded. */
export function contentPolicy(): string {
  const hash = crypto.createHash("sha256").update(STYLE).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
