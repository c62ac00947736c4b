import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FEATURES } from '@renwatch/aki';

import { type ModelContents } from './file/model-contents';
import { toModelContents } from './training/to-model-contents';
import { trainNetwork } from './training/train-network';

/** Random numbers for tests (Park and Miller). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Rows with all features; the label is true if the sum of the first two columns is high. */
export function exampleRows(count: number, seed = 7): { rows: number[][]; labels: boolean[] } {
  const random = chance(seed);
  const rows = Array.from({ length: count }, () => FEATURES.map(() => random() * 4 - 2));
  return { rows, labels: rows.map(([a = 0, b = 0]) => a + b > 0.5) };
}

/** The contents of a small trained model. */
export function exampleContents(): ModelContents {
  const { network } = trainNetwork({
    ...exampleRows(300),
    hidden: [8],
    epochs: 5,
    batchRows: 32,
    learningRate: 0.01,
    l2: 0,
    random: chance(3),
  });
  const figures = { f3: 1, precision: 1, recall: 1 };
  return toModelContents(network, {
    version: 'example',
    holdBackThreshold: 0.25,
    alertThreshold: 0.75,
    domain: {
      ageYears: { min: 0, max: 90 },
      historyResults: { min: 1, max: 40 },
      umolPerL: { min: 10, max: 900 },
    },
    provenance: {
      data: 'example',
      dataSha256: '',
      rows: 300,
      positives: 100,
      seed: '3',
      prevalence: 0.2,
      folds: 2,
      epochs: 5,
      validation: { policy: figures, model: figures, rule: figures },
    },
  });
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A path in a new folder, which is removed after the spec. */
export async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'renwatch-model-'));
  folders.push(folder);
  return join(folder, 'model.json');
}
