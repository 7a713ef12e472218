/** Parts that several pages have. */
import type { FC } from "hono/jsx";

/** Where the browser puts the rate at which the page is kept up to date, and its pause. */
export const Live: FC = () => <span id="live" class="live-place"></span>;
