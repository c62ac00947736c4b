import { type Decision } from '@renwatch/decisions';
import { NO_TRACES, type Span, type Tracer } from '@renwatch/runtime';
import { harness, message as recordOf } from './batch-harness.spec-support';
import { BatchTrace, type TracedMessage } from './batch.trace';

const TIMES = { startMs: 1_000, ruledMs: 2_000, answeredMs: 3_000 };

interface StartedSpan {
  name: string;
  parent: string | undefined;
  decisions?: number | undefined;
  ended?: { fault?: string | undefined; endMs?: number };
}

function recordingTracer() {
  const spans: StartedSpan[] = [];
  const tracer: Tracer = {
    start: (name, { parent } = {}): Span => {
      const span: StartedSpan = { name, parent };
      spans.push(span);
      return {
        traceparent: `${name} ${spans.length}`,
        add: ({ decisions }) => void (span.decisions = decisions),
        end: (options = {}) => void (span.ended ??= options),
      };
    },
  };
  return { tracer, spans };
}

const message = (offset: bigint, traceparent?: string): TracedMessage => ({
  message: { offset, value: null, leaderEpoch: null, ...(traceparent === undefined ? {} : { traceparent }) },
  messageId: `m${offset}`,
});
const decision = (messageId: string, own: Partial<Decision> = {}) =>
  ({ id: 'd', messageId, probability: 0.5, modelSilence: null, ...own }) as Decision;

describe('BatchTrace', () => {
  const begin = (messages: TracedMessage[]) => {
    const { tracer, spans } = recordingTracer();
    return { trace: new BatchTrace(tracer, { partition: 3, messages }), spans };
  };

  it('restores the trace of each message in a batch', () => {
    const { trace, spans } = begin([message(1n, 'a'), message(2n), message(3n, 'b')]);
    expect(spans.map(({ parent }) => parent)).toEqual(['a', undefined, 'b']);
    expect([...trace.traceparents]).toEqual([
      ['m1', 'decide 1'],
      ['m2', 'decide 2'],
      ['m3', 'decide 3'],
    ]);
  });

  it('shows rule and model below messages that led to a decision', () => {
    const { trace, spans } = begin([message(1n), message(2n)]);
    trace.decided([decision('m2'), decision('m2')], TIMES);
    expect(spans.slice(1)).toEqual([
      { name: 'decide', parent: undefined, decisions: 2 },
      { name: 'rule', parent: 'decide 2', ended: { endMs: 2_000 } },
      { name: 'model', parent: 'decide 2', ended: { endMs: 3_000, fault: undefined } },
    ]);
  });

  it.each([
    ['no model span if the model is off', { probability: null, modelSilence: 'off' }, []],
    ['a failed model as a fault', { probability: null, modelSilence: 'failed' }, ['model-failed']],
  ] as const)('shows %s', (_, own, faults) => {
    const { trace, spans } = begin([message(1n)]);
    trace.decided([decision('m1', own)], TIMES);
    expect(spans.filter(({ name }) => name === 'model').map(({ ended }) => ended?.fault)).toEqual(faults);
  });

  it('leaves messages of the next attempt unended', () => {
    const { trace, spans } = begin([message(1n), message(2n)]);
    trace.committed(1);
    expect(spans.map(({ ended }) => ended !== undefined)).toEqual([true, false]);
  });

  it('names the class of an error and never its text', () => {
    const { trace, spans } = begin([message(1n)]);
    trace.failed(new RangeError('patient 4711 is out of range'));
    expect(spans.map(({ ended }) => ended)).toEqual([{ fault: 'RangeError' }]);
  });

  it('has no trace for anybody while traces are off', () => {
    const trace = new BatchTrace(NO_TRACES, { partition: 0, messages: [message(1n, 'a')] });
    expect([...trace.traceparents]).toEqual([]);
  });
});

describe('a traced batch', () => {
  it('ends the spans of a failed attempt and of the next', async () => {
    const { tracer, spans } = recordingTracer();
    const { process, store } = harness({ tracer });
    store.failures.push(Object.assign(new Error('connection lost'), { retriable: true }));
    const batch = [recordOf(0, { umolPerL: '80', hours: 1 })];
    expect(await process(batch)).toMatchObject({ kind: 'retry' });
    expect(await process(batch)).toEqual({ kind: 'done' });
    const decides = spans.filter(({ name }) => name === 'decide');
    expect(decides.map(({ ended }) => ended?.fault)).toEqual(['Error', undefined]);
  });
});
