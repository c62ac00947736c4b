import { decodeHl7Message, maxRecordBytes } from '@renwatch/events';
import { listened } from '../gateway.spec-support';
import { MESSAGE_FORMS } from '../message-forms.spec-support';
import { readFrame } from './read-frame';

const options = { feed: listened, receivedAt: new Date(0), maxRecordBytes: maxRecordBytes(64 * 1024) };

describe('a frame', () => {
  it.each(MESSAGE_FORMS)('is read with its parts: $what', ({ frame, records }) => {
    const read = [...readFrame(frame, options)].map((one) =>
      one.kind === 'message' ? decodeHl7Message(one.record.value) : one,
    );
    expect(read).toMatchObject(records.map(({ raw, parts }) => ({ ...parts, raw: raw.toString('base64') })));
  });
});
