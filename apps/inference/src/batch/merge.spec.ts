import { harness, message, type Specimen, survivors } from './batch-harness.spec-support';

const merge = (mrn: string, merges: string, hours: number): Specimen => ({
  mrn,
  merges,
  hours,
  umolPerL: '',
});
const result = (mrn: string, umolPerL: string, hours: number): Specimen => ({ mrn, umolPerL, hours });

async function played(...specimens: Specimen[]) {
  const played = harness();
  for (const [i, specimen] of specimens.entries()) {
    expect(await played.process([message(i, specimen)])).toEqual({ kind: 'done' });
  }
  return played;
}

const newest = ({ store }: Awaited<ReturnType<typeof played>>, umolPerL: string) =>
  store.state.decisions.filter(({ draft }) => draft.result.umolPerL === umolPerL).at(-1);

describe('a merge of two patients', () => {
  it('decides the results of both again that look back on the other, and pages under the number that stays', async () => {
    const after = await played(result('old', '80', 0), result('new', '180', 24), merge('new', 'old', 30));
    expect(newest(after, '180')).toMatchObject({ level: 2, alerts: true, draft: { revision: 2 } });
    expect(newest(after, '80')?.draft.revision).toBe(1);
    expect(after.published).toMatchObject([{ patient: { mrn: 'new' }, stage: 2, baselineUmolPerL: 80 }]);
  });

  it('pages for the newest result of both alone', async () => {
    const after = await played(
      ...[result('old', '80', 0), result('old', '85', 48), result('new', '180', 24)],
      merge('new', 'old', 50),
    );
    expect(newest(after, '180')).toMatchObject({ level: 2, alerts: false });
    expect(after.published).toEqual([]);
  });

  it('gives a late result under the number that went to the patient, and pages under the one that stayed', async () => {
    const after = await played(result('new', '80', 0), merge('new', 'old', 10), result('old', '180', 24));
    expect(after.published).toMatchObject([{ patient: { mrn: 'new', key: 'local|new' }, stage: 2 }]);
  });

  it('of a number that has no results yet counts for those that come', async () => {
    const after = await played(merge('new', 'old', 0), result('old', '80', 1), result('new', '180', 24));
    expect(newest(after, '180')?.level).toBe(2);
  });

  it('knows a result again that comes a second time, under either number', async () => {
    const first = result('old', '80', 0);
    const after = await played(first, merge('new', 'old', 10), first, {
      ...first,
      mrn: 'new',
      sentHours: 12,
    });
    expect(after.store.state.decisions).toHaveLength(1);
  });

  it('corrects a result of the number that went', async () => {
    const after = await played(
      { ...result('old', '80', 0), order: 'o1' },
      ...[result('new', '180', 24), merge('new', 'old', 30)],
      { ...result('old', '160', 0), order: 'o1', status: 'C', sentHours: 40 },
    );
    expect(newest(after, '180')).toMatchObject({ level: 0, draft: { revision: 3 } });
  });

  it('counts one order that came under both numbers once, as it was said last', async () => {
    const wrong = [
      { ...result('old', '80', 0), order: 'o1' },
      { ...result('new', '80', 0), order: 'o1', sentHours: 1 },
    ];
    const later = result('new', '180', 240);
    const withdrawn = { ...result('old', '80', 0), order: 'o1', status: 'D', sentHours: 40 };
    const corrected = { ...withdrawn, umolPerL: '160', status: 'C' };
    const merged = [...wrong, later, merge('new', 'old', 30)];
    const historyOf = (after: Awaited<ReturnType<typeof played>>) =>
      newest(after, '180')?.draft.judged?.history.length;
    expect(historyOf(await played(...merged))).toBe(1);
    expect(historyOf(await played(...merged, withdrawn))).toBe(0);
    expect(historyOf(await played(...wrong, later, withdrawn, merge('new', 'old', 50)))).toBe(0);
    const after = await played(...merged, corrected);
    expect(newest(after, '180')?.draft.judged?.outcome).toMatchObject({ stage: 0, baselineUmolPerL: 160 });
  });

  it('pages for what was hidden behind a result that the other number had withdrawn', async () => {
    const order = { order: 'o1' };
    const after = await played(
      ...[result('new', '80', 0), { ...result('new', '82', 24), ...order }],
      { ...result('new', '180', 12), sentHours: 25 },
      { ...result('old', '82', 24), ...order, status: 'D', sentHours: 26 },
      merge('new', 'old', 30),
    );
    expect(after.published).toMatchObject([{ stage: 2, creatinineUmolPerL: 180 }]);
  });

  it('that comes again changes nothing', async () => {
    const after = await played(result('old', '80', 0), result('new', '180', 24), merge('new', 'old', 30));
    const before = [after.store.state.decisions.length, survivors(after.store.state)];
    await after.process([message(3, merge('new', 'old', 30))]);
    expect([after.store.state.decisions.length, survivors(after.store.state)]).toEqual(before);
  });

  it('follows a chain to the number that stays at last, in whatever order it is told of it', async () => {
    for (const merges of [
      [merge('b', 'a', 1), merge('c', 'b', 2)],
      [merge('c', 'b', 2), merge('b', 'a', 1)],
    ]) {
      const after = await played(result('a', '80', 0), ...merges, result('b', '180', 24));
      expect(after.published).toMatchObject([{ patient: { mrn: 'c' }, stage: 2 }]);
    }
  });

  it('turns round where a later message says so, and not for an older one', async () => {
    const turned = await played(
      merge('b', 'a', 1),
      merge('a', 'b', 2),
      result('b', '80', 3),
      result('b', '180', 24),
    );
    expect(turned.published).toMatchObject([{ patient: { mrn: 'a' } }]);
    const older = await played(
      merge('a', 'b', 2),
      merge('b', 'a', 1),
      result('b', '80', 3),
      result('b', '180', 24),
    );
    expect(older.published).toMatchObject([{ patient: { mrn: 'a' } }]);
  });

  it('that is said again later is not turned by one sent between the two', async () => {
    const said = [merge('b', 'a', 1), merge('a', 'b', 2), merge('b', 'a', 3)];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const merges = order.flatMap((i) => said[i] ?? []);
      const after = await played(...merges, result('a', '80', 4), result('b', '180', 24));
      expect(after.published).toMatchObject([{ patient: { mrn: 'b' } }]);
    }
  });

  it('into itself changes nothing', async () => {
    const after = await played(result('a', '80', 0), merge('a', 'a', 1), result('a', '180', 24));
    expect(after.published).toMatchObject([{ patient: { mrn: 'a' }, stage: 2 }]);
  });

  it('joins what is known of both, the later word first', async () => {
    const born = (mrn: string, adtBirthDate: string, hours: number) => ({
      ...result(mrn, '', hours),
      adtBirthDate,
    });
    const after = await played(
      born('new', '1950-01-01', 0),
      born('old', '1960-01-01', 5),
      merge('new', 'old', 6),
    );
    expect(survivors(after.store.state)).toContainEqual([
      'local|new',
      null,
      null,
      expect.objectContaining({ mrn: 'new', birthDate: '1960-01-01' }),
    ]);
  });
});
