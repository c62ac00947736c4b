import { NO_SOURCE } from '@renwatch/events';
import { letterRecord } from '../dead-letters.spec-support';
import { type Letter, type LetterRecord } from '../letters/letter';
import { doorOf } from './door-of';
import { planReplay } from './plan-replay';

const letter = (own: Partial<LetterRecord>, whole = true): Letter => {
  const record = letterRecord(own);
  return { id: record.id, records: [record], isWhole: whole, actions: [], state: 'open' };
};
const ofFeed = (feed: string) => letter({ source: { ...NO_SOURCE, feed, messageId: 'a' } });
const alertId = '00000000-0000-4000-8000-000000000001';

describe('doorOf', () => {
  it.each<[string, Partial<LetterRecord>, string]>([
    ['a frame that the gateway refused', {}, 'gateway'],
    [
      'a message that inference refused',
      { origin: 'inference', source: { ...NO_SOURCE, messageId: 'a' } },
      'gateway',
    ],
    [
      'an alert that the pager could not take',
      { origin: 'pager', source: { ...NO_SOURCE, topic: 'aki.alerts', partition: 0, offset: '7' } },
      'alerts',
    ],
    [
      'a page that was refused',
      { origin: 'pager', source: { ...NO_SOURCE, topic: 'aki.alerts', alertId } },
      'page',
    ],
  ])('finds the way of %s', (_case, own, door) => {
    expect(doorOf(letter(own))).toEqual({ door });
  });

  it.each<[string, Letter, RegExp]>([
    ['a frame without its end', letter({}, false), /sender will resend it/],
    ['a record that could not be read', letter({ origin: 'inference', source: NO_SOURCE }), /show --raw-to/],
    ['a page without the id of its alert', letter({ origin: 'pager', source: NO_SOURCE }), /call the ward/],
  ])('refuses %s with a reason', (_case, closed, why) => {
    expect(doorOf(closed)).toEqual({ closed: expect.stringMatching(why) });
  });
});

describe('planReplay', () => {
  const to = { host: 'localhost', port: 2575 };

  it('requires a listener for messages, but not for pages', () => {
    expect(() => planReplay([ofFeed('ward')], { to: undefined })).toThrow(/--to=HOST:PORT.*ward/);
    const page = letter({ origin: 'pager', source: { ...NO_SOURCE, topic: 'aki.alerts', alertId } });
    expect(planReplay([page], { to: undefined }).open).toHaveLength(1);
  });

  it('refuses two feeds through one listener, which would mix patients', () => {
    expect(() => planReplay([ofFeed('ward'), ofFeed('lab')], { to })).toThrow(/ward, lab.*--feed=NAME/);
    expect(planReplay([ofFeed('ward'), ofFeed('ward')], { to }).open).toHaveLength(2);
  });
});
