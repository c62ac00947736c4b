import { spawnSync } from 'node:child_process';
import { scrub } from '../../../../libs/machine/src/index.cjs';
import { seconds } from '../output/say.mjs';

const LIMIT_MS = 120_000;
const MARK = 'RENWATCH_TF';
const LONG_TEXT = 'h\u00e9 and a string of more than 24 bytes';

/**
 * Loads tfjs-node in a process of its own, multiplies two matrices and passes strings through a tensor.
 * @returns {{ ok: true, version: string, took: string } | { ok: false, why: string }}
 */
export function checkBackend(packageFolder) {
  const script = `
    const tf = require(${JSON.stringify(packageFolder)});
    const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]]));
    const text = tf.tensor1d(['a', ${JSON.stringify(LONG_TEXT)}], 'string').dataSync();
    process.stdout.write('${MARK}' + JSON.stringify({ values: [...product.dataSync()], text,
      backend: tf.getBackend(), version: tf.backend().binding.TF_Version }));`;
  const begun = Date.now();
  const child = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  const json = new RegExp(`${MARK}(\\{.*\\})`).exec(child.stdout || '');
  if (child.status !== 0 || !json) return { ok: false, why: reasonOf(child) };
  const got = JSON.parse(json[1]);
  const right =
    got.backend === 'tensorflow' && got.values.join() === '19,22,43,50' && got.text[1] === LONG_TEXT;
  return right
    ? { ok: true, version: got.version, took: seconds(begun) }
    : { ok: false, why: `wrong result: ${json[1]}` };
}

function reasonOf(child) {
  const text =
    child.stderr || (child.error ? child.error.message : `it ended with ${child.signal || child.status}`);
  const lines = scrub(text)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? 'it said nothing').slice(0, 300);
}
