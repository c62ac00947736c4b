import { failureText } from './failure-text.mjs';
import { SetUpError } from '../../../../libs/machine/src/index.cjs';

describe('a failure', () => {
  it('is one line with the remedy, then the output of another program', () => {
    expect(failureText(new SetUpError('install g++'))).toBe('renwatch: install g++');
    expect(failureText(new SetUpError('install g++', { detail: '    sh: not found' }))).toBe(
      'renwatch: install g++\n    sh: not found',
    );
  });

  it('shows its stack if it was unexpected', () => {
    expect(failureText(new TypeError('x'))).toContain('TypeError: x\n    at ');
  });
});
