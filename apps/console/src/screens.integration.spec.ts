import { decision, feeds, patient, worklist, type Changed } from '@renwatch/contract';
import { mergesRepository, seenByFeedRepository } from '@renwatch/store';
import { waitFor } from '@renwatch/testing';
import { ConsoleRun } from './console-run.spec-support';

/** Numbers and values that are part of no other text. */
const MRNS = ['77001234', '77005678', '77009012'];
const VALUES = ['91.375', '188.625', '296.125'];

describe('screens of the console', () => {
  let run: ConsoleRun;
  let raised: Awaited<ReturnType<ConsoleRun['raise']>>[];

  beforeAll(async () => {
    run = await ConsoleRun.start();
    raised = [];
    for (const [i, mrn] of MRNS.entries()) raised.push(await run.raise(mrn, i + 1, VALUES));
    const row = { feed: 'lab', system: 'L', unit: 'umol/L', lastSeenAt: new Date().toISOString(), count: 5 };
    const code = { ...row, kind: 'result-code' as const, name: 'Creatinine', isRead: false, reason: 'name' };
    const type = { ...row, system: '', unit: '', name: '', kind: 'message-type' as const, reason: null };
    await seenByFeedRepository.add(
      run.db,
      [
        { ...code, code: 'CRE2' },
        { ...type, code: 'ORU^R01', isRead: true },
      ],
      { maxRowsPerFeed: 10 },
    );
  });
  afterAll(() => run.stop());

  /** Paths of everything about patients. */
  const paths = () => [
    '/api/v1/worklist',
    ...raised.flatMap(({ patientId, decisionId }) => [
      `/api/v1/patients/${patientId}`,
      `/api/v1/decisions/${decisionId}`,
    ]),
  ];

  it('shows a clinician numbers, values and the sentence', async () => {
    const { ask } = await run.person('ada', 'clinician');
    const list = worklist.parse((await ask('/api/v1/worklist')).body);
    expect(list.alerts.map((alert) => [alert.patient.mrn, alert.level, alert.page.state])).toEqual([
      [MRNS[2], 3, 'delivered'],
      [MRNS[1], 2, 'delivered'],
      [MRNS[0], 1, 'delivered'],
    ]);
    expect(list.alerts[0]?.newest?.umolPerL).toBe(296.125);
    const [first] = raised;
    const page = patient.parse((await ask(`/api/v1/patients/${first?.patientId}`)).body);
    expect(page.results.map(({ umolPerL }) => umolPerL)).toEqual([296.125, 188.625, 91.375]);
    expect(page.alerts).toMatchObject([{ level: 1, stands: true, page: { state: 'delivered' } }]);
    const explained = decision.parse((await ask(`/api/v1/decisions/${first?.decisionId}`)).body);
    expect(explained).toMatchObject({ isMasked: false, patientId: first?.patientId, ratio: 1.87654 });
    expect(explained.reason).toContain('296.125');
  });

  it('shows an integrator no number and no value anywhere', async () => {
    const { ask } = await run.person('ian', 'integrator');
    for (const path of paths()) {
      const { status, text } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      const masked = [...MRNS, ...VALUES, ...VALUES.map((value) => Number(value).toFixed(0))];
      // Ids are digests and times are digits: a short value may be part of either.
      const shown = text.replace(/"\w*(Id|id|Ms|Local|after|next)":("[^"]*"|\d+)/g, '');
      expect([...masked, '1.87654', '0.7654'].filter((value) => shown.includes(value))).toEqual([]);
      expect(MRNS.filter((mrn) => text.includes(mrn))).toEqual([]);
    }
  });

  it.each(['operator', 'admin'] as const)('shows %s nothing of a patient', async (role) => {
    const { ask } = await run.person(`no-${role}`, role);
    for (const path of [...paths(), '/api/v1/feeds', '/api/v1/session']) {
      const { text } = await ask(path);
      expect(
        [...MRNS, ...raised.map(({ patientId }) => patientId)].filter((id) => text.includes(id)),
      ).toEqual([]);
    }
  });

  it('records each look with the patients that were shown', async () => {
    const { ask } = await run.person('sue', 'safety');
    for (const path of [...paths().slice(0, 3), '/api/v1/feeds']) await ask(path);
    const [first] = raised;
    expect(await run.audited('sue')).toEqual([
      { action: 'login', patients: [] },
      { action: 'worklist', patients: raised.map(({ patientId }) => patientId).sort() },
      { action: 'patient', patients: [first?.patientId] },
      { action: 'decision', patients: [first?.patientId] },
      { action: 'feeds', patients: [] },
    ]);
  });

  it('shows nothing if the look cannot be recorded', async () => {
    const { ask } = await run.person('tim', 'clinician');
    await run.db.query('ALTER TABLE console_audit RENAME TO console_audit_away');
    const { status, text } = await ask('/api/v1/worklist');
    await run.db.query('ALTER TABLE console_audit_away RENAME TO console_audit');
    expect(status).toBeGreaterThanOrEqual(500);
    expect(MRNS.filter((mrn) => text.includes(mrn))).toEqual([]);
  });

  it.each([
    '/api/v1/patients/77001234',
    '/api/v1/patients/00000000-0000-0000-0000-000000000000',
    '/api/v1/decisions/none',
  ])('finds nothing at %s, and says where to go', async (path) => {
    const { ask } = await run.person('uma', 'clinician');
    expect(await ask(path)).toMatchObject({
      status: 404,
      body: { problem: 'not-found', message: expect.stringMatching(/\. Go back/) as string },
    });
  });

  it.each(['x', 'W10', Buffer.from('[1,"now()","x"]').toString('base64url')])(
    'refuses the part %j of the worklist',
    async (after) => {
      const { ask } = await run.person('vic', 'clinician');
      expect((await ask(`/api/v1/worklist?after=${after}`)).status).toBe(400);
    },
  );

  it('shows feeds with what may be creatinine and is not read', async () => {
    const { ask } = await run.person('wes', 'operator');
    expect(feeds.parse((await ask('/api/v1/feeds')).body)).toMatchObject({
      feeds: [{ name: 'lab', messages: 5, unreadCount: 1, seen: [{ code: 'CRE2' }, { code: 'ORU^R01' }] }],
      pages: { waiting: 0, deliveredLastDay: 3, refusedLastDay: 0 },
      ...{ decisionsLastDay: 3, alertsLastDay: 3 },
    });
  });

  it('tells an open page only the id of a changed patient', async () => {
    const { cookie } = await run.person('xia', 'clinician');
    const stop = new AbortController();
    const headers = { cookie, Accept: 'text/event-stream' };
    const response = await fetch(`${run.url}/api/v1/events`, { headers, signal: stop.signal });
    let text = '';
    const reading = (async () => {
      for await (const bytes of response.body ?? []) text += Buffer.from(bytes as Uint8Array).toString();
    })().catch(() => undefined);
    await waitFor(() => text.includes('event: alive'), { timeoutMs: 20_000, what: 'the first sign of life' });
    const { patientId, mrn } = await run.raise('77003456', 2, ['80', '161']);
    await waitFor(() => text.includes('event: changed'), { timeoutMs: 20_000, what: 'the change' });
    stop.abort();
    await reading;
    const [, data = ''] = /event: changed\ndata: (.*)/.exec(text) ?? [];
    expect(JSON.parse(data)).toEqual({ patientIds: [patientId], isWhole: false } satisfies Changed);
    expect(text).not.toContain(mrn);
  });

  it('explains a decision only to the page of its surviving patient', async () => {
    const { ask } = await run.person('rob', 'clinician');
    const from = await run.raise('77002222', 1, ['80', '161']);
    const [into, other] = raised;
    const at = new Date().toISOString();
    const merge = { patientId: from.patientId, intoId: into?.patientId ?? '', sentAt: at, receivedAt: at };
    await mergesRepository.apply(run.db, [{ ...merge, feed: 'ward', messageId: 'm', isApplied: true }]);
    const path = `/api/v1/decisions/${from.decisionId}`;
    for (const patientId of [from.patientId, into?.patientId])
      expect((await ask(`${path}?patient=${patientId}`)).body).toMatchObject({ patientId: into?.patientId });
    expect((await ask(`${path}?patient=${other?.patientId}`)).status).toBe(404);
    const look = { action: 'decision', patients: [into?.patientId] };
    expect((await run.audited('rob')).slice(1)).toEqual([look, look]);
  });
});
