import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { ruleSha256 } from './rule-sha256';

describe('the hash of a rule', () => {
  it.each([
    [nhsEnglandRule, '1.0.0', '5f39388f147a95bfcce7450e9a113b122988cf8bbbb3bc1a84457a4bbe9dc39d'],
    [kdigoRule, '1.0.0', '9cb0b199eeb7692d34b419401790169799d42096d1d8dca2abb6ceec5cea2859'],
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
