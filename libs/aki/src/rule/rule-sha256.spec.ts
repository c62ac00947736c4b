import { AKI_RULES } from './aki-rules';
import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { ruleSha256 } from './rule-sha256';

describe('the hash of a rule', () => {
  it.each([
    [
      'nhs-england',
      nhsEnglandRule,
      '1.2.0',
      'd668cba93f226748432edba1a8d910dc2362396bab4f0ad8e08f8dde0a924eb7',
    ],
    ['kdigo', kdigoRule, '1.2.0', 'a4982e3ea8e47f38275ce6f606af34a420d56accac09ce099411e745a40287f5'],
  ])('belongs to the version of %s', (name, rule, version, sha256) => {
    // If this fails, the rule decides otherwise and needs a new version.
    expect([rule.name, rule.version, ruleSha256(rule)]).toEqual([name, version, sha256]);
    expect(AKI_RULES[rule.name]).toBe(rule);
  });

  it('changes with a single limit', () => {
    const stricter = createNhsEnglandRule({
      referenceLimits: () => ({ lowerUmolPerL: 20, upperUmolPerL: 49 }),
    });
    expect(ruleSha256(stricter)).not.toBe(ruleSha256(nhsEnglandRule));
  });
});
