// The page of a contestant, as one script.

import { join } from 'node:path';
import { build } from 'esbuild';
import { here } from '../contestants/package';

export async function bundle(device: string): Promise<Buffer> {
  const made = await build({
    absWorkingDir: here,
    entryPoints: [join(here, 'page/entry.ts')],
    alias: { device },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['ws', 'node-fetch', 'fetch-cookie', 'pouchdb-adapter-memory'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    logLevel: 'silent',
  });
  return Buffer.from(made.outputFiles[0].contents);
}
