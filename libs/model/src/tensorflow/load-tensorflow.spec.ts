import { spawnSync } from 'node:child_process';
import type * as Native from '@tensorflow/tfjs-node';
import { readModelFile } from '../file/read-model-file';
import { exampleRows } from '../model.spec-support';
import { SHIPPED_MODEL_PATH } from '../model/load-model';
import { NetworkScorer } from '../network/network-scorer';
import { loadTensorflow, missingInstructions } from './load-tensorflow';
import { tf } from './tensorflow';

const javascript = { version: 'javascript' } as unknown as typeof Native;
const native = { version: 'native' } as unknown as typeof Native;

describe('loadTensorflow', () => {
  const loaders = { native: () => native, javascript: () => javascript, obstacle: () => '' };

  it('prefers the native part', () => {
    expect(loadTensorflow(loaders)).toEqual({ tf: native, backend: 'native', reason: '' });
  });

  it('goes on in JavaScript if the native part cannot be loaded', () => {
    const broken = () => {
      throw new Error('invalid ELF header\n  at Module');
    };
    expect(loadTensorflow({ ...loaders, native: broken })).toEqual({
      tf: javascript,
      backend: 'javascript',
      reason: 'invalid ELF header',
    });
  });

  it('does not try the native part where it would end the process', () => {
    const attempted = jest.fn(() => native);
    const loaded = loadTensorflow({ ...loaders, native: attempted, obstacle: () => 'this CPU has no AVX' });
    expect(loaded).toMatchObject({ backend: 'javascript', reason: 'this CPU has no AVX' });
    expect(attempted).not.toHaveBeenCalled();
  });
});

describe('missingInstructions', () => {
  it.each([
    ['flags\t\t: fpu sse4_2 avx avx2', ''],
    ['flags\t\t: fpu sse4_2', 'this CPU has no AVX'],
    ['flags\t\t: fpu avx_vnni', 'this CPU has no AVX'],
    ['Features\t: fp asimd', ''],
    ['', ''],
  ])('finds in %j: %j', (cpuInfo, missing) => {
    expect(missingInstructions(`processor: 0\n${cpuInfo}\nbugs:\n`)).toBe(missing);
  });
});

describe('the JavaScript backend', () => {
  it('gives the same probabilities to six decimals', async () => {
    const { network } = await readModelFile(SHIPPED_MODEL_PATH);
    const { rows } = exampleRows(500, 3);
    // Without its advice to install tfjs-node.
    tf.enableProdMode();
    const scores = async (backend: string) => {
      await tf.setBackend(backend);
      const scorer = new NetworkScorer(network);
      const probabilities = scorer.score(rows);
      scorer.dispose();
      return probabilities;
    };
    const [first, second] = [await scores('tensorflow'), await scores('cpu')];
    const distances = first.map((probability, i) => Math.abs(probability - (second[i] ?? 2)));
    expect(Math.max(...distances)).toBeLessThan(1e-6);
    expect(new Set(first.map((probability) => probability.toFixed(2))).size).toBeGreaterThan(10);
  });

  it('serves a process in which tfjs-node is missing', () => {
    const script = `
      const { Module } = require('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (name, ...rest) {
        if (name === '@tensorflow/tfjs-node') throw new Error('no such module here');
        return resolve.call(this, name, ...rest);
      };
      const { loadModel, tensorflow } = require('@renwatch/model');
      loadModel().then((model) => process.stdout.write('@' + JSON.stringify({ ...tensorflow, sha256: model.info.sha256 })));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      cwd: __dirname,
    });
    expect(JSON.parse(stdout.split('@').at(-1) ?? stderr)).toMatchObject({
      backend: 'javascript',
      reason: 'no such module here',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });
});
