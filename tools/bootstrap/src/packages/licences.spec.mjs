import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../../..');
/** Licences that let us run and pass on the packages, if their texts stay with them. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
/** Also for packages that only build and test: data and grammars that no image holds. */
const ALLOWED_FOR_TOOLS = [...ALLOWED, 'CC-BY-4.0', 'Python-2.0'];
/** Packages whose manifest names the licence in an old form, which the lock file leaves out; read in their LICENSE file. */
const READ_BY_HAND = {
  busboy: 'MIT',
  hl7parser: 'Apache-2.0',
  streamsearch: 'MIT',
  'utils-merge': 'MIT',
  watch: 'Apache-2.0',
};

/** Understands `A OR B`, of which one is enough, and `A AND B`, of which all are needed. */
function isAllowed(expression, allowed) {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.includes(licence.trim())));
}

function packagesIn(lock) {
  return Object.entries(lock.packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .map(([place, { license, dev = false }]) => {
      const name = place.split('node_modules/').at(-1);
      return { name, licence: license ?? READ_BY_HAND[name] ?? 'none', dev };
    });
}

function refusedIn(lock) {
  return packagesIn(lock)
    .filter(({ licence, dev }) => !isAllowed(licence, dev ? ALLOWED_FOR_TOOLS : ALLOWED))
    .map(({ name, licence }) => `${name}: ${licence}`);
}

describe('the licences of packages', () => {
  it('are all allowed', () => {
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
    expect(packagesIn(lock).length).toBeGreaterThan(500);
    expect(refusedIn(lock)).toEqual([]);
  });

  it.each([
    ['GPL-3.0', false, true],
    ['(MIT OR GPL-3.0)', false, false],
    ['MIT AND GPL-3.0', false, true],
    [undefined, false, true],
    ['CC-BY-4.0', true, false],
    ['CC-BY-4.0', false, true],
  ])('are refused as they should be: %s, for tools only: %s', (license, dev, refused) => {
    const lock = { packages: { 'node_modules/a': { license, dev }, '': { license: 'UNLICENSED' } } };
    expect(refusedIn(lock)).toEqual(refused ? [`a: ${license ?? 'none'}`] : []);
  });
});
