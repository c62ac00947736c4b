import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFolder, runMaven, SetUpError } from '../../../libs/machine/src/index.cjs';

const POM = fileURLToPath(new URL('../pom.xml', import.meta.url));
export const VERSION = '2.10.1';
/** Libraries that the addon is linked to, with their SHA-256. */
const SHA256 = {
  'libtensorflow_cc.so.2': '5ae84cb63f4ea5cf91ceda184f4dd8b1587f309f42cd6455b71840aa04bee255',
  'libtensorflow_framework.so.2': 'd15439dbd77dac3bb12cbc041b90448f8f983f0bef19dd32fd27f1d32858d2b1',
};

export const LIBRARIES = Object.keys(SHA256);

/**
 * Returns the folder with the libraries and their licences, checked by hash. Maven fetches them if the cache does not
 * have them.
 * @param {{ cache: string, say: (line: string) => void }} options
 * @throws SetUpError if Maven cannot deliver, or a hash is wrong
 */
export async function libraries({ cache, say }) {
  const folder = await cachedFolder({
    cache,
    name: VERSION,
    fill: async (into) => {
      say(`  fetching TensorFlow ${VERSION} (117 MB) through Maven`);
      const product = `TensorFlow ${VERSION}`;
      const otherwise = "or give this machine access to tfjs-node's own download";
      await runMaven({ pom: POM, goal: 'unpack', into, product, otherwise, say });
      await rm(path.join(into, 'maven'), { recursive: true, force: true });
      await checkHashes(into);
    },
  });
  await checkHashes(folder);
  return folder;
}

async function checkHashes(folder) {
  for (const [name, expected] of Object.entries(SHA256)) {
    const file = path.join(folder, name);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    if (hash.digest('hex') !== expected)
      throw new SetUpError(`${file} has a wrong SHA-256: delete its folder and start again`);
  }
}
