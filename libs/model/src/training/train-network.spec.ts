import { chance, exampleRows } from '../model.spec-support';
import { NetworkScorer } from '../network/network-scorer';
import { tf } from '../tensorflow/tensorflow';
import { trainNetwork, type TrainNetworkOptions } from './train-network';

const options: Omit<TrainNetworkOptions, 'random'> = {
  ...exampleRows(800),
  hidden: [8],
  epochs: 30,
  batchRows: 64,
  learningRate: 0.01,
  l2: 1e-4,
};

describe('trainNetwork', () => {
  it('learns a simple rule', () => {
    const { network } = trainNetwork({ ...options, random: chance(1) });
    const scorer = new NetworkScorer(network);
    const fresh = exampleRows(500, 99);
    const right = scorer
      .score(fresh.rows)
      .filter((probability, index) => probability > 0.5 === fresh.labels[index]);
    scorer.dispose();
    expect(right.length / 500).toBeGreaterThan(0.93);
  });

  it('depends only on rows and random numbers', () => {
    const few = { ...options, epochs: 3 };
    const first = trainNetwork({ ...few, random: chance(1) });
    expect(trainNetwork({ ...few, random: chance(1) })).toEqual(first);
    expect(trainNetwork({ ...few, random: chance(2) })).not.toEqual(first);
  });

  it('stops early and returns the best weights', () => {
    const noise = chance(5);
    const rows = exampleRows(60).rows;
    const labels = rows.map(() => noise() < 0.5);
    const losses: number[] = [];
    const { epochs } = trainNetwork({
      ...options,
      rows,
      labels,
      epochs: 400,
      random: chance(1),
      validation: { ...exampleRows(100, 12), patienceEpochs: 5 },
      onEpoch: (_epoch, loss) => losses.push(loss ?? NaN),
    });
    expect(losses.length).toBeLessThan(400);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(epochs);
    expect(losses.length).toBe(epochs + 5);
  });

  it('frees its tensors', () => {
    const before = tf.memory().numTensors;
    const { network } = trainNetwork({
      ...options,
      epochs: 2,
      random: chance(1),
      validation: { ...exampleRows(50), patienceEpochs: 5 },
    });
    const scorer = new NetworkScorer(network);
    scorer.score(exampleRows(10).rows);
    scorer.dispose();
    scorer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses to train on no rows', () => {
    expect(() => trainNetwork({ ...options, rows: [], labels: [], random: chance(1) })).toThrow(RangeError);
  });
});
