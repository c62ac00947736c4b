import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runProgram, scrub } from '../../../../libs/machine/src/index.cjs';
import { megabytes } from '../output/say.mjs';

const LIMIT_SECONDS = 300;
const STALL_SECONDS = 45;

/**
 * Runs tfjs-node's own install script, which downloads libtensorflow and the addon from where its makers keep them.
 * @returns {Promise<string>} why it failed, or empty
 */
export async function upstreamInstall(packageFolder) {
  const manifest = path.join(packageFolder, 'package.json');
  const before = readFileSync(manifest);
  const result = await runProgram(process.execPath, ['scripts/install.js'], {
    cwd: packageFolder,
    env: upstreamEnvironment(manifest),
    limitSeconds: LIMIT_SECONDS,
    stallSeconds: STALL_SECONDS,
    progress: () => {
      const amount = folderSize(packageFolder);
      return { amount, text: megabytes(amount) };
    },
  });
  // The script rewrites its package.json while it builds; that is undone in case it was cut off.
  if (!readFileSync(manifest).equals(before)) writeFileSync(manifest, before);
  if (result.ok) return '';
  const line = scrub(result.output)
    .split('\n')
    .find((text) => /^\s*(\w*Error|node-pre-gyp)\b.*/.test(text));
  return result.why || (line ?? `exit ${result.code}`).trim();
}

/** The script calls node-pre-gyp by its bare name, and npm's node-gyp where it falls back to compiling. */
function upstreamEnvironment(manifest) {
  const env = {};
  try {
    const preGyp = createRequire(manifest).resolve('@mapbox/node-pre-gyp/package.json');
    env.PATH = [path.join(preGyp, '..', '..', '..', '.bin'), process.env.PATH].join(path.delimiter);
  } catch {
    // The script will say so.
  }
  const npm = path.join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm');
  const gyp = path.join(npm, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  if (existsSync(gyp)) env.npm_config_node_gyp = gyp;
  return env;
}

/** Returns the bytes in a folder and its subfolders. */
function folderSize(folder) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true }))
    bytes += lstatSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}
