// npx nx run contracts:render: writes docs/contracts, unless that breaks what others rely on.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { akiPageJsonSchema } from '@renwatch/events';
import { Command } from 'commander';
import { asyncApi, asyncApiBreaks } from './async-api';
import {
  ASYNC_API_FILE,
  asyncApiText,
  committedAsyncApi,
  committedOpenApi,
  OPEN_API_FILE,
  openApiText,
} from './committed';
import { breakingChanges, type JsonSchema } from './json-schema';
import { openApi, openApiBreaks } from './open-api';
import { committedPageSchema, PAGE_SCHEMA_FILE, pageDocuments } from './pages/page-documents';

new Command('contracts:render')
  .description('Write docs/contracts from the schemas of the records and endpoints.')
  .option(
    '--breaking',
    'write it even if versions before this one could not read the records, or the other way round',
  )
  .action(({ breaking }: { breaking?: true }, command: Command) => {
    const document = asyncApi();
    const http = openApi();
    const breaks = [
      ...(existsSync(ASYNC_API_FILE) ? asyncApiBreaks(committedAsyncApi(), document) : []),
      ...(existsSync(OPEN_API_FILE) ? openApiBreaks(committedOpenApi(), http) : []),
      ...(existsSync(PAGE_SCHEMA_FILE)
        ? breakingChanges(committedPageSchema() as JsonSchema, akiPageJsonSchema() as JsonSchema, 'aki.page')
        : []),
    ];
    if (breaks.length > 0 && !breaking) {
      command.error(
        `${breaks.join('\n')}\ngive the record a new schema number or the endpoint a new path, or pass --breaking if it never ran`,
      );
    }
    writeFileSync(ASYNC_API_FILE, asyncApiText(document));
    writeFileSync(OPEN_API_FILE, openApiText(http));
    for (const [file, text] of pageDocuments()) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    process.stdout.write('docs/contracts/asyncapi.yaml\ndocs/contracts/openapi.yaml\ndocs/contracts/pages\n');
  })
  .parse();
