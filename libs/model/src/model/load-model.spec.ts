import { readFile, writeFile } from 'node:fs/promises';

import { FEATURES } from '@renwatch/aki';

import { contentsHash } from '../file/contents-hash';
import { type ModelContents } from '../file/model-contents';
import { ModelFileError } from '../file/model-file.error';
import { saveModel } from '../file/save-model';
import { exampleContents, exampleRows, temporaryFile } from '../model.spec-support';
import { loadModel } from './load-model';

const contents = exampleContents();

async function fileWith(change: (file: Record<string, unknown>) => unknown): Promise<string> {
  const path = await temporaryFile();
  await saveModel(path, contents);
  const changed = change(JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>);
  await writeFile(path, typeof changed === 'string' ? changed : JSON.stringify(changed));
  return path;
}

const rehashed = (file: Record<string, unknown>, part: Partial<ModelContents>) => {
  const { sha256: _old, ...rest }: Record<string, unknown> = { ...file, ...part };
  return { ...rest, sha256: contentsHash(rest as unknown as ModelContents) };
};

describe('loadModel', () => {
  it('loads a saved model', async () => {
    const path = await temporaryFile();
    const sha256 = await saveModel(path, contents);
    const model = await loadModel(path);
    expect(model.info).toEqual({
      version: 'example',
      sha256,
      features: FEATURES.map((feature) => feature.name),
      holdBackThreshold: 0.25,
      alertThreshold: 0.75,
      domain: contents.domain,
    });
    model.dispose();
  });

  it('loads the training distribution if the file has it', async () => {
    const path = await temporaryFile();
    const distribution = { edges: [1], shares: [0.25, 0.75] };
    const trainingDistribution = {
      prevalence: 0.03,
      features: FEATURES.map(() => distribution),
      score: distribution,
    };
    await saveModel(path, { ...contents, trainingDistribution });
    const model = await loadModel(path);
    expect(model.info.trainingDistribution).toEqual(trainingDistribution);
    model.dispose();
  });

  it('loads the shipped model without a path', async () => {
    const model = await loadModel();
    const [probability] = await model.predict([FEATURES.map(() => 0)]);
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThanOrEqual(1);
    expect(model.info.sha256).toMatch(/^[0-9a-f]{64}$/);
    model.dispose();
  });

  it('accepts another layout of the same contents', async () => {
    const path = await fileWith((file) => JSON.stringify(file, null, 8).replaceAll('\n', '\r\n'));
    (await loadModel(path)).dispose();
  });

  it.each<[string, (file: Record<string, unknown>) => unknown, RegExp]>([
    ['a changed threshold', (file) => ({ ...file, holdBackThreshold: 0.99 }), /damaged or changed/],
    [
      'a changed weight',
      (file) => JSON.stringify(file).replace(/"bias":"./, '"bias":"Z'),
      /damaged or changed/,
    ],
    ['no hash', ({ sha256: _gone, ...file }) => file, /damaged or changed/],
    ['a later schema', (file) => rehashed(file, { schema: 2 as 1 }), /has schema 2/],
    ['other features', (file) => rehashed(file, { features: ['age'] }), /other features/],
    ['no layers', (file) => rehashed(file, { layers: [] }), /one score/],
    [
      'a layer cut short',
      (file) => rehashed(file, { layers: contents.layers.map((layer) => ({ ...layer, bias: '' })) }),
      /layer 0 does not fit/,
    ],
    ['parts missing', (file) => rehashed(file, { normalisation: null as never }), /parts of it are missing/],
    ['half of it', (file) => JSON.stringify(file).slice(0, 500), /not JSON/],
    ['a list', () => '[]', /not a model/],
  ])('refuses a file with %s', async (_name, change, message) => {
    const failure = await loadModel(await fileWith(change)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelFileError);
    expect(failure).toMatchObject({ retriable: false, message: expect.stringMatching(message) as unknown });
  });

  it('names a missing file', async () => {
    const failure = await loadModel('/nowhere/model.json').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelFileError);
    expect((failure as Error).message).toContain('/nowhere/model.json');
  });
});

describe('predict', () => {
  it('gives a row the same probability in every batch', async () => {
    const path = await temporaryFile();
    await saveModel(path, contents);
    const model = await loadModel(path);
    const { rows } = exampleRows(700, 11);
    const together = await model.predict(rows);
    for (const size of [1, 2, 7, 63, 64, 65, 130]) {
      const some = rows.slice(700 - size);
      expect(await model.predict(some)).toEqual(together.slice(700 - size));
      expect(await model.predict([...some].reverse())).toEqual(together.slice(700 - size).reverse());
    }
    model.dispose();
  });

  it('rounds to six decimals', async () => {
    const path = await temporaryFile();
    await saveModel(path, contents);
    const model = await loadModel(path);
    for (const probability of await model.predict(exampleRows(50, 5).rows)) {
      expect(probability).toBe(Number(probability.toFixed(6)));
    }
    model.dispose();
  });

  it('accepts no rows, and refuses rows of another width', async () => {
    const path = await temporaryFile();
    await saveModel(path, contents);
    const model = await loadModel(path);
    expect(await model.predict([])).toEqual([]);
    await expect(model.predict([[1, 2]])).rejects.toThrow(RangeError);
    model.dispose();
  });
});
