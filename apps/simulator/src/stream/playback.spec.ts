import { ListStream } from './list.stream.spec-support';
import { type MessageStream } from './message-stream.port';
import { Playback } from './playback';
import { START_OF_STREAM } from './message-stream.port';

describe('Playback', () => {
  it('returns the same message until it is finished', async () => {
    const playback = new Playback({ stream: new ListStream(['a', 'b']), from: START_OF_STREAM });
    const first = await playback.current();
    expect(await playback.current()).toBe(first);
    if (first) playback.advance(first);
    expect((await playback.current())?.payload.toString()).toBe('b');
  });

  it('ignores an advance past an earlier message', async () => {
    const reached: number[] = [];
    const playback = new Playback({
      stream: new ListStream(['a', 'b']),
      from: START_OF_STREAM,
      onAdvance: ({ index }) => reached.push(index),
    });
    const first = await playback.current();
    if (!first) throw new Error('the stream is empty');
    playback.advance(first);
    playback.advance(first);
    expect(playback.position.index).toBe(1);
    expect(reached).toEqual([1]);
  });

  it('stays at its end', async () => {
    const playback = new Playback({ stream: new ListStream(['a']), from: { index: 1, offset: 0 } });
    expect(await playback.current()).toBeUndefined();
    expect(await playback.current()).toBeUndefined();
  });

  it('retries after a failed read instead of ending', async () => {
    const list = new ListStream(['a', 'b']);
    let failures = 1;
    const stream: MessageStream = {
      identity: 'fails once',
      async *messages(from) {
        for await (const message of list.messages(from)) {
          if (message.index === 1 && failures-- > 0) throw new Error('disk lost');
          yield message;
        }
      },
    };
    const playback = new Playback({ stream, from: START_OF_STREAM });
    const first = await playback.current();
    if (first) playback.advance(first);
    await expect(playback.current()).rejects.toThrow('disk lost');
    expect((await playback.current())?.payload.toString()).toBe('b');
  });
});
