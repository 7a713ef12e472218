/** Version of the engine; the same as the program's (src/version.ts). */
export const ENGINE_VERSION = "0.1.0";
