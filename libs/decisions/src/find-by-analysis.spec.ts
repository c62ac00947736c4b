import { type MessageFacts } from './facts';
import { given } from './hospital.spec-support';
import { creatinine, type Creatinine, report } from './messages.spec-support';

describe('a time of analysis, if no other is given', () => {
  const analysed = (umolPerL: string | null, hours: number, status: string, more: Creatinine = {}) =>
    creatinine(umolPerL, hours, { order: 'o1', status, isTimeOfAnalysis: true, ...more });
  const preliminary = analysed('300', 0, 'P');
  const history = creatinine('80', -48);

  it.each<[string, MessageFacts]>([
    ['with another number soon after', analysed('310', 2, 'F')],
    ['with the same number within a day', analysed('300', 24, 'F')],
    ['without a status', analysed('310', 1, '')],
    ['at the same time', analysed('310', 0, 'F', { sentHours: 1 })],
  ])('makes one result of a preliminary and its final %s', (_case, final) => {
    const [reported] = final.results;
    for (const messages of [
      [preliminary, final],
      [final, preliminary],
    ])
      given(history, ...messages).thenResults(
        '1',
        {},
        {
          umolPerL: reported?.umolPerL ?? '',
          status: reported?.status ?? '',
          observedLocal: reported?.observedAt.local ?? '',
        },
      );
    given(history, preliminary, final).thenPaged(300).when(preliminary, final).thenEvents();
    expect(given(preliminary, final).hospital.resultsOf('1')).toHaveLength(1);
    expect(given(final, preliminary).hospital.resultsOf('1')).toHaveLength(1);
  });

  it.each([
    ['a text', 'F', 2],
    ['a cancellation', 'X', 2],
    ['a deletion', 'D', 30],
    ['a number of another patient', 'W', 30],
  ])('lets %s withdraw the preliminary number', (_case, status, hours) => {
    const { hospital } = given(preliminary, analysed(null, hours, status));
    expect(hospital.resultsOf('1')).toMatchObject([{ status, revision: 2, observedLocal: '20240331000000' }]);
  });

  it('makes one result of a preliminary without a number and its final', () => {
    expect(given(analysed(null, 0, 'I'), analysed('300', 24, 'F')).hospital.resultsOf('1')).toHaveLength(1);
  });

  it.each<[string, MessageFacts, MessageFacts]>([
    ['two preliminary numbers', preliminary, analysed('310', 1, 'P')],
    ['two final numbers', analysed('300', 0, 'F'), analysed('310', 1, 'F')],
    ['a final of hours later', preliminary, analysed('310', 2.1, 'F')],
    ['an equal final of the next day', preliminary, analysed('300', 25, 'F')],
    ['a text of hours later', preliminary, analysed(null, 2.1, 'F')],
    ['a cancellation of hours later', preliminary, analysed(null, 2.1, 'X')],
    ['a cancellation after a final', analysed('300', 0, 'F'), analysed(null, 4, 'X')],
    ['a cancellation soon after a final', analysed('300', 0, 'F'), analysed(null, 0.1, 'X')],
    ['a cancellation of before a final', analysed('300', 4, 'F'), analysed(null, 3.9, 'X', { sentHours: 5 })],
    ['a final of before', preliminary, analysed('310', -0.5, 'F', { sentHours: 1 })],
    ['a final that was sent before', preliminary, analysed('310', 0.5, 'F', { sentHours: -1 })],
    ['another code', preliminary, analysed('310', 1, 'F', { code: 'POCT' })],
    ['another order', preliminary, analysed('310', 1, 'F', { order: 'o2' })],
    [
      'times of collection',
      analysed('300', 0, 'P', { isTimeOfAnalysis: false }),
      analysed('310', 1, 'F', { isTimeOfAnalysis: false }),
    ],
  ])('keeps two samples with %s', (_case, early, late) => {
    for (const messages of [
      [early, late],
      [late, early],
    ])
      expect(given(...messages).hospital.resultsOf('1')).toHaveLength(2);
  });

  it('lets a cancellation withdraw the number of its own time', () => {
    given(analysed('300', 0, 'F'))
      .when(analysed(null, 0, 'X', { sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { status: 'X', umolPerL: '300' });
  });

  it('keeps a number that a cancellation of another sample accompanies', () => {
    const first = analysed('300', 0, 'F');
    const second = report(analysed(null, 3.9, 'X'), analysed('310', 4, 'F'));
    for (const messages of [
      [first, second],
      [second, first],
    ])
      given(...messages).thenResults('1', { status: 'F' }, { status: 'X' }, { status: 'F' });
  });

  it('keeps both numbers of an order if a withdrawal tells neither', () => {
    const { hospital } = given(preliminary, analysed('310', 4, 'F'), analysed(null, 8, 'D'));
    expect(hospital.resultsOf('1')).toHaveLength(3);
  });

  it.each(['D', 'W'])('lets status %s withdraw the only number of its order', (status) => {
    const final = analysed('300', 0, 'F');
    const withdrawal = analysed(null, 30, status);
    given(final)
      .when(withdrawal)
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { status, umolPerL: '300', observedLocal: '20240331000000' });
    for (const messages of [
      [final, analysed('310', 6, 'F'), withdrawal],
      [final, analysed(null, 30, status, { isTimeOfAnalysis: false })],
      [analysed('300', 0, 'F', { sentHours: 31 }), withdrawal],
    ])
      expect(given(...messages).hospital.resultsOf('1')).toHaveLength(messages.length);
  });

  it('keeps two samples of one message', () => {
    given()
      .when(report(preliminary, analysed('310', 1, 'F')))
      .thenEvents(...(['ResultAdded', 'ReviewDue', 'ResultAdded', 'ReviewDue'] as const));
  });

  it('finds the final of each sample of a serial order', () => {
    const samples = [0, 4, 8].map((hours) => ({
      first: analysed(`${100 + hours}`, hours, 'P'),
      final: analysed(`${200 + hours}`, hours + 0.5, 'F'),
    }));
    const expected = samples.map(({ final }) => ({ umolPerL: final.results[0]?.umolPerL ?? '' }));
    given(...samples.map(({ first: p }) => p), ...samples.map(({ final }) => final)).thenResults(
      '1',
      ...expected,
    );
    given(...samples.flatMap(({ first: p, final }) => [p, final])).thenResults('1', ...expected);
    given(...samples.flatMap(({ first: p, final }) => [final, p])).thenResults('1', ...expected);
    expect(
      given(...samples.flatMap(({ first: p, final }) => [p, final])).hospital.resultsOf('1'),
    ).toHaveLength(3);
  });
});
