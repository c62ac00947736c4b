import * as fc from 'fast-check';
import { type FeedProfile } from '../fields/feed-profile';
import { extract, hl7, MSH } from '../intake.spec-support';

/** Chosen from messages of 31 March 2024. */
const keyOf = (pid3: string, feed: Partial<FeedProfile> = {}) =>
  extract(hl7(MSH, `PID|1||${pid3}`), feed).patient?.key;

describe('chooseIdentifier', () => {
  it.each([
    ['PI before NH', '9^^^NHS^NH~1^^^RRK^PI', 'RRK|1'],
    ['MRN before PI', '2^^^RRK^PI~1^^^RRK^MRN', 'RRK|1'],
    ['MR before MRN', '2^^^RRK^MRN~1^^^RRK^MR', 'RRK|1'],
    ['a listed type before an unknown one', '2^^^RRK^XX~1^^^RRK^PT', 'RRK|1'],
    ['an unknown type before a national number', '9^^^DEU^NNDEU~1^^^RRK^XX', 'RRK|1'],
    ['a number without a type before a social one', '9^^^SSA^SS~1^^^RRK', 'RRK|1'],
    ['a number without a type before an account', '9^^^RRK^AN~1^^^RRK', 'RRK|1'],
    ['a national number alone', '9^^^NHS^NH', 'NHS|9'],
    ['a type in lower case', '9^^^NHS^nh~2^^^RRK^pi~1^^^RRK^mr', 'RRK|1'],
    ["the feed's own authority of two", '2^^^OTHER^MR~1^^^local^MR', 'local|1'],
    ['the first of one type and authority', '1^^^RRK^MR~2^^^RRK^MR', 'RRK|1'],
    ['one in force before an expired one', '2^^^RRK^MR^^20200101^20240101~1^^^RRK^MR', 'RRK|1'],
    ['one in force of a later type', '2^^^RRK^MR^^^20240330~1^^^RRK^PI', 'RRK|1'],
    ['one that expires on the day', '1^^^RRK^MR^^^20240331~2^^^RRK^PI', 'RRK|1'],
    ['one that expires in the year', '1^^^RRK^MR^^^2024~2^^^RRK^PI', 'RRK|1'],
    ['one that expires in the month', '1^^^RRK^MR^^^202403~2^^^RRK^PI', 'RRK|1'],
    ['no number of last month', '2^^^RRK^MR^^^202402~1^^^RRK^PI', 'RRK|1'],
    ['a number whose expiry has a digit too many', '1^^^RRK^MR^^^20230~2^^^RRK^PI', 'RRK|1'],
    ['a number whose expiry is a date within a text', '1^^^RRK^MR^^^until 2020~2^^^RRK^PI', 'RRK|1'],
    ['no number of last year', '2^^^RRK^MR^^^2023~1^^^RRK^PI', 'RRK|1'],
    ['no number from tomorrow on', '2^^^RRK^MR^^20240401~1^^^RRK^PI', 'RRK|1'],
    ['a number from today on', '1^^^RRK^MR^^20240331~2^^^RRK^PI', 'RRK|1'],
    ['an expired number if there is no other', '1^^^RRK^MR^^^2020', 'RRK|1'],
    ['an expired number before a national one', '9^^^NHS^NH~1^^^RRK^MR^^^2020', 'RRK|1'],
    ['a number whose expiry is not a date', '1^^^RRK^MR^^^never~2^^^RRK^PI', 'RRK|1'],
  ])('takes %s', (_case, pid3, expected) => {
    expect(keyOf(pid3)).toBe(expected);
  });

  it.each(
    [
      'NH NHS NI SS SSN SIN PPN PN DL TAX CZ PRC MI BC BCT DC DR HC JHN MA MC MCD MCR PHC WC WCN MB SN SP SL',
      'EI EN INS GKV PKV KVZ10 KVK AHV NAVS13 BSN CF INS-NIR INS-C IHI DVA CHI PPS ANON BA NN NNGBR NNNLD NNDEUX',
    ].flatMap((types) => types.split(' ')),
  )('takes a number without a type before one of type %s', (type) => {
    expect(keyOf(`9^^^RRK^${type}~1^^^RRK`)).toBe('RRK|1');
  });

  it.each(['NNGBREX', 'XNN', 'NN1', 'MR2', 'NHX'])('takes a number of the unknown type %s', (type) => {
    expect(keyOf(`1^^^RRK^${type}~9^^^RRK`)).toBe('RRK|1');
  });

  const OF_NO_PERSON = 'VN VISIT AN AND ANC ANT PLAC PGN FILL FGN ACSN SID USID ASID'.split(' ');

  it.each(OF_NO_PERSON)('takes no number of type %s, unless the feed names it', (type) => {
    expect(keyOf(`9^^^RRK^${type}`)).toBeUndefined();
    expect(keyOf(`9^^^RRK^${type.toLowerCase()}~8^^^RRK^${type}`)).toBeUndefined();
    expect(keyOf(`9^^^RRK^${type}~1^^^RRK`)).toBe('RRK|1');
    expect(keyOf(`9^^^RRK^${type}~1^^^NHS^NH`)).toBe('NHS|1');
    expect(keyOf(`9^^^RRK^${type}~1^^^RRK^MR^^^2020`)).toBe('RRK|1');
    expect(keyOf(`9^^^RRK^${type}`, { identifierTypes: ['MR', type] })).toBe('RRK|9');
  });

  it('takes no visit, account or order number, whatever stands beside it', () => {
    const types = fc.uniqueArray(fc.constantFrom(...OF_NO_PERSON, 'MR', 'PI', 'NH', 'XX', ''), {
      minLength: 1,
    });
    fc.assert(
      fc.property(types, (all) => {
        const chosen = keyOf(all.map((type) => `N${type}^^^RRK^${type}`).join('~'))?.slice('RRK|N'.length);
        expect(OF_NO_PERSON).not.toContain(chosen);
        expect(chosen === undefined).toBe(all.every((type) => OF_NO_PERSON.includes(type)));
      }),
    );
  });

  it("follows the feed's own types", () => {
    expect(keyOf('1^^^RRK^MR~9^^^NHS^NH', { identifierTypes: ['NH', 'MR'] })).toBe('NHS|9');
    expect(keyOf('1^^^RRK^MR~2^^^RRK^PI', { identifierTypes: ['PI'] })).toBe('RRK|2');
  });

  it('takes every number as in force if the message has no time', () => {
    const bytes = hl7(MSH.replace('20240331003000', ''), 'PID|1||1^^^RRK^MR^^^2020~2^^^RRK^PI');
    expect(extract(bytes).patient?.key).toBe('RRK|1');
  });

  it.each([
    ['1^^^RRK&1.2.3&ISO', 'TRUST|1'],
    ['1^^^&1.2.3&ISO', 'TRUST|1'],
    ['1^^^OLD', 'TRUST|1'],
    ['1^^^OTHER&1.2.3&ISO', 'TRUST|1'],
    ['1^^^TRUST', 'TRUST|1'],
    ['1^^^constructor', 'constructor|1'],
    ['1', 'local|1'],
  ])('maps the authority of %j to one', (pid3, expected) => {
    const authorityAliases = { RRK: 'TRUST', '1.2.3': 'TRUST', OLD: 'TRUST' };
    expect(keyOf(pid3, { authorityAliases })).toBe(expected);
  });

  it('is the same in any order of numbers of different types', () => {
    const types = ['MR', 'MRN', 'PI', 'PT', 'NH', 'SS', 'NNGBR', 'AN', ''];
    const numbers = fc
      .uniqueArray(fc.constantFrom(...types), { minLength: 1 })
      .map((chosen) => chosen.map((type, index) => `${index}^^^A${index}^${type}`))
      // At least one is a hospital's number: of two national ones the first is taken.
      .filter((all) => all.some((number) => /\^(MR|MRN|PI|PT|)$/.test(number)));
    const twoOrders = numbers.chain((all) =>
      fc
        .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
        .map((other) => [all, other] as const),
    );
    fc.assert(
      fc.property(twoOrders, ([all, other]) => expect(keyOf(all.join('~'))).toBe(keyOf(other.join('~')))),
    );
  });
});
