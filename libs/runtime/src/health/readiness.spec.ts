import { Readiness } from './readiness';

describe('Readiness', () => {
  it('is unready until every part is ready and names the missing', () => {
    const readiness = new Readiness();
    const kafka = readiness.part('kafka');
    readiness.part('database');
    kafka.ready('group joined');
    expect(readiness.report()).toEqual({
      status: 'unready',
      parts: {
        kafka: { ready: true, detail: 'group joined' },
        database: { ready: false, detail: 'starting' },
      },
    });
  });

  it('follows a part that is lost and comes back', () => {
    const readiness = new Readiness();
    const kafka = readiness.part('kafka');
    kafka.ready();
    expect(readiness.isReady).toBe(true);
    kafka.notReady('no broker answers');
    expect(readiness.isReady).toBe(false);
    kafka.ready();
    expect(readiness.isReady).toBe(true);
  });

  it('stays unready once it is stopping', () => {
    const readiness = new Readiness();
    const kafka = readiness.part('kafka');
    readiness.stop();
    kafka.ready();
    expect(readiness.report().status).toBe('stopping');
    expect(readiness.isReady).toBe(false);
  });

  it('refuses the same part twice', () => {
    const readiness = new Readiness();
    readiness.part('kafka');
    expect(() => readiness.part('kafka')).toThrow('kafka is registered twice');
  });
});
