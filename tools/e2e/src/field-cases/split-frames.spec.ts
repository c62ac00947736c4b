import { splitFrames } from './split-frames';

it('keeps an FS inside a field and an empty frame', () => {
  const frames = ['\x0bMSH|a\x1cb\r\x1c\r', '\x0b\x1c\r', '\x0bMSH|µ\r\x1c\r'].map((text) =>
    Buffer.from(text, 'latin1'),
  );
  expect(splitFrames(Buffer.concat(frames))).toEqual(frames);
});
