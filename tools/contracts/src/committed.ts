import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type AsyncApi } from './async-api';

export const ASYNC_API_FILE = path.resolve(__dirname, '..', '..', '..', 'docs', 'contracts', 'asyncapi.yaml');
const NOTICE = 'Written by `npx nx run contracts:render` from the schemas in libs/events.';

export const asyncApiText = (document: AsyncApi): string =>
  `# ${NOTICE}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;

/** Reads the document that others rely on. */
export const committedAsyncApi = (): AsyncApi => parse(readFileSync(ASYNC_API_FILE, 'utf8')) as AsyncApi;
