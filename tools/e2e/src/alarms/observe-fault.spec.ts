import { type RecordedAlarm } from './alarm-recorder';
import { type Fault } from './fault';
import { unexpected } from './observe-fault';

const record = (name: string, severity: 'critical' | 'warning', labels = ''): RecordedAlarm => ({
  alarm: { name, severity, labels: {}, value: 1, summary: '', runbook: '' },
  key: `${name}${labels}`,
  firedAtMs: 0,
});

describe('the judgement of a fault', () => {
  const fault: Fault = {
    name: 'pager down',
    expected: ['ServiceDown{service="pager"}'],
    consequences: { PageLatencyBurn: 'pages wait' },
    inject: () => undefined,
    mend: () => undefined,
  };

  it.each([
    ['its own alarm', record('ServiceDown', 'critical', '{service="pager"}'), []],
    ['a named consequence', record('PageLatencyBurn', 'critical'), []],
    ['a warning', record('DeadLetters', 'warning'), []],
    [
      'its alarm for another service',
      record('ServiceDown', 'critical', '{service="gateway"}'),
      ['ServiceDown{service="gateway"}'],
    ],
    ['another critical alarm', record('MessagesLost', 'critical'), ['MessagesLost']],
  ])('is right about %s', (_, alarm, expected) => {
    expect(unexpected(fault, [alarm, alarm])).toEqual(expected);
  });
});
