import { logLevel } from 'kafkajs';
import { kafkajsLog } from './kafkajs-log';

describe('kafkajsLog', () => {
  function log() {
    const heard: string[] = [];
    const at = (level: string) => (fields: object) =>
      heard.push(`${level} ${(fields as { detail: string }).detail}`);
    const write = kafkajsLog({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') })(
      0,
    );
    const say = (level: logLevel, message: string, extra: object = {}) =>
      write({ namespace: 'Connection', level, label: '', log: { timestamp: '', message, ...extra } });
    return { heard, say };
  }

  it('warns of a repeated fault once per interval', () => {
    const { heard, say } = log();
    say(logLevel.ERROR, 'Connection error: connect ECONNREFUSED');
    say(logLevel.ERROR, 'Connection error: connect ECONNREFUSED');
    say(logLevel.ERROR, 'Connection timeout');
    expect(heard).toEqual([
      'warn Connection error: connect ECONNREFUSED',
      'debug Connection error: connect ECONNREFUSED',
      'warn Connection timeout',
    ]);
  });

  it('does not warn of what belongs to any start', () => {
    const { heard, say } = log();
    say(logLevel.ERROR, 'Response FindCoordinator', { error: 'The group coordinator is not available' });
    say(logLevel.WARN, 'The group is rebalancing, re-joining');
    say(logLevel.INFO, 'Consumer has joined the group');
    expect(heard.map((line) => line.split(' ')[0])).toEqual(['debug', 'debug', 'debug']);
  });
});
