import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type parquetWriteBuffer } from 'hyparquet-writer';
import {
  type CreatinineFileOptions,
  type CreatinineRecord,
  readCreatinineFile,
} from './creatinine-file.reader';

/** A folder that is removed after the spec, with a file in it that is written again and again. */
export function temporaryFile(): { readonly path: string; write(bytes: string | Uint8Array): string } {
  const folder = mkdtempSync(join(tmpdir(), 'renwatch-datasets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'results');
  return { path, write: (bytes) => (writeFileSync(path, bytes), path) };
}

export async function readAll(
  path: string,
  options: Partial<CreatinineFileOptions> = {},
): Promise<CreatinineRecord[]> {
  const records: CreatinineRecord[] = [];
  for await (const record of readCreatinineFile(path, { required: [], ...options })) records.push(record);
  return records;
}

/** The message that reading fails with. */
export function faultOf(path: string, options: Partial<CreatinineFileOptions> = {}): Promise<string> {
  return readAll(path, options).then(
    (records) => `read ${records.length} records`,
    (error: unknown) => String(error),
  );
}

type WriteOptions = Parameters<typeof parquetWriteBuffer>[0];

/** A Parquet file of these columns, as other programs write it. */
export async function parquetOf(
  columnData: WriteOptions['columnData'],
  options: Omit<WriteOptions, 'columnData'> = {},
): Promise<Buffer> {
  const writer = await import('hyparquet-writer');
  return Buffer.from(writer.parquetWriteBuffer({ columnData, ...options }));
}
