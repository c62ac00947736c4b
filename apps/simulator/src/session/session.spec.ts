import { type SessionEvent } from '../events/simulator-event';
import { ListStream } from '../stream/list.stream.spec-support';
import { Playback } from '../stream/playback';
import { START_OF_STREAM } from '../stream/start-of-stream';
import { ManualClock } from './manual-clock.spec-support';
import { Pacer } from './pacer';
import { Session, type Manners } from './session';
import { type Wire, type WireAnswer } from './wire';

const answered = (code: string): WireAnswer => ({
  kind: 'message',
  payload: Buffer.from(`MSH|^~\\&|\rMSA|${code}\r`),
});

/** Gives the answers it was made with, then falls silent. */
class ScriptedWire implements Wire {
  private readonly controller = new AbortController();
  readonly written: string[] = [];
  reason: string | undefined;

  constructor(private readonly answers: WireAnswer[]) {}

  get closed(): AbortSignal {
    return this.controller.signal;
  }

  write(bytes: Buffer): void {
    this.written.push(bytes.toString('latin1'));
  }

  answer(): Promise<WireAnswer> {
    return Promise.resolve(this.answers.shift() ?? { kind: 'silence' });
  }

  close(reason: string): void {
    this.reason ??= reason;
    this.controller.abort();
  }
}

function converse(given: { answers: WireAnswer[]; texts?: string[]; manners?: Partial<Manners> }) {
  const wire = new ScriptedWire(given.answers);
  const clock = new ManualClock();
  const playback = new Playback({
    stream: new ListStream(given.texts ?? ['a', 'b', 'c']),
    from: START_OF_STREAM,
  });
  const events: SessionEvent[] = [];
  const session = new Session({
    wire,
    clock,
    playback,
    pacer: new Pacer({ speed: 'max', clock }),
    manners: {
      rewind: true,
      ackTimeoutMs: 10_000,
      segmentGapMs: undefined,
      disconnectEvery: undefined,
      ...given.manners,
    },
    emit: (event) => events.push(event),
  });
  return { wire, clock, playback, events, running: session.run() };
}

const frames = (...texts: string[]) => texts.map((text) => `\x0b${text}\x1c\r`);
const [AA, AE, AR] = [answered('AA'), answered('AE'), answered('AR')];

describe('a conversation', () => {
  it('sends the next message after AA and closes at the end', async () => {
    const { wire, events, running } = converse({ answers: [AA, AA, AA] });
    await running;
    expect(wire.written).toEqual(frames('a', 'b', 'c'));
    expect(wire.reason).toBe('end of the stream');
    expect(events.map(({ type }) => type)).toEqual([
      'sent',
      'acked',
      'sent',
      'acked',
      'sent',
      'acked',
      'end',
    ]);
    expect(events.at(-1)).toEqual({ type: 'end', index: 3, open: false });
  });

  it('sends a refused message again, as often as it is refused', async () => {
    const { wire, events, running } = converse({ answers: [AA, AE, AR, AE, AA] });
    await running;
    expect(wire.written).toEqual(frames('a', 'b', 'b', 'b', 'b', 'c'));
    const again = events.flatMap((event) => (event.type === 'sent' ? [event.again] : []));
    expect(again).toEqual([false, false, true, true, true, false]);
  });

  it('without rewind never sends a refused message again, and leaves the connection open at the end', async () => {
    const { wire, events, running } = converse({ answers: [AE, AR, AA], manners: { rewind: false } });
    await running;
    expect(wire.written).toEqual(frames('a', 'b', 'c'));
    expect(wire.reason).toBeUndefined();
    expect(events.at(-1)).toEqual({ type: 'end', index: 3, open: true });
  });

  it.each<[string, WireAnswer, string]>([
    ['silence', { kind: 'silence' }, 'no answer in time'],
    [
      'what is no frame',
      { kind: 'malformed', reason: 'more than one message' },
      'the answer is wrong: more than one message',
    ],
    ['another code', answered('CA'), 'the answer is wrong: MSA-1 is not AA, AE or AR'],
    [
      'another message',
      { kind: 'message', payload: Buffer.from('hello') },
      'the answer is wrong: it has no MSH',
    ],
  ])('closes on %s, and the message is not done with', async (_what, answer, reason) => {
    const { wire, playback, running } = converse({ answers: [AA, answer] });
    await running;
    expect(wire.written).toEqual(frames('a', 'b'));
    expect(wire.reason).toBe(reason);
    expect(playback.position.index).toBe(1);
  });

  it('closes after every so many messages when it is told to', async () => {
    const { wire, playback, running } = converse({ answers: [AA, AA, AA], manners: { disconnectEvery: 2 } });
    await running;
    expect(wire.reason).toBe('disconnect-every');
    expect(playback.position.index).toBe(2);
  });

  it('sends a message in two halves with a pause between when it is told to', async () => {
    const { wire, clock, running } = converse({
      answers: [AA],
      texts: ['abcd'],
      manners: { segmentGapMs: 1_000 },
    });
    await new Promise(setImmediate);
    expect(wire.written).toEqual(['\x0babc']);
    clock.advance(1_000);
    await running;
    expect(wire.written).toEqual(['\x0babc', 'd\x1c\r']);
  });

  it('does not send the second half to a connection that has gone', async () => {
    const { wire, running } = converse({ answers: [AA], texts: ['abcd'], manners: { segmentGapMs: 1_000 } });
    await new Promise(setImmediate);
    wire.close('closed by the peer');
    await running;
    expect(wire.written).toEqual(['\x0babc']);
  });

  it('does not count an answer that comes after the connection was taken away', async () => {
    const wire = new ScriptedWire([]);
    const { playback } = converse({ answers: [] });
    const clock = new ManualClock();
    wire.answer = () => {
      wire.close('pre-empted by a new connection');
      return Promise.resolve(AA);
    };
    const manners = { rewind: false, ackTimeoutMs: 1, segmentGapMs: undefined, disconnectEvery: undefined };
    const pacer = new Pacer({ speed: 'max', clock });
    await new Session({ wire, clock, playback, pacer, manners, emit: () => undefined }).run();
    expect(playback.position.index).toBe(0);
  });
});
