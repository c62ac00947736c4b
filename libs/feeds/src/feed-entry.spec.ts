import { DEFAULT_FEED_CHOICES } from '@renwatch/intake';
import { feedProfile } from './feed-entry';

const defaults = { timezone: 'UTC', authority: 'local' };

describe('feedProfile', () => {
  it('fills in every choice that the feed does not make', () => {
    const entry = { direction: 'listened', host: '0.0.0.0', port: 2575, options: {} } as const;
    expect(feedProfile(entry, defaults)).toEqual({
      ...DEFAULT_FEED_CHOICES,
      ...defaults,
      name: 'listen-2575',
    });
  });

  it('keeps the choices of the feed, and nothing of its connection', () => {
    const options = { name: 'lab', authority: 'RRK', processingIds: ['T'], tls: 'on' } as const;
    const entry = { direction: 'dialled', host: 'lab', port: 1, options } as const;
    expect(feedProfile(entry, defaults)).toEqual({
      ...DEFAULT_FEED_CHOICES,
      name: 'lab',
      timezone: 'UTC',
      authority: 'RRK',
      processingIds: ['T'],
    });
  });
});
