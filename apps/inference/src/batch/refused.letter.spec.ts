import { type ResultRefused } from '@renwatch/decisions';
import { encodeHl7Message } from '@renwatch/events';
import { oru } from '../hl7-records.spec-support';
import { refusedLetters } from './refused.letter';

const record = oru({ mrn: '1', hour: 0, value: '80' });
const message = { offset: 17n, value: encodeHl7Message(record).value, leaderEpoch: 0 };

function lettersFor(...refusals: readonly Partial<ResultRefused & { messageId: string }>[]) {
  const events = refusals.map(({ messageId = record.id, ...own }): ResultRefused => {
    const reference = { messageId, feed: 'ward', receivedAt: record.receivedAt, sentAt: record.receivedAt };
    return {
      ...{ type: 'ResultRefused', reason: 'too-many-results', patientId: 'p', observation: 0 },
      message: { ...reference, repeatsThePast: false },
      ...own,
    };
  });
  const place = { message, messageId: record.id, partition: 3 };
  return refusedLetters({ ...place, events, failedAt: new Date('2024-04-01T00:00:00Z') });
}

describe('the dead letters of refused results', () => {
  it('are none if nothing of the message was refused', () => {
    expect(lettersFor()).toEqual([]);
    expect(lettersFor({ messageId: 'another' })).toEqual([]);
  });

  it('name the one observation that was refused and hold the message whole', () => {
    expect(lettersFor({ observation: 2 })).toMatchObject([
      {
        ...{ origin: 'inference', reason: 'too-many-results', payload: record.raw },
        detail: expect.stringMatching(/^1 of this message: /) as unknown,
        source: { feed: 'ward', partition: 3, offset: '17', messageId: record.id, observation: 2 },
      },
    ]);
  });

  it('are one for each reason, however many observations it concerns', () => {
    const letters = lettersFor(
      ...[0, 1, 2].map((observation) => ({ observation })),
      { observation: 3, reason: 'too-many-revisions' },
      { observation: 9, messageId: 'another' },
    );
    expect(letters.map(({ reason, detail, source }) => [reason, detail[0], source.observation])).toEqual([
      ['too-many-results', '3', null],
      ['too-many-revisions', '1', 3],
    ]);
    expect(new Set(letters.map(({ id }) => id)).size).toBe(2);
  });

  it('have the same ids when the message is processed again', () => {
    const ids = () => lettersFor({ observation: 4 }, { observation: 5 }).map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });
});
