import { type FileHandle } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress as decompressZstd } from 'fzstd';
import { type AsyncBuffer, type FileMetaData, type ParquetParsers, type SchemaTree } from 'hyparquet';
import { CreatinineFileError } from './creatinine-file.error';
import { type TableRecord } from './csv.table';
import { cellReader } from './parquet.cell';

/** The first bytes of every Parquet file. */
const MAGIC = 'PAR1';
/** Bounds of one row group, which is read whole. Writers make groups of 100,000 to 1,000,000 rows. */
const MAX_GROUP_ROWS = 1 << 21;
const MAX_GROUP_BYTES = 1 << 28;

const REWRITE = 'write it again, with snappy, zstd, gzip or no compression';

const compressors = {
  GZIP: (input: Uint8Array, maxOutputLength: number) => gunzipSync(input, { maxOutputLength }),
  BROTLI: (input: Uint8Array, maxOutputLength: number) => brotliDecompressSync(input, { maxOutputLength }),
  ZSTD: (input: Uint8Array, outputLength: number) => decompressZstd(input, new Uint8Array(outputLength)),
};

/** Times stay numbers of milliseconds, which take less memory than dates. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => Number(millis),
  timestampFromMicroseconds: (micros) => Number(micros / 1_000n),
  timestampFromNanoseconds: (nanos) => Number(nanos / 1_000_000n),
  dateFromDays: (days) => days,
};

/** Tells if a file is Parquet by its first bytes; its name does not matter. */
export async function isParquet(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
  return buffer.subarray(0, bytesRead).toString('latin1') === MAGIC;
}

/**
 * Reads a Parquet file row by row, with every cell as the text that a CSV would hold. Memory holds one row group.
 * @throws CreatinineFileError if the file is damaged, nested, or has a row group over the bounds
 */
export async function* parquetRecords(file: FileHandle): AsyncGenerator<TableRecord> {
  // An ES module, which a CommonJS one loads like this in every supported Node.
  const { parquetMetadataAsync, parquetScan, parquetSchema } = await import('hyparquet');
  const buffer = await bufferOf(file);
  const metadata = await readable('schema', parquetMetadataAsync(buffer));
  const columns = flatColumns(parquetSchema(metadata));
  yield { place: 'schema', cells: columns.map(({ name }) => name.trim()) };
  const scan = await readable('schema', parquetScan({ file: buffer, metadata, compressors, parsers }));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const place = `row ${rowStart + 1}`;
    const rows = Number(group.num_rows);
    refuseLarge(group, place);
    const range = { rowStart, rowEnd: rowStart + rows };
    const data = await readable(
      place,
      Promise.all(columns.map(({ name }) => scan.readColumn({ column: name, ...range }))),
    );
    for (let row = 0; row < rows; row += 1) {
      const cells = columns.map(({ read }, column) => read(data[column]?.[row]));
      yield { place: `row ${rowStart + row + 1}`, cells };
    }
    rowStart += rows;
  }
}

function flatColumns({ children }: SchemaTree): { name: string; read: (value: unknown) => string }[] {
  return children.map(({ element, children: parts }) => {
    if (parts.length > 0)
      throw new CreatinineFileError(
        'schema',
        `column ${JSON.stringify(element.name)} is a list or a structure; give it one value a row`,
      );
    return { name: element.name, read: cellReader(element) };
  });
}

function refuseLarge({ columns, num_rows }: FileMetaData['row_groups'][number], place: string): void {
  const bytes = columns.reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
    0,
  );
  if (Number(num_rows) <= MAX_GROUP_ROWS && bytes <= MAX_GROUP_BYTES) return;
  throw new CreatinineFileError(
    place,
    `its row group has ${num_rows} rows and ${bytes} bytes, but at most ${MAX_GROUP_ROWS} rows and ${MAX_GROUP_BYTES} bytes are read at once; write the file with smaller row groups`,
  );
}

/** Everything that the reader throws on a damaged file is a fault of the file; errors of the disk pass. */
async function readable<T>(place: string, reading: T | Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException | null)?.syscall !== undefined) throw cause;
    throw new CreatinineFileError(place, `this Parquet file cannot be read (${String(cause)}); ${REWRITE}`, {
      cause,
    });
  }
}

async function bufferOf(file: FileHandle): Promise<AsyncBuffer> {
  const { size } = await file.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new RangeError('the file ends too early');
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}
