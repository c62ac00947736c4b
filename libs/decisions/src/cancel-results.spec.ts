import { given } from './hospital.spec-support';
import { cancellation, creatinine, merge } from './messages.spec-support';

const baseline = creatinine('80', -24);
const first = creatinine('20', 0, { order: 'F1', placer: 'P1', service: 'UE' });

describe('a cancelled order', () => {
  it('withdraws its results and keeps their values for the record', () => {
    given(baseline, first)
      .when(cancellation('F1', 1, { service: 'UE' }))
      .thenEvents('ResultRevised', 'ReviewDue', 'ReviewDue')
      .thenDecisions({ because: 'withdrawn' }, { because: 'uncovered', creatinineUmolPerL: 80 })
      .thenResults('1', {}, { umolPerL: '20', status: 'X', revision: 2, origin: 'feed' })
      .when(creatinine('81', 24))
      .thenPaged();
  });

  it.each([
    ['its placer number', 'P1', {}],
    ['no service', 'F1', { service: '' }],
    ['the placer number beside another filler number', 'F1', { placer: 'P9' }],
  ])('is known by %s', (_name, order, more) => {
    given(first)
      .when(cancellation(order, 1, more))
      .thenResults('1', { status: 'X' });
  });

  it.each([
    ['another order', cancellation('F2', 1)],
    ['another service under the same number', cancellation('F1', 1, { service: 'LFT' })],
    ['another patient', cancellation('F1', 1, { mrn: '2' })],
    ['a cancellation sent before the result', cancellation('F1', -1)],
  ])('is not %s', (_name, message) => {
    given(first).when(message).thenEvents();
  });

  it('withdraws every sample of the order, of any time', () => {
    given(first, creatinine('90', 400 * 24, { order: 'F1' }))
      .when(cancellation('F1', 401 * 24))
      .thenResults('1', { status: 'X' }, { status: 'X' });
  });

  it('decides each sample again under a revision of its own', () => {
    given(first, creatinine('90', 24, { order: 'F1' }))
      .when(cancellation('F1', 25))
      .thenDecisions(
        { revision: 2, because: 'withdrawn', observedLocal: '20240331000000' },
        { revision: 2, because: 'history-changed' },
        { revision: 3, because: 'withdrawn', observedLocal: '20240401000000' },
      );
  });

  it('changes nothing when it is resent', () => {
    given(first, cancellation('F1', 1)).when(cancellation('F1', 1)).thenEvents();
  });

  it('is reported again by a later result', () => {
    given(first, cancellation('F1', 1))
      .when(creatinine('85', 0, { order: 'F1', sentHours: 2 }))
      .thenResults('1', { umolPerL: '85', status: 'F' });
  });

  it('withdraws results under a number that was merged', () => {
    given(first, merge('2', '1', 1))
      .when(cancellation('F1', 2, { mrn: '2' }))
      .thenResults('2', { status: 'X' });
  });
});
