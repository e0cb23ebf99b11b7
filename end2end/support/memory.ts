// What lies in the memory of a page: its strings, its buffers, and that of its WebAssembly.

import type { Page } from '@playwright/test';

/** Everything that a snapshot of the heap names, as one text. */
export async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const pieces: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot');
  await devtools.detach();
  return pieces.join('');
}

/** A word for each byte turned around, so that asking for bytes does not put them there. */
const turned = (bytes: number[]) => bytes.map((byte) => byte ^ 0xff);

/** Runs in the page: how often the bytes lie in these buffers and memories. */
function occurrences(this: unknown, wanted: number[], ...things: unknown[]): number {
  const buffers = new Set<ArrayBufferLike>();
  for (const thing of things as unknown[][]) {
    for (const it of thing) {
      if (it instanceof WebAssembly.Memory) buffers.add(it.buffer);
      else if (ArrayBuffer.isView(it)) buffers.add(it.buffer);
      else if (it instanceof ArrayBuffer) buffers.add(it);
    }
  }
  let found = 0;
  for (const buffer of buffers) {
    const bytes = new Uint8Array(buffer);
    const first = wanted[0] ^ 0xff;
    for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (wanted.every((byte, place) => bytes[at + place] === (byte ^ 0xff))) found += 1;
    }
  }
  // Arrays of numbers too.
  for (const thing of things as unknown[][]) {
    for (const it of thing) {
      if (Array.isArray(it) && it !== wanted && it.length === wanted.length) {
        if (wanted.every((byte, place) => it[place] === (byte ^ 0xff))) found += 1;
      }
    }
  }
  return found;
}

/** How often these bytes lie in what a page has in its memory, after its garbage was collected. */
export async function timesInMemory(page: Page, bytes: number[]): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const kinds = ['WebAssembly.Memory', 'ArrayBuffer', 'Uint8Array', 'Array'];
  const found: string[] = [];
  for (const kind of kinds) {
    const { result } = await devtools.send('Runtime.evaluate', { expression: `${kind}.prototype` });
    const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
    found.push(objects.objectId ?? '');
  }
  const { result, exceptionDetails } = await devtools.send('Runtime.callFunctionOn', {
    functionDeclaration: occurrences.toString(),
    objectId: found[0],
    arguments: [{ value: turned(bytes) }, ...found.map((objectId) => ({ objectId }))],
  });
  await devtools.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return Number(result.value);
}
