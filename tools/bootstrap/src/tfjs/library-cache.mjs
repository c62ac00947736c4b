import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { SetUpError } from '../../../../libs/machine/src/index.cjs';
import { folderSize } from '../machine/folder-size.mjs';
import { megabytes, say } from '../process/say.mjs';
import { fetchArchive } from './fetch-archive.mjs';
import { LIBRARIES, LICENCES } from './pins.mjs';
import { sha256 } from './sha256.mjs';
import { unzip } from './unzip.mjs';

/** The folder with a source's libraries if the cache has them whole (by hash), else undefined. */
export function cachedLibraries(source, cache) {
  const folder = path.join(cache, source.id);
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
    if (manifest.archive !== source.sha256) return undefined;
    const whole = LIBRARIES.every((name) => {
      const file = path.join(folder, name);
      return (
        statSync(file).size === manifest.files[name].bytes && sha256(file) === manifest.files[name].sha256
      );
    });
    return whole ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Fetches a source's archive, checks its hash and leaves its libraries in the cache. @returns their folder */
export async function fetchLibraries(source, cache) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'tmp-'));
  try {
    say(`  fetching ${source.what}, ${megabytes(source.bytes)}`);
    const download = path.join(work, 'download');
    const out = path.join(work, 'out');
    for (const folder of [download, out]) mkdirSync(folder);
    const archive = await fetchArchive(source, download);
    const sum = sha256(archive);
    if (sum !== source.sha256) throw new SetUpError(`wrong SHA-256 of ${path.basename(archive)}: ${sum}`);
    say(`  its hash is right; unpacking ${LIBRARIES.join(' and ')}`);
    await unpack(archive, out);
    writeFileSync(path.join(out, 'manifest.json'), `${JSON.stringify(manifestOf(source, out), null, 2)}\n`);
    return keep(source, out, cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function unpack(archive, out) {
  const found = await unzip(archive, [...LIBRARIES, ...LICENCES], out);
  for (const name of LIBRARIES) {
    if (!found.has(name)) throw new SetUpError(`${path.basename(archive)} has no ${name}`);
  }
  const before = folderSize(out);
  for (const name of LIBRARIES) {
    // Without strip the libraries only stay larger.
    spawnSync('strip', ['--strip-unneeded', path.join(out, name)], { stdio: 'ignore' });
    chmodSync(path.join(out, name), 0o644);
  }
  say(`  ${megabytes(before)} unpacked, ${megabytes(folderSize(out))} without debugging symbols`);
}

function manifestOf(source, out) {
  const describe = (file) => ({ bytes: statSync(file).size, sha256: sha256(file) });
  const files = Object.fromEntries(LIBRARIES.map((name) => [name, describe(path.join(out, name))]));
  return { source: source.what, archive: source.sha256, files };
}

function keep(source, out, cache) {
  const final = path.join(cache, source.id);
  try {
    rmSync(final, { recursive: true, force: true });
    renameSync(out, final);
  } catch (error) {
    // Another run was quicker: its result is as good.
    if (!cachedLibraries(source, cache)) throw error;
  }
  return final;
}
