import { extract, hl7, MSH, observationsOf } from '../intake.spec-support';

const obr = (status: string) => `OBR|1|P1|F1|UE^Urea${'|'.repeat(21)}${status}`;

describe('the status of an order', () => {
  it.each([
    ['X', 'X'],
    ['F', 'F'],
    ['p', 'P'],
    ['R', 'R'],
    ['C', 'C'],
    ['M', 'C'],
    ['I', 'I'],
    ['O', 'I'],
    ['S', 'I'],
    ['N', 'I'],
    ['A', ''],
    ['Z', ''],
    ['', ''],
  ])('%j stands in for an empty OBX-11 as %j', (status, expected) => {
    expect(observationsOf(obr(status), 'OBX|1|NM|X||1')[0]?.status).toBe(expected);
  });

  it('does not replace OBX-11', () => {
    expect(observationsOf(obr('X'), 'OBX|1|NM|X||1||||||F')[0]?.status).toBe('F');
  });
});

describe('a cancelled order', () => {
  const cancelled = (...segments: string[]) => extract(hl7(MSH, 'PID|1||1', ...segments)).cancelledOrders;

  it.each([
    ['OBR-25 X', [obr('X')]],
    ['ORC-1 OC', ['ORC|OC', obr('')]],
    ['ORC-1 CR', ['ORC|CR', obr('')]],
    ['ORC-5 CA', ['ORC|SC||||CA', obr('')]],
  ])('is told by %s', (_case, segments) => {
    expect(cancelled(...segments)).toEqual([{ order: 'F1', placer: 'P1', service: 'UE' }]);
  });

  it('has no placer number and no service if none is given', () => {
    expect(cancelled(`OBR|1||F1${'|'.repeat(22)}X`)).toEqual([{ order: 'F1', service: '' }]);
  });

  it.each([
    ['a request to cancel', ['ORC|CA', obr('')]],
    ['an order that OBR-25 calls final', ['ORC|OC', obr('F')]],
    ['an order with an observation', [obr('X'), 'OBX|1|NM|X||1']],
    ['an order without a number', [`OBR|1||||${'|'.repeat(20)}X`]],
    ['a result', [obr('F'), 'OBX|1|NM|X||1']],
  ])('is not %s', (_case, segments) => {
    expect(cancelled(...segments)).toBeUndefined();
  });
});
