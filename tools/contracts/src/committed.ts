import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type AsyncApi } from './async-api';
import { type OpenApi } from './open-api';

const FOLDER = path.resolve(__dirname, '..', '..', '..', 'docs', 'contracts');
export const ASYNC_API_FILE = path.join(FOLDER, 'asyncapi.yaml');
export const OPEN_API_FILE = path.join(FOLDER, 'openapi.yaml');

const textOf = (document: object, source: string): string =>
  `# Written by \`npx nx run contracts:render\` from ${source}.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;

export const asyncApiText = (document: AsyncApi): string => textOf(document, 'the schemas in libs/events');
export const openApiText = (document: OpenApi): string =>
  textOf(document, 'the schemas of tools/contracts/src/endpoints.ts');

/** Reads the document of topics that others rely on. */
export const committedAsyncApi = (): AsyncApi => parse(readFileSync(ASYNC_API_FILE, 'utf8')) as AsyncApi;
/** Reads the document of endpoints that others rely on. */
export const committedOpenApi = (): OpenApi => parse(readFileSync(OPEN_API_FILE, 'utf8')) as OpenApi;
