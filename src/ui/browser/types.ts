/** Types of the browser modules that JSDoc cannot say. */

/** What an element may hold; nothing is made of null, undefined and false. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];
