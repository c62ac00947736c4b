import { type MessageFacts } from './facts';
import { given } from './hospital.spec-support';
import { creatinine, type Creatinine, merge } from './messages.spec-support';

const number = (more: Creatinine = {}) => creatinine('100', 0, { order: 'F1', placer: 'P1', ...more });
const confirmation = (hours: number, more: Creatinine = {}) =>
  creatinine(null, hours, { order: 'F1', status: 'U', confirms: true, sentHours: 2, ...more });

describe('a confirmation without a value', () => {
  it.each<[string, MessageFacts, MessageFacts]>([
    ['its order', number(), confirmation(0)],
    ['its order at another time', number(), confirmation(1)],
    ["its placer's number", number(), confirmation(0, { order: 'P1' })],
    ['its order if it was withdrawn', number({ status: 'D' }), confirmation(0)],
    ['its time without an order', number({ order: '', placer: '' }), confirmation(0, { order: '' })],
    ['its time if it has an order', number(), confirmation(0, { order: '' })],
    ['its time if the confirmation has an order', number({ order: '', placer: '' }), confirmation(0)],
  ])('changes nothing if the number is known by %s', (_case, known, confirmed) => {
    given(known).when(confirmed).thenEvents().thenResults('1', { umolPerL: '100', revision: 1 });
  });

  it.each<[string, MessageFacts]>([
    ['another order', confirmation(0, { order: 'F2' })],
    ['another code', confirmation(0, { code: 'POCT' })],
    ['another sub-id', confirmation(0, { subId: '2' })],
    ['another time without an order', confirmation(1, { order: '' })],
    ['another patient', confirmation(0, { mrn: '2' })],
  ])('is unmatched if it is of %s', (_case, confirmed) => {
    given(number()).when(confirmed).thenEvents('ConfirmationUnmatched').thenDecisions();
    given(number()).when(confirmed).thenResults('1', { umolPerL: '100', revision: 1 });
  });

  it('is unmatched once for each message, and adds no result', () => {
    const { hospital } = given().when(confirmation(0)).thenEvents('ConfirmationUnmatched');
    expect(hospital.resultsOf('1')).toEqual([]);
  });

  it('finds the number under a number that was merged', () => {
    given(number({ mrn: '2' }), merge('1', '2', 1))
      .when(confirmation(0))
      .thenEvents();
  });

  it('finds an imported number by its time', () => {
    const scenario = given(number({ order: '', placer: '' }));
    scenario.hospital.forgetDecisions('1');
    scenario.when(confirmation(0)).thenEvents();
  });
});
