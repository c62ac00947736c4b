import { freePort } from '@renwatch/testing';
import { renwatch } from './cli.spec-support';

describe('the command line', () => {
  it.each([[['--help']], [['dead-letters', '--help']], [['dead-letters', 'list', '--help']]])(
    'prints help for %s',
    async (args) => {
      const { code, out } = await renwatch(args);
      expect(code).toBe(0);
      expect(out.join('\n')).toMatch(/^Usage: renwatch/);
    },
  );

  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['dead-leters'], /unknown command 'dead-leters'[^]*dead-letters/],
    ['an unknown flag', ['dead-letters', 'list', '--colour'], /unknown option '--colour'/],
    ['an unknown origin', ['dead-letters', 'list', '--origin=lab'], /lab.*gateway, inference, pager/],
    ['an invalid time', ['dead-letters', 'list', '--since=noon'], /noon.*90m, 24h, 7d/],
    ['a missing id', ['dead-letters', 'show'], /missing required argument 'id'/],
  ])('refuses %s with a remedy and exit code 64', async (_name, args, complaint) => {
    const { code, out, complaints } = await renwatch(args);
    expect({ code, out }).toEqual({ code: 64, out: [] });
    expect(complaints.join('\n')).toMatch(complaint);
  });

  it('names every faulty variable, with exit code 78', async () => {
    const env = { KAFKA_PARTITIONS: '0', KAFKA_REPLICATION: 'many' };
    const { code, complaints } = await renwatch(['dead-letters', 'list'], { env });
    expect(code).toBe(78);
    expect(complaints.join('\n')).toMatch(/KAFKA_PARTITIONS=0: [^]*KAFKA_REPLICATION=many: /);
  });

  it('reports an unreachable broker with exit code 69', async () => {
    const env = { KAFKA_BROKERS: `127.0.0.1:${await freePort()}` };
    const { code, complaints } = await renwatch(['dead-letters', 'list'], { env });
    expect(code).toBe(69);
    expect(complaints.join('\n')).toMatch(/renwatch: Kafka.*KAFKA_BROKERS/);
    expect(complaints.join('\n')).not.toContain('npm start');
  }, 60_000);

  it('reports that no stack runs if its broker is wanted', async () => {
    const env = { KAFKA_BROKERS: `127.0.0.1:${await freePort()}` };
    const { code, complaints } = await renwatch(['dead-letters', 'list'], { env, stackHome: '/kept/home' });
    expect(code).toBe(69);
    expect(complaints.join('\n')).toMatch(
      /KAFKA_BROKERS[^]*no `npm start` stack answers in \/kept\/home; start/,
    );
  }, 60_000);
});
