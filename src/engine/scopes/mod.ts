export * from "./lookup.ts";
export * from "./model.ts";
export { alike, folded } from "./names.ts";
export { scopesOf } from "./resolve.ts";
export { Widths } from "./widths.ts";
