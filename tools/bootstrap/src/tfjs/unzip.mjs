import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { SetUpError } from '../../../../libs/machine/src/index.cjs';

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const LONGEST_END = 65_557;
const ENTRY = 0x02014b50;
const CHUNK = 1 << 20;

/**
 * Takes the files of these names, whole or without their folders, out of a zip archive (a jar, a wheel).
 * @returns {Promise<Set<string>>} the base names found
 */
export async function unzip(archive, names, into) {
  const descriptor = openSync(archive, 'r');
  const read = (position, length) => {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, position);
    return bytes;
  };
  try {
    const found = new Set();
    for (const entry of entriesOf(archive, read, fstatSync(descriptor).size)) {
      const name = path.posix.basename(entry.name);
      const wanted = names.includes(name) || names.includes(entry.name);
      if (!wanted || found.has(name)) continue;
      found.add(name);
      await extract(archive, read, entry, path.join(into, name));
    }
    return found;
  } finally {
    closeSync(descriptor);
  }
}

function* entriesOf(archive, read, size) {
  const end = read(Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  const at = end.lastIndexOf(END_OF_DIRECTORY);
  if (at < 0) throw new SetUpError(`${path.basename(archive)} is no zip archive: delete it and start again`);
  const directory = read(end.readUInt32LE(at + 16), end.readUInt32LE(at + 12));
  for (let p = 0; p + 46 <= directory.length && directory.readUInt32LE(p) === ENTRY;) {
    const nameLength = directory.readUInt16LE(p + 28);
    yield {
      method: directory.readUInt16LE(p + 10),
      packedBytes: directory.readUInt32LE(p + 20),
      position: directory.readUInt32LE(p + 42),
      name: directory.toString('utf8', p + 46, p + 46 + nameLength),
    };
    p += 46 + nameLength + directory.readUInt16LE(p + 30) + directory.readUInt16LE(p + 32);
  }
}

async function extract(archive, read, { method, packedBytes, position }, file) {
  const header = read(position, 30);
  const start = position + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const input = createReadStream(archive, { start, end: start + packedBytes - 1, highWaterMark: CHUNK });
  const output = createWriteStream(file);
  if (method === 0) await pipeline(input, output);
  else await pipeline(input, createInflateRaw({ chunkSize: CHUNK }), output);
}
