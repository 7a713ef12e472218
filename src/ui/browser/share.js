// @ts-check
/** What a link carries behind its `#`, which no browser sends to a server: JSON, deflated. */

const MARK = "v1.";

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 */
async function through(bytes, stream) {
  const response = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {unknown} value */
export async function toFragment(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  let text = "";
  for (const byte of packed) text += String.fromCharCode(byte);
  return MARK + btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * What the fragment of this page's address carries; null where it carries nothing of this kind.
 * @param {string} fragment with or without `#`
 * @returns {Promise<unknown>}
 */
export async function fromFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(MARK)) return null;
  try {
    const packed = atob(text.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
    const plain = await through(bytes, new DecompressionStream("deflate-raw"));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    // Cut off on its way, or not one of ours: as if it carried nothing.
    return null;
  }
}
