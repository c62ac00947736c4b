import { type SessionEvent } from '../telemetry/simulator.events';
import { ListStream } from '../stream/list.stream.spec-support';
import { Playback } from '../stream/playback';
import { START_OF_STREAM } from '../stream/message-stream.port';
import { ManualClock } from './manual-clock.spec-support';
import { Pacer } from './pacer';
import { Session, type FeedBehaviour } from './session';
import { type Wire, type WireAnswer } from './wire.port';

const answered = (code: string): WireAnswer => ({
  kind: 'message',
  payload: Buffer.from(`MSH|^~\\&|\rMSA|${code}\r`),
});

/** Returns the given answers, then silence. */
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

function play(given: { answers: WireAnswer[]; texts?: string[]; behaviour?: Partial<FeedBehaviour> }) {
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
    behaviour: {
      rewind: true,
      ackTimeoutMs: 10_000,
      segmentGapMs: undefined,
      disconnectEvery: undefined,
      ...given.behaviour,
    },
    emit: (event) => events.push(event),
  });
  return { wire, clock, playback, events, running: session.run() };
}

const frames = (...texts: string[]) => texts.map((text) => `\x0b${text}\x1c\r`);
const [AA, AE, AR] = [answered('AA'), answered('AE'), answered('AR')];

describe('a session', () => {
  it('sends the next message after AA and closes at the end', async () => {
    const { wire, events, running } = play({ answers: [AA, AA, AA] });
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

  it('resends a message each time it is refused', async () => {
    const { wire, events, running } = play({ answers: [AA, AE, AR, AE, AA] });
    await running;
    expect(wire.written).toEqual(frames('a', 'b', 'b', 'b', 'b', 'c'));
    const again = events.flatMap((event) => (event.type === 'sent' ? [event.again] : []));
    expect(again).toEqual([false, false, true, true, true, false]);
  });

  it('without rewind skips refused messages and stays open at the end', async () => {
    const { wire, events, running } = play({ answers: [AE, AR, AA], behaviour: { rewind: false } });
    await running;
    expect(wire.written).toEqual(frames('a', 'b', 'c'));
    expect(wire.reason).toBeUndefined();
    expect(events.at(-1)).toEqual({ type: 'end', index: 3, open: true });
  });

  it.each<[string, WireAnswer, string]>([
    ['silence', { kind: 'silence' }, 'no answer in time'],
    [
      'a malformed frame',
      { kind: 'malformed', reason: 'more than one message' },
      'the answer is wrong: more than one message',
    ],
    ['another code', answered('CA'), 'the answer is wrong: MSA-1 is not AA, AE or AR'],
    [
      'another message',
      { kind: 'message', payload: Buffer.from('hello') },
      'the answer is wrong: it has no MSH',
    ],
  ])('closes on %s and does not advance', async (_what, answer, reason) => {
    const { wire, playback, running } = play({ answers: [AA, answer] });
    await running;
    expect(wire.written).toEqual(frames('a', 'b'));
    expect(wire.reason).toBe(reason);
    expect(playback.position.index).toBe(1);
  });

  it('closes after `disconnectEvery` messages', async () => {
    const { wire, playback, running } = play({
      answers: [AA, AA, AA],
      behaviour: { disconnectEvery: 2 },
    });
    await running;
    expect(wire.reason).toBe('disconnect-every');
    expect(playback.position.index).toBe(2);
  });

  it('sends a message in two halves with a pause between them', async () => {
    const { wire, clock, running } = play({
      answers: [AA],
      texts: ['abcd'],
      behaviour: { segmentGapMs: 1_000 },
    });
    await new Promise(setImmediate);
    expect(wire.written).toEqual(['\x0bab']);
    clock.advance(1_000);
    await running;
    expect(wire.written).toEqual(['\x0bab', 'cd\x1c\r']);
  });

  it('does not send the second half to a closed connection', async () => {
    const { wire, running } = play({
      answers: [AA],
      texts: ['abcd'],
      behaviour: { segmentGapMs: 1_000 },
    });
    await new Promise(setImmediate);
    wire.close('closed by the peer');
    await running;
    expect(wire.written).toEqual(['\x0bab']);
  });

  it('ignores an answer that arrives after the close', async () => {
    const wire = new ScriptedWire([]);
    const { playback } = play({ answers: [] });
    const clock = new ManualClock();
    wire.answer = () => {
      wire.close('pre-empted by a new connection');
      return Promise.resolve(AA);
    };
    const behaviour = { rewind: false, ackTimeoutMs: 1, segmentGapMs: undefined, disconnectEvery: undefined };
    const pacer = new Pacer({ speed: 'max', clock });
    await new Session({ wire, clock, playback, pacer, behaviour, emit: () => undefined }).run();
    expect(playback.position.index).toBe(0);
  });
});
