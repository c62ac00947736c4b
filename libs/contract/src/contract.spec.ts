import { changed, decision, feeds, login, patient, problem, ROLES, SCREENS_OF, session, worklist } from '.';

const ANSWERS = { changed, decision, feeds, patient, problem, session, worklist };

describe('the contract of the console', () => {
  it.each(Object.entries(ANSWERS))('describes %s as an object of JSON', (_name, schema) => {
    expect(schema.toJSONSchema()).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it.each(['operator', 'admin'] as const)('opens no screen with patients to %s', (role) => {
    expect(SCREENS_OF[role]).not.toContain('patient');
    expect(SCREENS_OF[role]).not.toContain('worklist');
  });

  it('says for every role which screens it opens', () => {
    expect(Object.keys(SCREENS_OF)).toEqual([...ROLES]);
  });

  it.each([
    [{ name: '', password: 'x' }, 'Enter your user name.'],
    [{ name: 'ada', password: '' }, 'Enter your password.'],
    [{ name: 'a'.repeat(65), password: 'x' }, 'A user name has at most 64 characters.'],
  ])('refuses the login %j with a sentence', (given, sentence) => {
    expect(login.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([sentence]);
  });
});
