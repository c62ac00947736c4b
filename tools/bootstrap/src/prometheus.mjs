// Prometheus and promtool of Debian's package, unpacked into the cache outside the checkout. Nothing is installed.
// Plain Node without packages.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder, hasProgram, runProgram, SetUpError, tail } from '../../../libs/machine/src/index.cjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';

/**
 * Finds a program: the one that `PROMETHEUS` or `PROMTOOL` names, the one on PATH, or Debian's.
 * @param {'prometheus' | 'promtool'} name
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Promise<string>} its path, or its name if it is on PATH
 * @throws SetUpError with the remedy
 */
export async function monitoringProgram(name, env = process.env) {
  const variable = name.toUpperCase();
  const given = env[variable];
  if (given) {
    if (hasProgram(given)) return given;
    throw new SetUpError(`${variable}=${given} does not run: name a ${name} that does, or unset ${variable}`);
  }
  if (hasProgram(name)) return name;
  const remedy = `install ${name}, or name it with ${variable}=…`;
  const folder = await cachedFolder({ name: 'debian-prometheus', fill: (folder) => unpack(folder, remedy) });
  return path.join(folder, name);
}

async function unpack(folder, remedy) {
  if (!hasProgram('apt-get', ['--version']) || !hasProgram('dpkg', ['--version']))
    throw new SetUpError(`Prometheus is not on PATH, and there is no apt to fetch it: ${remedy}`);
  say('Prometheus: fetching Debian’s package (19 MB)');
  // apt checks the package against the signed list of its archive.
  const fetched = await runProgram('apt-get', ['download', 'prometheus'], { say, cwd: folder });
  const deb = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (!fetched.ok || !deb)
    throw new SetUpError(`apt could not fetch Prometheus: ${remedy}`, { detail: tail(fetched.output) });
  const unpacked = await runProgram('dpkg', ['-x', deb, 'package'], { say, cwd: folder });
  if (!unpacked.ok) throw new SetUpError(`dpkg could not unpack ${deb}`, { detail: tail(unpacked.output) });
  for (const program of ['prometheus', 'promtool'])
    renameSync(path.join(folder, 'package', 'usr', 'bin', program), path.join(folder, program));
  rmSync(path.join(folder, 'package'), { recursive: true });
  rmSync(path.join(folder, deb));
}

// As a program: takes a name, prints progress, and the path on the last line. CommonJS code calls it this way.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await monitoringProgram(process.argv[2])}\n`);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}
