import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { type CreatinineCsvRow } from './creatinine-csv-row';
import { CreatinineCsvColumns, type LeadColumn } from './creatinine-csv.columns';
import { CreatinineCsvError } from './creatinine-csv.error';

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
 * Reads a creatinine CSV record by record; memory use does not grow with the file. `line` is where the record starts.
 * @throws CreatinineCsvError if the header has another form or lacks a required column, or if quotes do not match
 */
export async function* readCreatinineCsv(
  chunks: AsyncIterable<Uint8Array>,
  required: readonly LeadColumn[],
): AsyncGenerator<{ line: number; row: CreatinineCsvRow }> {
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
  let columns: CreatinineCsvColumns | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (!columns) columns = new CreatinineCsvColumns(record, required);
      else if (record.length > 1 || record[0] !== '') yield { line, row: columns.row(record) };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser reads ahead: the bad record follows the last one parsed, not the last one yielded.
    throw new CreatinineCsvError(parsedLines + 1, REMEDIES[error.code] ?? BAD_QUOTE, { cause: error });
  }
}
