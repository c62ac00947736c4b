import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { CreatinineFileError } from './creatinine-file.error';

/** A record of a table, whatever holds it. The first record of a table is its header. */
export interface TableRecord {
  /** `line 3` or `row 3`, from 1. */
  readonly place: string;
  /** Trimmed text. */
  readonly cells: readonly string[];
}

/** A record over this is refused: an unclosed quote must not pull the rest of a large file into memory. */
const MAX_RECORD_BYTES = 1 << 20;

const REMEDIES: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell never ends; close its quote',
  CSV_MAX_RECORD_SIZE: `the record is over ${MAX_RECORD_BYTES} bytes; split it, or close the quote that opens in it`,
};
const BAD_QUOTE = 'a quote stands inside a cell; quote the whole cell and double the quotes in it';

interface ParsedRecord {
  record: string[];
  info: Info;
}

/**
 * Reads a CSV record by record; memory use does not grow with the file. A record's place is the line it starts on; blank
 * lines are skipped after the header.
 * @throws CreatinineFileError if quotes do not match or a record is too long
 */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TableRecord> {
  let parsedLines = 0;
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (record: string[], { lines }) => {
      parsedLines = lines;
      return record;
    },
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    trim: true,
  });
  // A fault of the source or of the file destroys the parser, so the loop below throws it.
  pipeline(chunks, parser).catch(() => undefined);
  let line = 1;
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<ParsedRecord>) {
      if (line === 1 || cells.length > 1 || cells[0] !== '') yield { place: `line ${line}`, cells };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser reads ahead: the bad record follows the last one parsed, not the last one yielded.
    throw new CreatinineFileError(`line ${parsedLines + 1}`, REMEDIES[error.code] ?? BAD_QUOTE, {
      cause: error,
    });
  }
}
