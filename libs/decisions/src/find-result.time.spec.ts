import { given } from './hospital.spec-support';
import { creatinine, next, report, type Creatinine } from './messages.spec-support';

const MINUTE_HOURS = 1 / 60;
const first = creatinine('20', 0, { order: 'F1', placer: 'P1' });

describe('a corrected time', () => {
  const moved = next('85', 15 * MINUTE_HOURS, { status: 'C', sentHours: 2 });
  const result = creatinine('200', 0, { order: 'F1' });

  it('moves the result and decides it again', () => {
    given(creatinine('80', -24), result)
      .when(moved)
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', {}, { umolPerL: '85', observedLocal: '20240331001500', revision: 2 });
  });

  it('moves the result by an amendment too, in either order', () => {
    const amended = next('85', 15 * MINUTE_HOURS, { status: 'A', sentHours: 2 });
    const after = { umolPerL: '85', observedLocal: '20240331001500' };
    given(result).when(amended).thenResults('1', after);
    given(amended).when(result).thenResults('1', after);
  });

  it.each(['B', 'V', 'Q'])('is another sample with status %s, as with F', (status) => {
    given(result)
      .when(next('85', 15 * MINUTE_HOURS, { status, sentHours: 2 }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it('does not page again for the same level', () => {
    given(creatinine('80', -24), result)
      .when(next('201', 15 * MINUTE_HOURS, { status: 'C', sentHours: 2 }))
      .thenPaged(200);
  });

  it('decides again what looked back on the old or new time', () => {
    const late = next('82', 5, { status: 'C', sentHours: 20 });
    given(result, creatinine('90', 3), creatinine('91', 10))
      .when(late)
      .thenDecisions(
        { because: 'revised', creatinineUmolPerL: 82 },
        { because: 'history-changed', creatinineUmolPerL: 90, history: [] },
        { because: 'history-changed', creatinineUmolPerL: 91 },
      );
  });

  it('uncovers the result that is the newest now', () => {
    given(
      creatinine('80', 0),
      creatinine('82', 12, { order: 'F1' }),
      creatinine('320', 10, { sentHours: 13 }),
    )
      .thenPaged()
      .when(next('82', 5, { status: 'C', sentHours: 14 }))
      .thenPaged(320);
  });

  it.each<[string, Creatinine]>([
    ['code', { code: '', specimen: 'S1' }],
    ['specimen', {}],
    ['code and specimen', { code: '' }],
  ])('prefers the sample that names its %s to a nearer one', (_field, nearer) => {
    given(next('20', 0, nearer), next('79', 6, { specimen: 'S1', sentHours: 7 }))
      .when(next('81', 1, { specimen: 'S1', status: 'C', sentHours: 8 }))
      .thenResults('1', { umolPerL: '20' }, { umolPerL: '81' });
  });

  it.each([
    ['F', 'C'],
    ['C', 'F'],
    ['C', 'C'],
  ])('leaves two samples of one message apart: status %s and %s', (status, other) => {
    const message = report(next('80', 0, { status }), next('90', 2, { status: other }));
    given()
      .when(message)
      .thenResults('1', { umolPerL: '80', revision: 1 }, { umolPerL: '90', revision: 1 })
      .when(message)
      .thenEvents();
  });

  it('is that of its own sample if its message corrects two', () => {
    given(next('20', 0, {}), next('79', 6, { sentHours: 7 }))
      .when(
        report(next('21', 0, { status: 'C', sentHours: 8 }), next('81', 1, { status: 'C', sentHours: 8 })),
      )
      .thenResults('1', { umolPerL: '21', revision: 2 }, { umolPerL: '81', revision: 2 });
  });

  it('is not that of a result sent later', () => {
    given(next('80', 0, { sentHours: 3 }))
      .when(next('90', 1, { status: 'C', sentHours: 2 }))
      .thenResults('1', { umolPerL: '80', correctedFrom: '' }, { umolPerL: '90' });
  });

  it('does not take another sample that arrives late for the first time', () => {
    given(result, moved)
      .when(next('90', 1, { sentHours: 1.5 }))
      .thenResults('1', { umolPerL: '85' }, { umolPerL: '90' });
  });

  it('takes a late message that names the day of the first time', () => {
    given(next('200', 0, {}), next('85', 27, { status: 'C', sentHours: 28 }))
      .when(next('200', 0, { digits: 8, sentHours: 0.5 }))
      .thenResults('1', { umolPerL: '85' });
  });

  it.each([
    ['the day', 8],
    ['the minute', 12],
  ])('is told apart from the first time, given to %s', (_precision, digits) => {
    given(next('85', 27, { status: 'C', sentHours: 28 }))
      .when(next('200', 0, { digits, sentHours: 1 }))
      .thenResults('1', { umolPerL: '85', correctedFrom: '20240331000000'.slice(0, digits) })
      .when(next('200', 0, { sentHours: 2 }))
      .thenResults('1', { umolPerL: '85' });
  });

  it('is not assumed of a sample whose value alone was corrected', () => {
    given(next('20', 0, {}), next('25', 0, { status: 'C', sentHours: 3 }))
      .when(next('79', 2, { sentHours: 2 }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it('is that of the nearest sample', () => {
    given(first, next('79', 6, { sentHours: 7 }))
      .when(next('81', 5, { status: 'C', sentHours: 8 }))
      .thenResults('1', { umolPerL: '20' }, { umolPerL: '81' });
  });

  it.each([-367, 367])('may be wrong by more than a year: %i days', (days) => {
    given(result)
      .when(next('85', days * 24, { status: 'C', sentHours: 2 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { umolPerL: '85' });
  });

  it('leaves one result if the correction arrives first', () => {
    given(moved).when(result).thenResults('1', { umolPerL: '85', observedLocal: '20240331001500' });
  });

  it('does not take a sample that arrives later, sent together', () => {
    const together = next('85', 15 * MINUTE_HOURS, { status: 'C', sentHours: 1 });
    const other = next('200', 0, { sentHours: 1 });
    given(other).when(together).thenResults('1', { umolPerL: '85' });
    given(together).when(other).thenResults('1', { umolPerL: '200' }, { umolPerL: '85' });
  });

  it('lets a later sample take the first time', () => {
    given(result, moved)
      .when(next('90', 0, { id: 'again', sentHours: 3 }))
      .thenEvents('ResultAdded', 'ReviewDue', 'ReviewDue')
      .thenResults('1', { umolPerL: '90' }, { umolPerL: '85' });
  });

  it('may leave its first time to a later sample, a year away', () => {
    given(result, next('85', -400 * 24, { status: 'C', sentHours: 2 }))
      .when(next('90', 0, { id: 'again', sentHours: 3 }))
      .thenResults('1', { umolPerL: '85' }, { umolPerL: '90' });
  });

  it('becomes finer without a correction', () => {
    given(creatinine('20', 5, { order: 'F1', status: 'P', digits: 8 }))
      .when(next('79', 2, { sentHours: 6 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { umolPerL: '79', observedLocal: '20240331020000' });
  });

  it('stays as fine as it was', () => {
    given(creatinine('20', 5, { order: 'F1', status: 'P' }))
      .when(next('79', 0, { sentHours: 6, digits: 8 }))
      .thenResults('1', { umolPerL: '79', observedLocal: '20240331050000' });
  });
});
