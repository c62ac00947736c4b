export { type CreatinineCsvRow, type CsvResult } from './creatinine-csv-row';
export { CreatinineCsvError } from './creatinine-csv.error';
export { readCreatinineCsv } from './creatinine-csv.reader';
export { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
export { type LabelledCase, labelledCase } from './labelled-case';
