import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { akiPageJsonSchema, decodeAkiPage, encodeAkiPage, PAGE_REASONS } from '@renwatch/events';
import { breakingChanges, type JsonSchema } from '../json-schema';
import { EXAMPLE_PAGES } from './example-pages';
import { committedPageSchema, pageDocuments } from './page-documents';

const documents = [...pageDocuments()];

describe('docs/contracts/pages', () => {
  it.each(documents)('has %s up to date', (file, text) => {
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
  });

  it('has no file that nothing writes', () => {
    const folder = path.dirname(documents[0]?.[0] ?? '');
    expect(readdirSync(folder).sort()).toEqual(documents.map(([file]) => path.basename(file)).sort());
  });

  it('promises nothing that the schema breaks', () => {
    expect(
      breakingChanges(committedPageSchema() as JsonSchema, akiPageJsonSchema() as JsonSchema, 'aki.page'),
    ).toEqual([]);
  });

  it('shows a valid page of every reason', () => {
    expect(EXAMPLE_PAGES.map(({ reason }) => reason)).toEqual(PAGE_REASONS);
    for (const page of EXAMPLE_PAGES) expect(decodeAkiPage(encodeAkiPage(page))).toEqual(page);
  });
});
