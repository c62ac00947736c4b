export { type CreatinineRow, type RowResult } from './forms/creatinine-row';
export { CreatinineFileError } from './tables/creatinine-file.error';
export { readCreatinineFile, type CreatinineRecord } from './creatinine-file.reader';
export { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
export { type LeadColumn } from './forms/header';
export { type LabelledCase, labelledCase, rowResults, rowSubject } from './labelled-case';
