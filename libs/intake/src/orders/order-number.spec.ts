import { observationsOf } from '../intake.spec-support';

const OBR = 'OBR|1|P1|F1||||20240331004500';
const OBX = 'OBX|1|NM|X||1';

describe('the order number of a result', () => {
  it.each([
    ['the filler number of OBR', ['ORC|RE|P0|F0', OBR], 'F1'],
    ['the filler number of ORC', ['ORC|RE|P0|F0', 'OBR|1|P1'], 'F0'],
    ['the placer number of OBR', ['ORC|RE|P0', 'OBR|1|P1^EHR'], 'P1'],
    ['the placer number of ORC', ['ORC|RE|P0', 'OBR|1'], 'P0'],
    ['no number of an earlier order', [OBR, 'OBR|2'], ''],
    ['no ORC of an earlier order', ['ORC|RE|P0|F0', 'OBR|1', 'OBR|2'], ''],
    ['an ORC without an OBR', [OBR, 'ORC|RE|P0|F0'], 'F0'],
    ['the filler number of the specimen', ['SPM|1|SP&EHR^SF&LAB', 'OBR|1'], 'SF'],
    ['the placer number of the specimen', ['SPM|1|SP&EHR', 'OBR|1'], 'SP'],
    ['nothing without an order', [], ''],
  ])('is %s', (_case, segments, expected) => {
    expect(observationsOf(...segments, OBX).at(-1)?.order).toBe(expected);
  });

  it.each([
    ['stands beside the filler number', ['OBR|1|P1|F1'], 'P1'],
    ['may come from ORC', ['ORC|RE|P0', 'OBR|1||F1'], 'P0'],
    ['is left out if it is the order number', ['OBR|1|P1'], undefined],
    ['is left out if there is none', ['OBR|1||F1'], undefined],
  ])('has a placer number that %s', (_case, segments, expected) => {
    expect(observationsOf(...segments, OBX)[0]?.placer).toBe(expected);
  });

  it('is not that of an order which follows', () => {
    expect(observationsOf(OBX, OBR, OBX).map(({ order }) => order)).toEqual(['', 'F1']);
  });

  it('comes from the specimen after each order in ORU', () => {
    const orders = observationsOf('OBR|1', OBX, 'SPM|1|^S1', 'OBR|2', OBX, 'SPM|2|S2');
    expect(orders.map(({ order }) => order)).toEqual(['S1', 'S2']);
  });

  it('comes from the specimen ahead of several orders in OUL', () => {
    const orders = observationsOf('SPM|1|S1', 'OBR|1', OBX, 'OBR|2', OBX, 'SPM|2|S2', 'OBR|3', OBX);
    expect(orders.map(({ order }) => order)).toEqual(['S1', 'S1', 'S2']);
  });
});
