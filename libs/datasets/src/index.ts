export { type CreatinineRow, type RowResult } from './creatinine-row';
export { CreatinineFileError } from './creatinine-file.error';
export { readCreatinineFile, type CreatinineRecord } from './creatinine-file.reader';
export { formatCreatinineCsvHeader, formatCreatinineCsvRow } from './creatinine-csv.writer';
export { type LeadColumn } from './forms/header';
export { type LabelledCase, labelledCase, rowResults, rowSubject } from './labels/labelled-case';
