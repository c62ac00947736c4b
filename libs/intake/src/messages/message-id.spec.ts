import { messageId } from './message-id';

describe('messageId', () => {
  it('is the first half of the SHA-256 of the bytes, in hex', () => {
    expect(messageId(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223');
    expect(messageId(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb924');
  });
});
