// The schemas that manifests are checked against, fetched once from PyPI into the cache outside the checkout.
// Plain Node without packages.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder, hasProgram, runProgram, SetUpError, tail } from '../../../libs/machine/src/index.cjs';
import { failureText } from './output/failure-text.mjs';
import { say } from './output/say.mjs';

const KUBERNETES_VERSION = '1.33';
const VERSION = '1.33.1';
const SHA256 = 'fd910cff492ea32c85b8733fedd31dd0cf582925d3b3a3e73ceda1876f87bdcb';
/** Generated from the OpenAPI text of the Kubernetes release; `strict`: an unknown field is a fault. */
const FILE = `kubernetes_validate/kubernetes-json-schema/v${KUBERNETES_VERSION}.0-local-strict/_definitions.json`;
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];

/** @returns {Promise<string>} the file with the definitions @throws SetUpError if pip is missing or cannot deliver */
export async function kubernetesSchemas() {
  const folder = await cachedFolder({ name: `kubernetes-validate-${VERSION}`, fill: install });
  return path.join(folder, path.basename(FILE));
}

async function install(folder) {
  const pip = PIPS.find(([command, ...args]) => hasProgram(command, [...args, '--version']));
  if (!pip) throw new SetUpError('pip is missing: install it (Debian, Ubuntu: apt install python3-pip)');
  say(`Kubernetes ${KUBERNETES_VERSION}: fetching its schemas (18 MB) through pip`);
  const target = path.join(folder, 'package');
  mkdirSync(target);
  const requirements = path.join(target, 'requirements.txt');
  // With a hash in its requirements pip refuses any other file.
  writeFileSync(requirements, `kubernetes-validate==${VERSION} --hash=sha256:${SHA256}\n`);
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-cache-dir', '--no-compile'];
  const selection = ['--no-deps', '--only-binary=:all:', '--target', target, '--requirement', requirements];
  const [command, ...args] = [...pip, 'install', ...quiet, ...selection];
  const { ok, output } = await runProgram(command, args, { say });
  if (!ok) throw new SetUpError('pip could not fetch kubernetes-validate', { detail: tail(output) });
  renameSync(path.join(target, FILE), path.join(folder, path.basename(FILE)));
  rmSync(target, { recursive: true });
}

// As a program: progress on stdout, and the path of the file on its last line. CommonJS code calls it this way.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await kubernetesSchemas()}\n`);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}
