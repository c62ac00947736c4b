// Copies what one app needs to run, for its image: node tools/bootstrap/src/image/assemble-app.mjs gateway /app
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { productionPackages } from './production-packages.mjs';

/** The parts of a project that run; tests and sources are left out. */
const CARRIED = ['package.json', 'dist', 'migrations', 'shipped'];
/** Files that only compilers and debuggers read. */
const NOT_RUN = /\.(d\.[cm]?ts|map|tsbuildinfo)$/;

/**
 * @param {object} options
 * @param {string} options.root the workspace: packages installed, the app built
 * @param {string} options.app such as `gateway`
 * @param {string} options.out made, laid out as the workspace is
 */
export function assembleApp({ root, app, out }) {
  for (const folder of productionPackages(root, path.join('apps', app))) {
    const installed = folder.split(path.sep).includes('node_modules');
    if (installed) carry(path.join(root, folder), path.join(out, folder));
    else for (const part of CARRIED) carry(path.join(root, folder, part), path.join(out, folder, part));
    if (folder.startsWith(`libs${path.sep}`)) link(root, folder, out);
  }
}

function carry(from, to) {
  // Packages inside a package are carried where something needs them, each by itself.
  const inner = path.join(from, 'node_modules');
  const isCarried = (file) => !NOT_RUN.test(file) && file !== inner;
  if (existsSync(from)) cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: isCarried });
}

function link(root, folder, out) {
  const { name } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const place = path.join(out, 'node_modules', name);
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(path.relative(path.dirname(place), path.join(out, folder)), place);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [app, out] = process.argv.slice(2);
  if (!app || !out) throw new Error('give the app and the folder to make, such as gateway /app');
  assembleApp({ root: process.cwd(), app, out });
}
