import { types, type CustomTypesConfig } from 'pg';

const { INT8, DATE, TIMESTAMPTZ } = types.builtins;

const toDate = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;

/** pg's own parsers move a date to the process's zone and cut bigints to text. */
const ours: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: (text) => BigInt(text),
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => toDate(text).toISOString(),
};

export const typeParsers: CustomTypesConfig = {
  getTypeParser: (oid, format) => ours[oid] ?? types.getTypeParser(oid, format),
};
