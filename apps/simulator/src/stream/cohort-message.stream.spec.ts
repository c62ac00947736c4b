import { CohortMessageStream } from './cohort-message.stream';
import { messageFacts } from './message-facts';
import { START_OF_STREAM } from './start-of-stream';

async function texts(stream: CohortMessageStream, from = START_OF_STREAM): Promise<string[]> {
  const all: string[] = [];
  for await (const { payload } of stream.messages(from)) all.push(payload.toString());
  return all;
}

describe('the stream of a synthetic hospital', () => {
  const options = { seed: 'spec', days: 1, beds: 40 };

  it('is the same each time and ends after its days', async () => {
    const first = await texts(new CohortMessageStream(options));
    expect(first.length).toBeGreaterThan(0);
    expect(await texts(new CohortMessageStream(options))).toEqual(first);
    const last = messageFacts(Buffer.from(first.at(-1) ?? '')).sentAtMs ?? Infinity;
    expect(last).toBeLessThan(Date.UTC(2024, 3, 1));
  });

  it('goes on from any message', async () => {
    const stream = new CohortMessageStream(options);
    expect(await texts(stream, { index: 3, offset: 0 })).toEqual((await texts(stream)).slice(3));
  });

  it('has another identity where it has other messages', () => {
    const identities = [options, { ...options, seed: 'other' }, { ...options, days: 2 }].map(
      (one) => new CohortMessageStream(one).identity,
    );
    expect(new Set(identities).size).toBe(3);
  });
});
