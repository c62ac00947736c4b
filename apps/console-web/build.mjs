// node apps/console-web/build.mjs: bundles the page into dist/public and fails if it grows too large.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const MAX_GZIPPED_BYTES = 200_000;
const folder = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(folder, 'dist', 'public');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { metafile } = await build({
  absWorkingDir: folder,
  entryPoints: { app: 'src/main.tsx', style: 'src/style.css' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  conditions: ['@renwatch/source'],
  define: { 'process.env.NODE_ENV': '"production"' },
  entryNames: '[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
});
const names = Object.keys(metafile.outputs).map((file) => path.basename(file));
const named = (start, end) => names.find((name) => name.startsWith(start) && name.endsWith(end));
const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  .replace('app.js', named('app', '.js'))
  .replace('style.css', named('style', '.css'));
writeFileSync(path.join(out, 'index.html'), page);
const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(out, name))).length, 0);
process.stdout.write(`console-web: ${(bytes / 1000).toFixed(1)} kB gzipped\n`);
if (bytes > MAX_GZIPPED_BYTES) {
  process.stderr.write(`console-web: the page may have ${MAX_GZIPPED_BYTES / 1000} kB; take something out\n`);
  process.exit(1);
}
