/**
 * Playwright, under the permissions that tests have. While it is loaded it looks for files under
 * /proc that tell whether this is Windows' Linux, which takes all permissions there are: to it
 * such a file is not there.
 */
import fs from "node:fs";

const { existsSync } = fs;

fs.existsSync = (path) => {
  try {
    return existsSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
};

export const { chromium } = await import("playwright-core");
