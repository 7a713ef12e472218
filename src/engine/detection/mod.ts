/**
 * Which dialect a text is written in, as far as parsing it can show: a help for those who have not
 * said it. A dialect is only ever named when it takes the whole text.
 */
export { dialectOf, otherDialect, REMARK, SEARCH, takesWhole } from "./detect.ts";
