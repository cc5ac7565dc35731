// The packed blocks of the page: base64 of gzipped JSON, read when first asked for.

const readBlocks = new Map();

/** Return the content of a block, or null if the page has no such block. */
export function block(name) {
  if (!readBlocks.has(name)) readBlocks.set(name, unpack(document.getElementById(`block-${name}`)));
  return readBlocks.get(name);
}

async function unpack(element) {
  if (!element) return null;
  const text = element.textContent;
  element.remove();
  const stream = new Blob([decodeBase64(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(stream).arrayBuffer();
  return JSON.parse(new TextDecoder(element.dataset.encoding).decode(bytes));
}

export function decodeBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Read a small JSON element of the page. */
export function json(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
