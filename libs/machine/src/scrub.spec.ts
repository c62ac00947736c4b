import { scrub, tail } from './scrub.cjs';

describe('the output of other programs', () => {
  it('is shown without addresses, which may carry credentials', () => {
    expect(scrub('GET https://user:secret@mirror.example.com/x failed at repo.example.org:8443')).toBe(
      'GET <address> failed at <host>',
    );
  });

  it('is cut to its last lines with text', () => {
    expect(tail('one\n\ntwo\n    at f (x.js:1)\nthree\n', 2)).toBe('    two\n    three');
  });
});
