/** The media type of a `Content-Type` header without its parameters; empty where there is none. */
export function mediaType(header: string | undefined): string {
  return (header ?? "").split(";")[0]!.trim().toLowerCase();
}
