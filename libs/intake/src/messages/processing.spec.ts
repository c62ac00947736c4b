import { extract, hl7, MSH } from '../intake.spec-support';
import { repeatsThePast, takesProcessing } from './processing';

const recordOf = (msh11: string) => extract(hl7(MSH.replace('|||2.5', `||${msh11}|2.5`)));

describe('processing', () => {
  it.each([
    ['', undefined],
    ['P', undefined],
    ['p^', undefined],
    ['""', undefined],
    ['P^I', { id: 'P', mode: 'I' }],
    ['^i', { id: 'P', mode: 'I' }],
    ['T', { id: 'T', mode: '' }],
    ['d^T', { id: 'D', mode: 'T' }],
  ])('reads MSH-11 %j', (msh11, expected) => {
    expect(recordOf(msh11).processing).toEqual(expected);
  });

  it.each([
    ['', ['P'], true],
    ['P', ['P'], true],
    ['P^I', ['P'], true],
    ['T', ['P'], false],
    ['D', ['P'], false],
    ['D^T', ['P'], false],
    ['X', ['P'], false],
    ['T', ['P', 'T'], true],
    ['', ['T'], false],
  ])('takes MSH-11 %j at a feed with %j: %s', (msh11, processingIds, expected) => {
    expect(takesProcessing({ processingIds }, recordOf(msh11))).toBe(expected);
  });

  it.each([
    ['P^I', true],
    ['P^A', true],
    ['P^R', true],
    ['T^I', true],
    ['P^T', false],
    ['P', false],
    ['', false],
    ['I', false],
  ])('repeats the past with MSH-11 %j: %s', (msh11, expected) => {
    expect(repeatsThePast(recordOf(msh11))).toBe(expected);
  });
});
