import { ListStream } from './list.stream.spec-support';
import { type MessageStream } from './message-stream';
import { Playback } from './playback';
import { START_OF_STREAM } from './start-of-stream';

describe('a stream being played', () => {
  it('keeps a message at hand until it is done with', async () => {
    const playback = new Playback({ stream: new ListStream(['a', 'b']), from: START_OF_STREAM });
    const first = await playback.current();
    expect(await playback.current()).toBe(first);
    if (first) playback.advance(first);
    expect((await playback.current())?.payload.toString()).toBe('b');
  });

  it('takes no notice of somebody who is done with an earlier message', async () => {
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

  it('does not take a failed reading for the end, and goes on where it was', async () => {
    const list = new ListStream(['a', 'b']);
    let failures = 1;
    const stream: MessageStream = {
      identity: 'fails once',
      async *messages(from) {
        for await (const message of list.messages(from)) {
          if (message.index === 1 && failures-- > 0) throw new Error('the disk is gone');
          yield message;
        }
      },
    };
    const playback = new Playback({ stream, from: START_OF_STREAM });
    const first = await playback.current();
    if (first) playback.advance(first);
    await expect(playback.current()).rejects.toThrow('the disk is gone');
    expect((await playback.current())?.payload.toString()).toBe('b');
  });
});
