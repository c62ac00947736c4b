// Prometheus and promtool of Debian's package, unpacked into the cache outside the checkout. Nothing is installed.
// Plain Node without packages.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder, hasProgram, runProgram, SetUpError, tail } from '../../../libs/machine/src/index.cjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';

/** @returns {Promise<string>} the folder with both programs @throws SetUpError if there is no apt, or it cannot deliver */
export async function prometheusPrograms() {
  return cachedFolder({ name: 'debian-prometheus', fill: unpack });
}

async function unpack(folder) {
  if (!hasProgram('apt-get', ['--version']) || !hasProgram('dpkg', ['--version']))
    throw new SetUpError(
      'Prometheus is missing: install it, so that `prometheus` and `promtool` are on PATH',
    );
  say('Prometheus: fetching Debian’s package (19 MB)');
  // apt checks the package against the signed list of its archive.
  const fetched = await runProgram('apt-get', ['download', 'prometheus'], { say, cwd: folder });
  const deb = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (!fetched.ok || !deb)
    throw new SetUpError('apt could not fetch prometheus', { detail: tail(fetched.output) });
  const unpacked = await runProgram('dpkg', ['-x', deb, 'package'], { say, cwd: folder });
  if (!unpacked.ok) throw new SetUpError(`dpkg could not unpack ${deb}`, { detail: tail(unpacked.output) });
  for (const program of ['prometheus', 'promtool'])
    renameSync(path.join(folder, 'package', 'usr', 'bin', program), path.join(folder, program));
  rmSync(path.join(folder, 'package'), { recursive: true });
  rmSync(path.join(folder, deb));
}

// As a program: progress on stdout, and the folder on its last line. CommonJS code calls it this way.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await prometheusPrograms()}\n`);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}
