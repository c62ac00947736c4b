import { KafkaUnavailableError, RecordTooLargeError } from '@renwatch/kafka';
import { type Tracer } from '@renwatch/runtime';
import { creatinine, FakeWriter } from '../gateway.spec-support';
import { intakeFor } from './frame-intake.spec-support';

/** Gives each frame the number of its span as its trace context. */
function recordingTracer() {
  const ends: unknown[] = [];
  let started = 0;
  const tracer: Tracer = {
    start: (name) => {
      started += 1;
      return {
        traceparent: `${name} ${started}`,
        add: () => undefined,
        end: (options) => void ends.push(options),
      };
    },
  };
  return { tracer, ends };
}

describe('the trace of a frame', () => {
  it('goes into every record of the frame, dead letters too', async () => {
    const { tracer } = recordingTracer();
    const { take, writer } = intakeFor({ tracer });
    await take(Buffer.concat([creatinine('1', '80'), creatinine('2', '90')]));
    await take(Buffer.from('hello'));
    expect(writer.sent.map(({ traceparent }) => traceparent)).toEqual(['frame 1', 'frame 1', 'frame 2']);
  });

  it('follows a record that becomes a dead letter for its size', async () => {
    const { tracer } = recordingTracer();
    const refuse = ({ topic }: { topic: string }) =>
      topic === 'hl7.messages' ? new RecordTooLargeError(topic, 1) : undefined;
    const { take, writer } = intakeFor({ tracer, writer: new FakeWriter(refuse) });
    await take(creatinine('1', '80'));
    expect(writer.sent.map(({ topic, traceparent }) => [topic, traceparent])).toEqual([
      ['hl7.messages', 'frame 1'],
      ['dead-letters', 'frame 1'],
    ]);
  });

  it('ends once, with the reason if the frame is not answered', async () => {
    const { tracer, ends } = recordingTracer();
    let isAway = true;
    const writer = new FakeWriter(() => (isAway ? new KafkaUnavailableError('gone') : undefined));
    const { take } = intakeFor({ tracer, writer });
    await take(creatinine('1', '80'));
    isAway = false;
    await take(creatinine('1', '80'));
    expect(ends).toEqual([{ fault: 'kafka-unavailable' }, {}]);
  });

  it('is absent while traces are off', async () => {
    const { take, writer } = intakeFor();
    await take(creatinine('1', '80'));
    expect(writer.sent.map(({ traceparent }) => traceparent)).toEqual([undefined]);
  });
});
