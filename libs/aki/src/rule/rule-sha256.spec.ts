import { AKI_RULES } from './aki-rules';
import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { ruleSha256 } from './rule-sha256';

describe('the hash of a rule', () => {
  it.each([
    [
      'nhs-england',
      nhsEnglandRule,
      '1.1.0',
      'ba28c09b2935f6c9f3ba321d7c9a502ba054584e9a10fb310dd23a9d91c9604e',
    ],
    ['kdigo', kdigoRule, '1.1.0', '22623a158af5a9c158d820a847f7564ed30710da8f7810fc2da3da968ddcf889'],
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
