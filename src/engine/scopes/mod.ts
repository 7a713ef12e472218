export { fixedOrder } from "./column_order.ts";
export * from "./joins.ts";
export * from "./lookup.ts";
export * from "./model.ts";
export { alike, folded } from "./names.ts";
export { scopesOf } from "./resolve.ts";
export { SourceNames, type Use, usesOf } from "./uses.ts";
export { Widths } from "./widths.ts";
