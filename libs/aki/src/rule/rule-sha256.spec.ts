import { kdigoRule } from './kdigo.rule';
import { createNhsEnglandRule, nhsEnglandRule } from './nhs-england.rule';
import { ruleSha256 } from './rule-sha256';

describe('the hash of a rule', () => {
  it.each([
    [nhsEnglandRule, '1.1.0', '68a6c0872b15718a638d7ab06ea9a4b6623b80ff316788ef4f98ad14984b891c'],
    [kdigoRule, '1.1.0', '253641098d628a9aec1f13e318ba423e7634c0632a6478d7c932dc848a2e08ff'],
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
