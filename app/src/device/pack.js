// Makes bytes shorter for the line, by what the browser has for it.

/** The bytes as raw deflate; nothing where the browser cannot. */
export async function deflate(bytes) {
  try {
    const shorter = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(shorter).arrayBuffer());
  } catch {
    return undefined;
  }
}
