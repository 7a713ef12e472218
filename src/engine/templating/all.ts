/** Every templater, loaded: for who renders templates without waiting. */
import { loadTemplaters } from "./templater.ts";

await loadTemplaters();
