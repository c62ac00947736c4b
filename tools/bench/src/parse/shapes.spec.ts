import { parseMessage } from '@renwatch/hl7';
import { messageOf, SHAPES } from './shapes';

describe('the messages that are parsed', () => {
  it.each(SHAPES)('are as long as asked, and HL7: $name', (shape) => {
    const bytes = messageOf(shape, 10_000);
    expect(bytes.length).toBeGreaterThan(9_800);
    expect(bytes.length).toBeLessThanOrEqual(10_000);
    expect(parseMessage(bytes).get('OBX-3')).toBe('NOTE');
  });
});
