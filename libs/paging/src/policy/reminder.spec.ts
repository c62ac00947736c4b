import { decided, HOUR_MS, play } from './paging.spec-support';
import { type PastPage } from './patient-paging';
import { dueReminder } from './reminder';

const MINUTE_MS = 60_000;
const limitMs = 15 * MINUTE_MS;
/** Paged at hour 1. */
const { state } = play([decided(0, 2)]);
const after = (minutes: number, answeredAtMs: number | null = null) => ({
  ...{ answeredAtMs, limitMs },
  nowMs: HOUR_MS + minutes * MINUTE_MS,
});

describe('the reminder of a page', () => {
  it('is due when nobody answered within the limit', () => {
    expect(dueReminder(state, after(14))).toBeNull();
    expect(dueReminder(state, after(15))).toEqual({
      ...{ reason: 'unanswered', resultId: 'r0', level: 2 },
      unansweredMinutes: 15,
    });
  });

  it('is due again a limit after the last', () => {
    const page: PastPage = {
      ...{ resultId: 'r0', reason: 'unanswered', level: 2, umolPerL: 220, isRetracted: false },
      sentAtMs: HOUR_MS + 15 * MINUTE_MS,
    };
    const reminded = { ...state, pages: [...state.pages, page] };
    expect(dueReminder(reminded, after(29))).toBeNull();
    expect(dueReminder(reminded, after(30))).toMatchObject({ unansweredMinutes: 30 });
  });

  it('is not due after an answer', () => {
    expect(dueReminder(state, after(600, HOUR_MS))).toBeNull();
  });

  it('is due if only an earlier page was answered', () => {
    const { state: risen } = play([decided(0, 2), decided(5, 3)]);
    const answered = { answeredAtMs: 2 * HOUR_MS, limitMs, nowMs: 7 * HOUR_MS };
    expect(dueReminder(risen, answered)).toMatchObject({ resultId: 'r5', level: 3, unansweredMinutes: 60 });
  });

  it('is not due for a page that was retracted', () => {
    const { state: retracted } = play([decided(0, 2), decided(0, 0)]);
    expect(dueReminder(retracted, after(600))).toBeNull();
  });

  it('is not due after the patient has recovered', () => {
    const { state: recovered } = play([decided(0, 2), decided(12, 0), decided(24, 0)]);
    expect(dueReminder(recovered, after(600))).toBeNull();
  });

  it('is not due for a clock that was set back', () => {
    expect(dueReminder(state, after(-90))).toBeNull();
  });
});
