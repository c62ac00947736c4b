import { chance, exampleRows } from '../model.spec-support';
import { fitLogistic } from '../training/fit-logistic';
import { trainNetwork } from '../training/train-network';
import { averageNetworks } from './average-networks';
import { type Network } from './network';
import { NetworkScorer } from './network-scorer';

const train = exampleRows(300);
const small = (seed: number, hidden: number[] = [4]) =>
  trainNetwork({
    ...train,
    hidden,
    epochs: 2,
    batchRows: 64,
    learningRate: 0.01,
    l2: 0,
    random: chance(seed),
  }).network;

function logits(network: Network, rows: number[][]): number[] {
  const scorer = new NetworkScorer(network);
  const found = scorer.logits(rows);
  scorer.dispose();
  return found;
}

describe('averageNetworks', () => {
  it('gives the mean logit of linear and hidden-layer networks', () => {
    const members = [small(1), small(2), fitLogistic({ ...train, ridge: 1 })];
    const { rows } = exampleRows(50, 3);
    const each = members.map((member) => logits(member, rows));
    logits(averageNetworks(members), rows).forEach((logit, row) => {
      const mean = each.reduce((sum, own) => sum + (own[row] as number), 0) / members.length;
      expect(logit).toBeCloseTo(mean, 4);
    });
  });

  it('refuses networks that it cannot join', () => {
    const other = fitLogistic({ ...exampleRows(20, 9), ridge: 1 });
    expect(() => averageNetworks([small(1), other])).toThrow(/normalisations/);
    expect(() => averageNetworks([small(1, [4, 3])])).toThrow(/3 layers/);
    expect(() => averageNetworks([])).toThrow(RangeError);
  });
});
