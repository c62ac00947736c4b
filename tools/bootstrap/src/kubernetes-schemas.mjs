// The schemas that manifests are held to, fetched once from PyPI into the cache outside the checkout.
// Plain Node without packages, as kafka-jars.mjs is.
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { defaultCacheFolder } from './kafka-jars.mjs';
import { failureText } from './process/failure-text.mjs';
import { say } from './process/say.mjs';
import { SetUpError } from './process/set-up.error.mjs';
import { fetchArchive } from './tfjs/fetch-archive.mjs';
import { sha256 } from './tfjs/sha256.mjs';
import { unzip } from './tfjs/unzip.mjs';

export const KUBERNETES_VERSION = '1.33';
const FILE = '_definitions.json';
/** Generated from the OpenAPI text of the Kubernetes release; `strict`: a field that is not known is a fault. */
const ENTRY = `kubernetes_validate/kubernetes-json-schema/v${KUBERNETES_VERSION}.0-local-strict/${FILE}`;
const FILE_SHA256 = 'c6ac7ea7360edb7fd6fbcfabd1fe272d44e30c5d25621b8af889830f5cb21cd3';
const SOURCE = {
  client: 'pip',
  what: `the schemas of Kubernetes ${KUBERNETES_VERSION} from PyPI (kubernetes-validate)`,
  requirement: 'kubernetes-validate==1.33.1',
  args: [],
  bytes: 18_231_087,
  sha256: 'fd910cff492ea32c85b8733fedd31dd0cf582925d3b3a3e73ceda1876f87bdcb',
};

/** @returns {Promise<string>} the file with the definitions @throws SetUpError where it cannot be had */
export async function ensureKubernetesSchemas({ cacheFolder = defaultCacheFolder() } = {}) {
  const file = path.join(cacheFolder, `kubernetes-schemas-${KUBERNETES_VERSION}`, FILE);
  if (await isWhole(file)) return file;
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(path.join(cacheFolder, 'tmp-'));
  try {
    say(`fetching ${SOURCE.what}, 18 MB`);
    const archive = await fetchArchive(SOURCE, work);
    const sum = sha256(archive);
    if (sum !== SOURCE.sha256) throw new SetUpError(`wrong SHA-256 of ${path.basename(archive)}: ${sum}`);
    await unzip(archive, [ENTRY], work);
    mkdirSync(path.dirname(file), { recursive: true });
    renameSync(path.join(work, FILE), file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return file;
}

async function isWhole(file) {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return createHash('sha256').update(bytes).digest('hex') === FILE_SHA256;
}

// As a program: progress on stdout, and the path of the file on its last line. CommonJS code calls it this way.
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await ensureKubernetesSchemas()}\n`);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}
