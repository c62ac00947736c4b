import * as fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FrameTooLargeError, readFrames } from './read-frames';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'simulator-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(
  bytes: Buffer | string,
  given: { offset?: number; chunkBytes?: number; maxFrameBytes?: number } = {},
) {
  const file = path.join(folder, 'messages.mllp');
  await writeFile(file, bytes);
  const found: { text: string; endOffset: number }[] = [];
  const options = { path: file, offset: 0, chunkBytes: 8, maxFrameBytes: 1_000, ...given };
  for await (const { payload, endOffset } of readFrames(options)) {
    found.push({ text: payload.toString('latin1'), endOffset });
  }
  return found;
}

describe('readFrames', () => {
  it('returns the offset from which reading continues', async () => {
    const file = '\x0bone\x1c\r\x0btwo\x1c\r\x0bthree\x1c\r';
    const all = await read(file);
    expect(all.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(await read(file, { offset: all[0]?.endOffset ?? -1 })).toEqual(all.slice(1));
    expect(await read(file, { offset: all[2]?.endOffset ?? -1 })).toEqual([]);
  });

  it.each([
    ['bytes between frames', 'x\x1cy\x0bone\x1c\r\n\nz\x0btwo\x1c', ['one', 'two']],
    ['a frame cut off by the end of the file', '\x0bone\x1c\r\x0btw', ['one']],
    ['a file without frames', 'MSH|^~\\&|\r', []],
    ['an empty file', '', []],
  ])('skips %s', async (_what, file, texts) => {
    expect((await read(file)).map(({ text }) => text)).toEqual(texts);
  });

  it('finds the same frames for any chunk size', async () => {
    const byte = fc.constantFrom(0x0b, 0x1c, 0x0d, 0x41, 0x42);
    await fc.assert(
      fc.asyncProperty(
        fc.array(byte, { maxLength: 80 }),
        fc.integer({ min: 1, max: 90 }),
        async (bytes, chunkBytes) => {
          const file = Buffer.from(bytes);
          const naive = [...file.toString('latin1').matchAll(/\x0b([^\x1c]*)\x1c/g)].map((match) => match[1]);
          expect((await read(file, { chunkBytes })).map(({ text }) => text)).toEqual(naive);
        },
      ),
    );
  });

  it('throws for a frame above the limit', async () => {
    const file = `\x0bone\x1c\r\x0b${'a'.repeat(2_000)}`;
    await expect(read(file)).rejects.toThrow(FrameTooLargeError);
  });
});
