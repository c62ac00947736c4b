import { CohortMessageStream } from './cohort-message.stream';
import { messageFacts } from './message-facts';
import { START_OF_STREAM } from './message-stream.port';

async function texts(stream: CohortMessageStream, from = START_OF_STREAM): Promise<string[]> {
  const all: string[] = [];
  for await (const { payload } of stream.messages(from)) all.push(payload.toString());
  return all;
}

describe('the synthetic hospital’s stream', () => {
  const options = { seed: 'spec', days: 1, beds: 40 };

  it('is the same each time and ends after the given days', async () => {
    const first = await texts(new CohortMessageStream(options));
    expect(first.length).toBeGreaterThan(0);
    expect(await texts(new CohortMessageStream(options))).toEqual(first);
    const last = messageFacts(Buffer.from(first.at(-1) ?? '')).sentAtMs ?? Infinity;
    expect(last).toBeLessThan(Date.UTC(2024, 3, 1));
  });

  it('continues from any message', async () => {
    const stream = new CohortMessageStream(options);
    expect(await texts(stream, { index: 3, offset: 0 })).toEqual((await texts(stream)).slice(3));
  });

  it('has a different identity for different messages', () => {
    const identities = [options, { ...options, seed: 'other' }, { ...options, days: 2 }].map(
      (variant) => new CohortMessageStream(variant).identity,
    );
    expect(new Set(identities).size).toBe(3);
  });
});
