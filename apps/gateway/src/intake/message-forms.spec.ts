import { decodeHl7Message, encodeHl7Message, maxRecordBytes } from '@renwatch/events';
import { readFrame } from '@renwatch/intake';
import { listened } from '../gateway.spec-support';
import { MESSAGE_FORMS } from '../message-forms.spec-support';

const options = { feed: listened, receivedAt: new Date(0), maxRecordBytes: maxRecordBytes(64 * 1024) };

describe('readFrame', () => {
  it.each(MESSAGE_FORMS)('reads the parts of a message: $name', ({ frame, records }) => {
    const read = [...readFrame(frame, options)].map((message) =>
      message.kind === 'message' ? decodeHl7Message(encodeHl7Message(message.record).value) : message,
    );
    expect(read).toMatchObject(records.map(({ raw, parts }) => ({ ...parts, raw: raw.toString('base64') })));
  });
});
