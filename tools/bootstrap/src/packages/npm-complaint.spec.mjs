import { npmComplaint, remedyFor } from './npm-complaint.mjs';

const outOfStep = 'npm error code EUSAGE\nnpm error\nnpm error the lock is out of step\nnpm error Usage:\n';

describe("npm's complaint", () => {
  it('is shown from its beginning, without addresses', () => {
    expect(npmComplaint(outOfStep)).toBe('    code EUSAGE\n    the lock is out of step\n    Usage:');
    expect(npmComplaint('npm error 404 https://user:secret@mirror.example.com/x')).toBe('    404 <address>');
  });

  it.each([
    [outOfStep, 'npm install --ignore-scripts'],
    ['npm error code ENOSPC', 'room on the disk'],
    ['npm error code ENOTFOUND', 'npm registry'],
  ])('has a remedy: %j', (output, remedy) => {
    expect(remedyFor(output)).toContain(remedy);
  });
});
