import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { ruleSha256 } from './rule-sha256';

describe('the hash of a rule', () => {
  it.each([
    [nhsEnglandRule, '1.1.0', 'ba9ac43cd0215de759677affec2b2ac165528298a7ea7bf6441bc638f2d52cc3'],
    [kdigoRule, '1.1.0', '0077f70789b8534a9adcb5fdea0d22371ec71fc876d880253c47fce967ca1d5e'],
  ])(
    'belongs to its version: where this fails, the rule decides otherwise and needs a new one',
    (rule, version, sha256) => {
      expect([rule.version, ruleSha256(rule)]).toEqual([version, sha256]);
    },
  );

  it('is another where a single limit is', () => {
    const stricter = createNhsEnglandRule({
      referenceLimits: () => ({ lowerUmolPerL: 20, upperUmolPerL: 49 }),
    });
    expect(ruleSha256(stricter)).not.toBe(ruleSha256(nhsEnglandRule));
  });
});
