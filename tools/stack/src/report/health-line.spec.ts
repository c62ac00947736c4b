import { readConfiguration } from '../settings/config';
import { healthLine } from './health-line';

const line = (argv: string[], env = {}) => healthLine(readConfiguration({ env, argv }));

describe('the line of health and metrics', () => {
  it('names the port of every service', () => {
    expect(line([])).toBe(
      'Health and metrics on ports 14081 (gateway), 14082 (inference), 14083 (pager), 14084 (simulator): /readyz, /metrics',
    );
  });

  it('names no service that does not run', () => {
    expect(line(['--without=inference,simulator'])).toContain('ports 14081 (gateway), 14083 (pager):');
    expect(line(['--without=gateway,inference,simulator'])).toContain('on port 14083 (pager):');
    expect(line(['--without=gateway,inference,pager,simulator'])).toBeUndefined();
  });

  it('names the simulator only if it is the feed or the pager', () => {
    const env = { MLLP_ADDRESS: 'feed.example:2575', PAGER_ADDRESS: 'pager.example:8441' };
    expect(line([], env)).toMatch(/14083 \(pager\):/);
    expect(line([], { ...env, PAGER_ADDRESS: '' })).toContain('14084 (simulator)');
  });
});
