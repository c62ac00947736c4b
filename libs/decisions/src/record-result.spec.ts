import { given } from './hospital.spec-support';
import { type MessageFacts } from './facts';
import { creatinine, report } from './messages.spec-support';

const first = creatinine('100', 0, { order: 'o1' });
const corrected = (sentHours: number) => creatinine('120', 0, { order: 'o1', status: 'C', sentHours });

describe('a reported result', () => {
  it('counts once: a resend changes nothing', () => {
    given(creatinine('100', 0)).when(creatinine('100', 0)).thenEvents();
  });

  it('is the same result if another message repeats value and time', () => {
    given(creatinine('100', 0))
      .when(creatinine('100', 0, { id: 'm2' }))
      .thenEvents();
  });

  it('is two results if one message has it under two orders', () => {
    given()
      .when(report(first, creatinine('100', 0, { order: 'o2' })))
      .thenEvents('ResultAdded', 'ReviewDue', 'ResultAdded', 'ReviewDue');
  });

  it('is two results if two values have one time and no order', () => {
    given(creatinine('100', 0)).when(creatinine('120', 0)).thenEvents('ResultAdded', 'ReviewDue');
  });

  it('is two results if two sub-ids share an order number', () => {
    given(first)
      .when(creatinine('120', 0, { order: 'o1', subId: '2' }))
      .thenEvents('ResultAdded', 'ReviewDue');
  });

  it('is a revision if its order number has another value', () => {
    given(first)
      .when(corrected(1))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { revision: 2, umolPerL: '120', status: 'C' });
  });

  it('is a revision if only the comparator changes', () => {
    given(first)
      .when(creatinine('100', 0, { order: 'o1', comparator: '>', sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { revision: 2, comparator: '>' });
  });

  it('is a revision if only the status changes', () => {
    given(first)
      .when(creatinine('100', 0, { order: 'o1', status: 'C', sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { revision: 2, status: 'C' });
  });

  it('is a revision if only the time is corrected again', () => {
    const moved = (hours: number, sentHours: number) =>
      creatinine('100', hours, { order: 'o1', status: 'C', sentHours });
    given(first, moved(1, 2))
      .when(moved(1.5, 3))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { revision: 3, observedLocal: '20240331013000', correctedFrom: '20240331010000' });
  });

  it.each([
    ['placer', 'P1'],
    ['specimen', 'S1'],
    ['service', 'UE'],
    ['code', 'CREATININE'],
  ])('learns its %s from a repetition, and keeps it', (field, value) => {
    const repeated = (text: string, id: string) =>
      creatinine('100', 0, { order: 'o1', code: '', [field]: text, id });
    given(repeated('', 'first'))
      .when(repeated(value, 'second'))
      .thenEvents('ResultConfirmed')
      .thenResults('1', { revision: 1, [field]: value })
      .when(repeated('', 'third'))
      .thenEvents()
      .thenResults('1', { [field]: value });
  });

  it('is one of three if three codes share its order', () => {
    const ofCode = (code: string) => creatinine('100', 0, { order: 'o1', code });
    const { hospital } = given().when(report(ofCode('A'), ofCode('B'), ofCode('C')));
    const results = hospital.resultsOf('1');
    expect(results.map(({ code }) => code).sort()).toEqual(['A', 'B', 'C']);
    expect(new Set(results.map(({ id }) => id)).size).toBe(3);
  });

  it('keeps its value if it is repeated after a correction was sent', () => {
    given(first)
      .when(creatinine('100', 0, { order: 'o1', sentHours: 2 }))
      .thenEvents('ResultConfirmed')
      .when(corrected(1))
      .thenEvents()
      .thenResults('1', { revision: 1, umolPerL: '100' });
  });

  it('keeps its correction if a repetition of the first value is resent', () => {
    const repeated = creatinine('100', 0, { order: 'o1', id: 'm2' });
    given(first, repeated, corrected(0)).when(repeated).thenEvents().thenResults('1', { umolPerL: '120' });
  });

  it('keeps its correction if the original is resent', () => {
    given(first, corrected(0)).when(first).thenEvents().thenResults('1', { umolPerL: '120' });
  });

  it('keeps its final value if an older preliminary arrives late', () => {
    given(first)
      .when(creatinine('90', 0, { order: 'o1', status: 'P', sentHours: 1 }))
      .thenEvents();
  });

  describe('without an order number', () => {
    const correction = creatinine('120', 0, { status: 'C' });

    it('is corrected if it is the only one of its time', () => {
      given(creatinine('100', 0))
        .when(correction)
        .thenEvents('ResultRevised', 'ReviewDue')
        .thenResults('1', { umolPerL: '120', revision: 2 });
    });

    it('is not corrected if two of its time could be meant', () => {
      given(creatinine('100', 0), creatinine('110', 0))
        .when(correction)
        .thenEvents('ResultAdded', 'ReviewDue');
    });

    it('is recognised by its first value after a correction', () => {
      given(creatinine('100', 0), correction)
        .when(creatinine('100', 0, { sentHours: 1 }))
        .thenEvents('ResultRevised', 'ReviewDue')
        .thenResults('1', { umolPerL: '100', revision: 3 });
    });

    it('is not kept if it is withdrawn before any value came', () => {
      given()
        .when(creatinine(null, 0, { status: 'D' }))
        .thenEvents()
        .thenResults('1');
    });
  });

  it('stays withdrawn if the withdrawal overtook it', () => {
    given(creatinine(null, 0, { order: 'o1', status: 'D', sentHours: 2 }))
      .when(first)
      .thenEvents()
      .thenResults('1', { umolPerL: null, status: 'D' });
  });

  it('keeps its value when it is withdrawn', () => {
    given(first)
      .when(creatinine(null, 0, { order: 'o1', status: 'D', sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { umolPerL: '100', status: 'D' });
  });

  it.each(['C', 'F', ''])('loses its value to a text with status %j', (status) => {
    given(creatinine('80', -24), first)
      .when(creatinine(null, 0, { order: 'o1', status, sentHours: 1 }))
      .thenEvents('ResultRevised', 'ReviewDue', 'ReviewDue')
      .thenResults('1', {}, { umolPerL: null, status })
      .when(creatinine('81', 24))
      .thenDecisions({ history: [expect.anything() as never] });
  });

  describe('with two numbers in one message', () => {
    const reports = (...statuses: readonly [string, string]) =>
      report(
        creatinine('300', 0, { order: 'o1', status: statuses[0] }),
        creatinine('120', 0, { order: 'o1', status: statuses[1] }),
      );
    const flags = (...messages: readonly MessageFacts[]) => {
      const { hospital } = given().when(...messages);
      return hospital.events
        .filter((event) => event.type === 'ResultRevised')
        .map(({ isSecondNumber = false }) => isSecondNumber);
    };

    it('decides both, and the later one stands', () => {
      given(creatinine('80', -24))
        .when(reports('F', 'F'))
        .thenEvents('ResultAdded', 'ReviewDue', 'ResultRevised', 'ReviewDue')
        .thenPaged(300)
        .thenResults('1', {}, { umolPerL: '120', revision: 2 });
    });

    it.each([
      ['F', 'F', true],
      ['', 'F', true],
      ['P', 'P', true],
      ['C', 'C', true],
      ['P', 'F', false],
      ['F', 'C', false],
      ['F', 'D', false],
    ])('marks the later one for statuses %j and %j: %p', (first, second, isMarked) => {
      expect(flags(reports(first, second))).toEqual([isMarked]);
    });

    it('marks a number that differs by its comparator only', () => {
      const bound = creatinine('100', 0, { order: 'o1', comparator: '<' });
      expect(flags(report(first, bound))).toEqual([true]);
    });

    it('marks nothing if the statuses, orders or messages tell two numbers apart', () => {
      expect(flags(report(first, creatinine('120', 0, { order: 'o1', subId: '2' })))).toEqual([]);
      expect(flags(report(creatinine('100', 0), creatinine('120', 0)))).toEqual([]);
      expect(flags(report(first, creatinine('100', 0, { order: 'o1', status: '' })))).toEqual([false]);
      expect(flags(first, creatinine('120', 0, { order: 'o1', sentHours: 1 }))).toEqual([false]);
    });
  });

  describe('that was withdrawn because its number could not be read', () => {
    const unreadable = (status: string, sentHours = 1) =>
      creatinine(null, 0, { order: 'o1', status, sentHours, id: 'replayed' });
    /** The same message, read with the settings that it needed. */
    const read = (status: string, sentHours = 1) => ({
      ...creatinine('300', 0, { order: 'o1', status, sentHours }),
      messageId: unreadable(status, sentHours).messageId,
    });

    it.each(['C', 'A', 'F', ''])('gets the number of its replay with status %j', (status) => {
      given(creatinine('80', -24), first, unreadable(status))
        .when(read(status))
        .thenEvents('ResultRevised', 'ReviewDue')
        .thenResults('1', {}, { umolPerL: '300', status })
        .thenPaged(300)
        .when(read(status))
        .thenEvents();
    });

    it('gets the number of its replay if none came before', () => {
      given(unreadable('F'))
        .when(read('F'))
        .thenEvents('ResultRevised', 'ReviewDue')
        .thenResults('1', { umolPerL: '300' });
    });

    it('keeps what a later message told', () => {
      const later = creatinine('90', 0, { order: 'o1', status: 'C', sentHours: 2 });
      given(first, unreadable('C'), later).when(read('C')).thenEvents().thenResults('1', { umolPerL: '90' });
      const withdrawn = creatinine(null, 0, { order: 'o1', status: 'C', sentHours: 2 });
      given(first, unreadable('C'), withdrawn)
        .when(read('C'))
        .thenEvents()
        .thenResults('1', { umolPerL: null });
      given(first, unreadable('C')).when(first).thenEvents();
    });
  });

  it('keeps a final value that is sent after a text', () => {
    const text = creatinine(null, 0, { order: 'o1', sentHours: 0 });
    const value = creatinine('100', 0, { order: 'o1', sentHours: 1 });
    for (const arrival of [
      [text, value],
      [value, text],
    ])
      given(...arrival).thenResults('1', { umolPerL: '100' });
  });

  it('turns an imported result into a feed result, even if unchanged', () => {
    const scenario = given(creatinine('170', 24));
    scenario.hospital.forgetDecisions('1');
    scenario
      .when(creatinine('170', 24, { id: 'feed' }))
      .thenEvents('ResultRevised', 'ReviewDue')
      .thenResults('1', { origin: 'feed', revision: 2 })
      .thenDecisions({ because: 'new', revision: 1 });
  });
});

describe('a message that reports nothing', () => {
  const nothing = { ...creatinine('100', 0), results: [] };

  it.each([
    ['a patient', nothing],
    ['no patient', { ...creatinine('100', 0), patient: null }],
  ])('changes nothing if it names %s', (_case, facts) => {
    given().when(facts).thenEvents();
  });
});
