import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderSize } from '../machine/folder-size.mjs';
import { hasProgram, runProgram, SetUpError, tail } from '../../../../libs/machine/src/index.cjs';
import { megabytes, say } from '../process/say.mjs';
import { sha256 } from './sha256.mjs';

/** Fetches a source's archive with its registry's own client. @returns the archive's path */
export function fetchArchive(source, into) {
  return source.client === 'maven' ? fetchWithMaven(source, into) : fetchWithPip(source, into);
}

async function fetchWithMaven(source, into) {
  const local = path.join(os.homedir(), '.m2', 'repository', source.file);
  if (existsSync(local) && sha256(local) === source.sha256) return local;
  if (!hasProgram('mvn'))
    throw new SetUpError('Maven is not installed (Debian, Ubuntu: `apt-get install maven`)');
  const args = [
    source.plugin,
    `-Dmaven.repo.local=${into}`,
    '-Dtransitive=false',
    `-Dartifact=${source.artifact}`,
  ];
  const result = await runProgram('mvn', ['-B', '-q', ...args], {
    cwd: into,
    say,
    progress: growth(into, source),
  });
  const file = path.join(into, source.file);
  if (result.ok && existsSync(file)) return file;
  throw new SetUpError(`mvn could not fetch it${because(result)}`, { detail: tail(result.output) });
}

async function fetchWithPip(source, into) {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];
  const pip = candidates.find(([command, ...args]) => hasProgram(command, [...args, '--version']));
  if (!pip) throw new SetUpError('pip is not installed (Debian, Ubuntu: `apt-get install python3-pip`)');
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-cache-dir'];
  const what = ['--no-deps', '--only-binary=:all:', ...source.args, '--dest', into, source.requirement];
  const result = await runProgram(pip[0], [...pip.slice(1), 'download', ...quiet, ...what], {
    cwd: into,
    env: { TMPDIR: into },
    say,
    progress: growth(into, source),
  });
  const wheel = readdirSync(into).find((name) => name.endsWith('.whl'));
  if (result.ok && wheel) return path.join(into, wheel);
  throw new SetUpError(`pip could not fetch it${because(result)}`, { detail: tail(result.output) });
}

const because = (result) => (result.why ? `: it ${result.why}` : '');

const growth = (folder, source) => () => {
  const amount = folderSize(folder);
  return { amount, text: `${megabytes(amount)} of ${megabytes(source.bytes)}` };
};
