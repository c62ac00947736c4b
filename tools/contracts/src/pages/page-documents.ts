import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AKI_PAGE_SCHEMA, akiPageJsonSchema } from '@renwatch/events';
import { renderHtml, renderText } from '@renwatch/paging';
import { EXAMPLE_PAGES } from './example-pages';

const FOLDER = path.resolve(__dirname, '..', '..', '..', '..', 'docs', 'contracts', 'pages');
export const PAGE_SCHEMA_FILE = path.join(FOLDER, 'aki-page.schema.json');

/** Returns the documents about the content of pages, by file: its JSON Schema, and a page of each reason. */
export function pageDocuments(): ReadonlyMap<string, string> {
  const html = EXAMPLE_PAGES.map((page) => [`${page.reason}.html`, renderHtml(page)] as const);
  const documents = [['README.md', overview()], ['aki-page.schema.json', schemaText()], ...html] as const;
  return new Map(documents.map(([name, text]) => [path.join(FOLDER, name), text]));
}

/** Reads the schema that others rely on. */
export const committedPageSchema = (): object => JSON.parse(readFileSync(PAGE_SCHEMA_FILE, 'utf8')) as object;

const schemaText = () => `${JSON.stringify(akiPageJsonSchema(), null, 2)}\n`;

function overview(): string {
  return `<!-- Written by \`npx nx run contracts:render\`. -->

# Content of a page: \`aki.page\`, schema ${AKI_PAGE_SCHEMA}

[aki-page.schema.json](aki-page.schema.json) is its JSON Schema. Only an optional property may be added; \`npm test\` compares.
Below is a page of each reason, of one invented patient: its sentence, the plain text, and the HTML as a file.
${EXAMPLE_PAGES.map(section).join('')}
## A page as JSON

\`\`\`json
${JSON.stringify(EXAMPLE_PAGES[0], null, 2)}
\`\`\`
`;
}

function section(page: (typeof EXAMPLE_PAGES)[number]): string {
  return `
## ${page.reason}

> ${page.sentence}.

\`\`\`text
${renderText(page)}\`\`\`

[${page.reason}.html](${page.reason}.html)
`;
}
