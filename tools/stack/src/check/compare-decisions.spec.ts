import { compareDecisions } from './compare-decisions';
import { type KnownStream } from './known-result';

const result = (local: string, umolPerL: number) => ({ mrn: '1', local, umolPerL });
const stream: KnownStream = {
  messages: 3,
  patients: new Map(),
  results: [result('20240401000000', 50), result('20240402000000', 80), result('20240402000000', 80)],
};
const decision = (observedLocal: string, umolPerL: string, stage: number) => ({
  mrn: '1',
  observedLocal,
  umolPerL,
  stage,
});
const first = decision('20240401000000', '50', 0);

describe('the comparison of decisions', () => {
  it('counts each result of the stream once, and those equal', () => {
    const decisions = [first, decision('20240402000000', '80', 1)];
    expect(compareDecisions(stream, [], decisions)).toEqual({ compared: 2, equal: 2, differences: [] });
  });

  it('lists another stage, and a decision that is missing', () => {
    expect(compareDecisions(stream, [], [decision('20240402000000', '80.0', 2)])).toEqual({
      compared: 2,
      equal: 0,
      differences: [
        '1,20240401000000, 50 µmol/L: no decision recorded, stage 0 expected',
        '1,20240402000000, 80 µmol/L: stage 2 recorded, stage 1 expected',
      ],
    });
  });

  it('looks back on the history too', () => {
    const history = [result('20240331000000', 20)];
    const { differences } = compareDecisions(stream, history, [first, decision('20240402000000', '80', 1)]);
    expect(differences).toEqual([
      '1,20240401000000, 50 µmol/L: stage 0 recorded, stage 2 expected',
      '1,20240402000000, 80 µmol/L: stage 1 recorded, stage 3 expected',
    ]);
  });
});
