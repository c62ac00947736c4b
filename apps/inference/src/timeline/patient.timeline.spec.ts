import * as fc from 'fast-check';
import { type IntakeResult } from '../intake/intake';
import { PatientTimeline } from './patient.timeline';
import { supersedes } from './supersedes';
import { type TimelineResult } from './timeline-result';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START_MS = Date.UTC(2024, 2, 31);

const at = (ms: number): IntakeResult['observedAt'] => {
  const instant = new Date(ms).toISOString();
  return { local: instant.replace(/\D/g, '').slice(0, 14), instant };
};

const result = (change: Partial<IntakeResult> & { ms?: number } = {}): IntakeResult => {
  const { ms = START_MS, ...rest } = change;
  return {
    observation: 0,
    order: '',
    subId: '',
    observedAt: at(ms),
    umolPerL: '100',
    comparator: '',
    status: 'F',
    ...rest,
  };
};

const resultId = (
  _patientId: string,
  identity: { order: string; observedAt: string; subId: string; umolPerL: string },
) =>
  JSON.stringify([
    identity.order,
    identity.observedAt,
    identity.subId,
    identity.order ? '' : identity.umolPerL,
  ]);

const from = (messageId: string, sentAtMs = START_MS) => ({
  messageId,
  sentAt: new Date(sentAtMs).toISOString(),
  patientId: 'p',
});

const timelineOf = (stored: TimelineResult[] = []) => new PatientTimeline({ stored, resultId });

describe("a patient's timeline", () => {
  it('takes a result once: the same observation of the same message changes nothing', () => {
    const timeline = timelineOf();
    expect(timeline.apply(result(), from('m1'))?.kind).toBe('inserted');
    expect(timeline.apply(result(), from('m1'))).toBeUndefined();
  });

  it('takes the same value at the same minute in another message as the same result', () => {
    const timeline = timelineOf();
    timeline.apply(result(), from('m1'));
    expect(timeline.apply(result(), from('m2'))).toBeUndefined();
  });

  it('takes a value that is said again later as one that an earlier sent correction does not replace', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1' }), from('m1', START_MS));
    const again = timeline.apply(result({ order: 'o1' }), from('m3', START_MS + 2));
    expect(again).toMatchObject({ kind: 'confirmed', result: { revision: 1, sentAtMs: START_MS + 2 } });
    const correction = result({ order: 'o1', umolPerL: '120', status: 'C' });
    expect(timeline.apply(correction, from('m2', START_MS + 1))).toBeUndefined();
  });

  it('keeps a correction when what it corrects, said twice in the same minute, is sent again', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1' }), from('m1'));
    timeline.apply(result({ order: 'o1' }), from('m2'));
    timeline.apply(result({ order: 'o1', umolPerL: '120', status: 'C' }), from('m3'));
    expect(timeline.apply(result({ order: 'o1' }), from('m2'))).toBeUndefined();
  });

  it('keeps two values at one minute as two results where there is no order number', () => {
    const timeline = timelineOf();
    timeline.apply(result({ umolPerL: '100' }), from('m1'));
    expect(timeline.apply(result({ umolPerL: '120' }), from('m2'))?.kind).toBe('inserted');
  });

  it('takes another value under the same order number as a revision', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1', umolPerL: '100' }), from('m1'));
    const change = timeline.apply(result({ order: 'o1', umolPerL: '120', status: 'C' }), from('m2'));
    expect(change).toMatchObject({ kind: 'revised', result: { revision: 2, umolPerL: '120', status: 'C' } });
  });

  it('lets a resent original not undo its correction', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1' }), from('m1'));
    timeline.apply(result({ order: 'o1', umolPerL: '120', status: 'C' }), from('m2'));
    expect(timeline.apply(result({ order: 'o1' }), from('m1'))).toBeUndefined();
  });

  it('takes a first value that comes again after its correction as a revision, not as a new result', () => {
    const timeline = timelineOf();
    const first = timeline.apply(result(), from('m1'))?.result;
    timeline.apply(result({ umolPerL: '120', status: 'C' }), from('m2'));
    const again = timeline.apply(result(), from('m3', START_MS + 1));
    expect(again).toMatchObject({ kind: 'revised', result: { id: first?.id, revision: 3, umolPerL: '100' } });
  });

  it('counts a result dated after its own message not as newer, so that a mistyped date silences nobody', () => {
    const timeline = timelineOf();
    timeline.apply(result({ ms: START_MS + DAY_MS }), from('m1'));
    const now = timeline.apply(result(), from('m2'))?.result;
    expect(now && timeline.isNewest(now, START_MS)).toBe(true);
    expect(now && timeline.isNewest(now, START_MS + DAY_MS)).toBe(false);
  });

  it('corrects the only result of its minute where there is no order number', () => {
    const timeline = timelineOf();
    const first = timeline.apply(result(), from('m1'))?.result;
    const change = timeline.apply(result({ umolPerL: '120', status: 'C' }), from('m2'));
    expect(change).toMatchObject({ kind: 'revised', result: { id: first?.id, umolPerL: '120' } });
  });

  it('keeps the value of a deleted result but counts it no more', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1' }), from('m1'));
    const later = timeline.apply(result({ order: 'o2', ms: START_MS + DAY_MS }), from('m2'))?.result;
    timeline.apply(result({ order: 'o1', umolPerL: null, status: 'D' }), from('m3'));
    expect(later && timeline.earlierThan(later)).toEqual([]);
  });

  it.each([
    ['', 1],
    ['P', 1],
    ['F', 1],
    ['C', 1],
    ['D', 0],
    ['W', 0],
    ['X', 0],
  ])('counts a result that has a value and the status %j %i times', (status, times) => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1', status }), from('m1'));
    const later = timeline.apply(result({ order: 'o2', ms: START_MS + DAY_MS }), from('m2'))?.result;
    expect(later && timeline.earlierThan(later)).toHaveLength(times);
  });

  it('keeps a deletion that overtook its result', () => {
    const timeline = timelineOf();
    timeline.apply(result({ order: 'o1', umolPerL: null, status: 'D' }), from('m2', START_MS + 2));
    expect(timeline.apply(result({ order: 'o1' }), from('m1'))).toBeUndefined();
  });

  it('decides again what is later and looks back on a late result, up to 365 days and no further', () => {
    const timeline = timelineOf();
    const decide = (ms: number) => {
      const change = timeline.apply(result({ ms }), from(`m${ms}`));
      if (change)
        timeline.decided(change.result.id, { id: `d${ms}`, revision: 1, level: 0, alertedLevel: 0 });
      return change?.result.id;
    };
    const inside = decide(START_MS + 365 * DAY_MS);
    decide(START_MS + 365 * DAY_MS + 1);
    const late = timeline.apply(result({ ms: START_MS }), from('late'));
    expect(late && timeline.affectedBy(late, START_MS).map((one) => one.id)).toEqual([
      late?.result.id,
      inside,
    ]);
  });

  it('decides again what was decided a moment ago, though the results are in order of time already', () => {
    const timeline = timelineOf();
    const late = timeline.apply(result(), from('late'));
    const later = timeline.apply(result({ ms: START_MS + DAY_MS }), from('m1'));
    const affected = () => late && timeline.affectedBy(late, START_MS).map((one) => one.decision?.id);
    expect(affected()).toEqual([undefined]);
    if (later) timeline.decided(later.result.id, { id: 'd1', revision: 1, level: 0, alertedLevel: 0 });
    expect(affected()).toEqual([undefined, 'd1']);
  });

  it('never decides an imported result again, and decides it when the feed brings it', () => {
    const stored = timelineOf().apply(result({ ms: START_MS + DAY_MS }), from('history'))?.result;
    const timeline = timelineOf(stored ? [{ ...stored, origin: 'history' }] : []);
    const earlier = timeline.apply(result(), from('m1'));
    expect(earlier && timeline.affectedBy(earlier, START_MS)).toHaveLength(1);
    expect(timeline.apply(result({ ms: START_MS + DAY_MS }), from('m2'))).toMatchObject({
      kind: 'revised',
      result: { origin: 'feed' },
    });
  });

  it('counts as history what is strictly earlier, whatever the order of arrival', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(times, fc.nat(), (days, seed) => {
        const shuffled = [...days].sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
        const timeline = timelineOf();
        for (const day of shuffled) timeline.apply(result({ ms: START_MS + day * DAY_MS }), from(`m${day}`));
        const newest = timeline.apply(result({ ms: START_MS + 501 * DAY_MS }), from('newest'))?.result;
        expect(newest && timeline.isNewest(newest, Infinity)).toBe(true);
        const found =
          newest && timeline.earlierThan(newest).map((one) => (one.observedAtMs - START_MS) / DAY_MS);
        expect(found?.sort((a, b) => a - b)).toEqual(days.filter((day) => day >= 136).sort((a, b) => a - b));
      }),
    );
  });
});

describe('of two revisions', () => {
  it.each([
    ['a final replaces a preliminary, even if sent before', 'F', 1, 'P', 2, true],
    ['a preliminary never replaces a final', 'P', 2, 'F', 1, false],
    ['the later sent correction stands', 'C', 2, 'C', 1, true],
    ['the earlier sent correction does not come back', 'C', 1, 'C', 2, false],
    ['of two sent at once the correction stands, whether it comes later', 'C', 1, 'F', 1, true],
    ['or first', 'F', 1, 'C', 1, false],
    ['of two corrections sent at once the later arrived stands', 'C', 1, 'C', 1, true],
  ])('%s', (_what, status, sentAtMs, otherStatus, otherSentAtMs, expected) => {
    expect(supersedes({ status, sentAtMs }, { status: otherStatus, sentAtMs: otherSentAtMs })).toBe(expected);
  });
});
