import { readPagerConfiguration } from './config';

const read = (env: Record<string, string>, ...argv: string[]) => readPagerConfiguration({ env, argv });

describe('the configuration', () => {
  it.each([
    [{ PAGER_ADDRESS: 'pager.ward:8441' }, [], { host: 'pager.ward', port: 8441 }],
    [{}, ['--pager=9441'], { host: 'localhost', port: 9441 }],
    [{ PAGER_ADDRESS: 'pager.ward:8441' }, ['--pager', 'other:1'], { host: 'other', port: 1 }],
    [{ PAGER_ADDRESS: '[::1]:8441' }, [], { host: '::1', port: 8441 }],
  ])('takes the pager from %j %j', (env, argv, address) => {
    expect(read(env as Record<string, string>, ...argv).pager).toEqual(address);
  });

  it('tells every fault at once, and no secret', () => {
    const faulty = () => read({ PAGER_TIMEOUT_MS: '0', DATABASE_URL_FILE: '/nowhere/secret' });
    expect(faulty).toThrow(/PAGER_ADDRESS/);
    expect(faulty).toThrow(/PAGER_TIMEOUT_MS=0/);
    expect(faulty).toThrow(/DATABASE_URL_FILE/);
  });
});
