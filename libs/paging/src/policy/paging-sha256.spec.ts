import { PAGING_POLICY_VERSION, pagingSha256 } from './paging-sha256';
import { type PagingNotice, pagingStep } from './paging-step';

const changed = (change: (notice: PagingNotice) => PagingNotice[]): typeof pagingStep => {
  return (...given) => {
    const { state, notices } = pagingStep(...given);
    return { state, notices: notices.flatMap(change) };
  };
};

describe('the hash of the paging policy', () => {
  // If this fails, the policy pages otherwise and needs a new version.
  it('belongs to its version', () => {
    expect([PAGING_POLICY_VERSION, pagingSha256()]).toEqual([
      '1.0.0',
      '9413a04a6876cba667d3bcd3c7d08a6c22187ff1b63d7ccb483b39aed1f72993',
    ]);
  });

  it.each(['first', 'rise', 'relapse', 'worse', 'retracted', 'same-stage', 'lower-stage'])(
    'changes if the notice %s is left out',
    (reason) => {
      const without = changed((notice) => (notice.reason === reason ? [] : [notice]));
      expect(pagingSha256(without)).not.toBe(pagingSha256());
    },
  );
});
