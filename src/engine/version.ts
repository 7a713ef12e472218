/** Version of the engine; the same as the program's in deno.json. */
export const ENGINE_VERSION = "0.1.0";
