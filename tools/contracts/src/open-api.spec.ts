import 'reflect-metadata';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { createLogger, livenessReport, Readiness, readinessReport, RuntimeModule } from '@renwatch/runtime';
import { committedOpenApi, OPEN_API_FILE, openApiText } from './committed';
import { type OpenApi, openApi, openApiBreaks } from './open-api';

const ROOT = path.resolve(__dirname, '..', '..', '..');
/** The console has a contract of its own, libs/contract. */
const SERVERS = ['apps/gateway', 'apps/inference', 'apps/pager', 'libs/runtime'];
const ROUTE = /@(Get|Post|Put|Patch|Delete)\('([^']*)'\)/g;

/** Routes of Nest's controllers, as `GET /livez`. */
function servedRoutes(): string[] {
  return SERVERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.controller.ts'))
      .flatMap((file) => [...readFileSync(path.join(ROOT, folder, 'src', file), 'utf8').matchAll(ROUTE)])
      .map(([, method = '', route]) => `${method.toUpperCase()} /${route}`),
  );
}

describe('docs/contracts/openapi.yaml', () => {
  it('promises nothing that the schemas break', () => {
    expect(openApiBreaks(committedOpenApi(), openApi())).toEqual([]);
  });

  it('is up to date', () => {
    expect(readFileSync(OPEN_API_FILE, 'utf8')).toBe(openApiText(openApi()));
  });

  it('has every route that a service serves', () => {
    const described = Object.entries(openApi().paths).flatMap(([route, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${route}`),
    );
    expect(servedRoutes()).toHaveLength(3);
    expect(described).toEqual(expect.arrayContaining(servedRoutes()));
  });

  it('describes what a service answers', async () => {
    const logger = createLogger({ service: 'spec', level: 'silent' });
    const app = await NestFactory.create(RuntimeModule.forService({ service: 'spec', logger }), {
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
    const ask = async (route: string) => {
      const answer = await fetch(`${await app.getUrl()}${route}`);
      const promised = openApi().paths[route]?.['get']?.responses[String(answer.status)]?.content ?? {};
      expect(Object.keys(promised)).toEqual([answer.headers.get('content-type')?.split(';')[0]]);
      return answer;
    };
    try {
      expect(livenessReport.strict().safeParse(await (await ask('/livez')).json()).error).toBeUndefined();
      const kafka = app.get(Readiness).part('kafka');
      for (const status of [503, 200]) {
        if (status === 200) kafka.ready();
        const answer = await ask('/readyz');
        expect(answer.status).toBe(status);
        expect(readinessReport.strict().safeParse(await answer.json()).error).toBeUndefined();
      }
      await ask('/metrics');
    } finally {
      await app.close();
    }
  });
});

describe('openApiBreaks', () => {
  const changed = (change: (page: OpenApi['paths']) => void): string[] => {
    const after = structuredClone(openApi());
    change(after.paths);
    return openApiBreaks(openApi(), after);
  };
  const page = (paths: OpenApi['paths']) => paths['/page']?.['post'];
  const ready = (paths: OpenApi['paths']) =>
    paths['/readyz']?.['get']?.responses['200']?.content?.['application/json']?.schema;

  it.each<[string, (paths: OpenApi['paths']) => void, string]>([
    ['a removed path', (paths) => delete paths['/livez'], 'GET /livez: was removed'],
    ['a removed method', (paths) => delete paths['/page']?.['post'], 'POST /page: was removed'],
    ['a removed status', (paths) => delete page(paths)?.responses['422'], 'POST /page 422: was removed'],
    [
      'a new status',
      (paths) => Object.assign(page(paths)?.responses ?? {}, { '409': { description: '' } }),
      'POST /page 409: is new, and nobody expects it',
    ],
    [
      'a header less',
      (paths) => delete page(paths)?.parameters,
      'POST /page header Idempotency-Key: was removed',
    ],
    [
      'another form of the body',
      (paths) =>
        Object.assign(page(paths)?.requestBody?.content['text/plain']?.schema ?? {}, { pattern: '^x$' }),
      'POST /page body: pattern was',
    ],
    [
      'another media type',
      (paths) =>
        Object.assign(page(paths)?.requestBody ?? {}, { content: { 'application/json': { schema: {} } } }),
      'POST /page body: text/plain was removed',
    ],
    [
      'a removed property of an answer',
      (paths) => delete ready(paths)?.properties?.['parts'],
      'GET /readyz 200.parts: was removed',
    ],
  ])('names %s', (_, change, sentence) => {
    expect(changed(change)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  });

  it('allows a new path and a new optional property of an answer', () => {
    expect(
      changed((paths) => {
        paths['/version'] = paths['/livez'] ?? {};
        const schema = ready(paths);
        if (schema?.properties) schema.properties['since'] = { type: 'string' };
      }),
    ).toEqual([]);
  });
});
