import { parseMessage } from '@renwatch/hl7';
import { messageOf, SHAPES } from './shapes';

describe('messageOf', () => {
  it.each(SHAPES)('makes an HL7 message of the given size: $name', (shape) => {
    const bytes = messageOf(shape, 10_000);
    expect(bytes.length).toBeGreaterThan(9_800);
    expect(bytes.length).toBeLessThanOrEqual(10_000);
    expect(parseMessage(bytes).get('OBX-3')).toBe('NOTE');
  });
});
