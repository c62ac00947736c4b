import { type Problem, ROLES, SCREENS_OF } from '@renwatch/contract';
import { waitFor } from '@renwatch/testing';
import { ConsoleRun, PASSWORD } from './console-run.spec-support';

const MINUTES_AGO = (minutes: number) => `now() - interval '${minutes} minutes'`;

describe('access to the console', () => {
  let run: ConsoleRun;
  const problemOf = ({ body }: { body: unknown }) => (body as Problem).problem;

  beforeAll(async () => {
    run = await ConsoleRun.start();
  });
  afterAll(() => run.stop());

  it('logs in with the right password, and out again', async () => {
    const ada = await run.person('Ada', 'clinician');
    expect(ada.session).toMatchObject({ user: 'ada', role: 'clinician', timezone: 'UTC' });
    expect((await ada.ask('/api/v1/session')).body).toEqual(ada.session);
    const headers = { 'X-CSRF-Token': ada.session.csrfToken };
    expect((await ada.ask('/api/v1/session', { method: 'DELETE', headers })).status).toBe(204);
    expect(problemOf(await ada.ask('/api/v1/worklist'))).toBe('no-session');
    expect((await run.audited('ada')).map(({ action }) => action)).toEqual(['login', 'logout']);
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    await run.add('cora', 'clinician');
    const cookie = (await run.logIn('cora')).headers.get('set-cookie');
    expect(cookie).toMatch(/^renwatch=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('answers a wrong password like an unknown name, and locks after five', async () => {
    await run.add('lock', 'clinician');
    const unknown = await run.logIn('nobody');
    expect(await run.audited('unknown')).toEqual([]);
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await run.logIn('lock', 'wrong')).toMatchObject({ status: 401, body: unknown.body });
    expect(await run.logIn('lock')).toMatchObject({ status: 401, body: unknown.body });
    await run.db.query(`UPDATE console_users SET locked_until = ${MINUTES_AGO(1)} WHERE name = 'lock'`);
    expect((await run.logIn('lock')).status).toBe(200);
    expect((await run.audited('lock')).filter(({ action }) => action === 'login-refused')).toHaveLength(5);
  });

  it.each([
    ['16 minutes without use', 'used_at', 16],
    ['12 hours', 'started_at', 721],
  ])('ends a session after %s', async (_case, column, minutes) => {
    const eva = await run.person(`eva-${column}`, 'clinician');
    const age = (by: number) =>
      run.db.query(
        `UPDATE console_sessions SET ${column} = ${MINUTES_AGO(by)}
         WHERE user_id = (SELECT id FROM console_users WHERE name = $1)`,
        [`eva-${column}`],
      );
    await age(minutes - 2);
    expect((await eva.ask('/api/v1/worklist')).status).toBe(200);
    await age(minutes);
    expect(problemOf(await eva.ask('/api/v1/worklist'))).toBe('no-session');
  });

  it.each<[string, (token: string) => Record<string, string>]>([
    ['without a token', () => ({})],
    ['with a token of another session', () => ({ 'X-CSRF-Token': 'A'.repeat(43) })],
    ['from another site', (token) => ({ 'X-CSRF-Token': token, Origin: 'https://evil.example' })],
    [
      'from a page that hides its origin',
      (token) => ({ 'X-CSRF-Token': token, 'Sec-Fetch-Site': 'cross-site' }),
    ],
  ])('refuses a change %s', async (_case, headersFor) => {
    const finn = await run.person('finn', 'clinician');
    const headers = headersFor(finn.session.csrfToken);
    const answer = await finn.ask('/api/v1/session', { method: 'DELETE', headers });
    expect([answer.status, problemOf(answer)]).toEqual([403, 'forged']);
    expect((await finn.ask('/api/v1/session')).status).toBe(200);
  });

  it('refuses a login that a page of another site sends', async () => {
    await run.add('gus', 'clinician');
    expect(problemOf(await run.logIn('gus', PASSWORD, { Origin: 'https://evil.example' }))).toBe('forged');
  });

  it.each(ROLES)('opens exactly the screens of %s', async (role) => {
    const person = await run.person(`role-${role}`, role);
    const paths = { worklist: '/api/v1/worklist', patient: '/api/v1/patients/1', feeds: '/api/v1/feeds' };
    for (const [screen, path] of Object.entries(paths)) {
      const { status } = await person.ask(path);
      expect([screen, status !== 403]).toEqual([screen, SCREENS_OF[role].includes(screen as 'feeds')]);
    }
    expect((await person.ask('/api/v1/decisions/1')).status === 403).toBe(
      !SCREENS_OF[role].includes('patient'),
    );
  });

  it('answers nobody without a session, whatever the address', async () => {
    for (const path of ['worklist', 'patients/1', 'decisions/1', 'feeds', 'events', 'session'])
      expect(problemOf(await run.ask(`/api/v1/${path}`))).toBe('no-session');
  });

  it('keeps metrics off the port of browsers, and the API off probes', async () => {
    await waitFor(async () => (await run.ask('/readyz', {}, run.probesUrl)).status === 200, {
      timeoutMs: 20_000,
      what: 'readiness',
    });
    expect((await run.ask('/metrics', {}, run.probesUrl)).text).toContain('renwatch_console_logins_total');
    expect((await run.ask('/metrics')).text).not.toContain('renwatch_');
    expect((await run.ask('/api/v1/session', {}, run.probesUrl)).status).toBe(404);
  });

  it('forbids everything from elsewhere, and keeps no answer', async () => {
    const hal = await run.person('hal', 'clinician');
    for (const path of ['/', '/api/v1/worklist', '/api/v1/none']) {
      const { headers } = await hal.ask(path);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'self'; /);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('says what to do while the database is away, and recovers', async () => {
    const ida = await run.person('ida', 'clinician');
    await run.proxy.refuse();
    const answer = await ida.ask('/api/v1/worklist');
    expect([answer.status, problemOf(answer)]).toEqual([503, 'unavailable']);
    await run.proxy.listen();
    await waitFor(async () => (await ida.ask('/api/v1/worklist')).status === 200, {
      timeoutMs: 20_000,
      what: 'the worklist',
    });
  });

  it.each([
    ['a name with a control character', JSON.stringify({ name: 'a\u0000', password: 'p' })],
    ['a body that is too large', JSON.stringify({ name: 'a'.repeat(200_000), password: 'p' })],
  ])('refuses %s as the fault of who sent it', async (_case, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await run.ask('/api/v1/session', { method: 'POST', headers, body });
    expect([answer.status, problemOf(answer)]).toEqual([400, 'bad-request']);
  });

  it('serves no other name than its own', async () => {
    const { port } = new URL(run.url);
    for (const path of ['/', '/api/v1/session'])
      expect(await run.ask(path, {}, `http://localhost:${port}`)).toMatchObject({ status: 421 });
  });

  it.each(['POST', 'GET'])('answers a body that is no JSON with a sentence to %s', async (method) => {
    const init = { method, headers: { 'Content-Type': 'application/json' } };
    const { body } = await run.ask('/api/v1/session', method === 'POST' ? { ...init, body: '{' } : init);
    expect((body as Problem).message).toMatch(/^[A-Z].*\. [A-Z]/);
  });
});
