import { z } from 'zod';
import { breakingChanges, type JsonSchema } from './json-schema';
import { type Content, type Endpoint, ENDPOINTS } from './endpoints';

type MediaTypes = Record<string, { schema: JsonSchema }>;

interface Operation {
  summary: string;
  servers?: { url: string; description: string }[];
  security?: Record<string, never[]>[];
  parameters?: { name: string; in: 'header'; required: true; description: string; schema: JsonSchema }[];
  requestBody?: { required: true; content: MediaTypes };
  responses: Record<string, { description: string; content?: MediaTypes }>;
}

export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  /** By path, then by method. */
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, { type: 'http'; scheme: 'bearer'; description: string }> };
}

/** Describes what Renwatch serves and asks over HTTP, from the schemas that its answers and requests are checked by. */
export function openApi(endpoints: readonly Endpoint[] = ENDPOINTS): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const endpoint of endpoints)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Renwatch over HTTP',
      version: '1',
      description:
        'Every service answers for its health and metrics on HTTP_PORT, without a login. Pages go out to the endpoint that takes them. A reader ignores properties that it does not know.',
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'PAGER_TOKEN, sent over TLS only.' },
      },
    },
  };
}

/** Lists what a change breaks for those who ask, or are asked, one sentence each. */
export function openApiBreaks(before: OpenApi, after: OpenApi): string[] {
  return Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, old]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? operationBreaks(old, now, at) : [`${at}: was removed`];
    }),
  );
}

function operationBreaks(old: Operation, now: Operation, at: string): string[] {
  const statuses = Object.entries(old.responses);
  return [
    ...headerBreaks(old, now, at),
    ...contentBreaks(old.requestBody?.content, now.requestBody?.content, `${at} body`),
    ...Object.keys(now.responses)
      .filter((status) => !(status in old.responses))
      .map((status) => `${at} ${status}: is new, and nobody expects it`),
    ...statuses.flatMap(([status, { content }]) => {
      const next = now.responses[status];
      return next
        ? contentBreaks(content, next.content, `${at} ${status}`)
        : [`${at} ${status}: was removed`];
    }),
  ];
}

function headerBreaks(old: Operation, now: Operation, at: string): string[] {
  const [before, after] = [old, now].map(
    ({ parameters = [] }) => new Map(parameters.map(({ name, schema }) => [name, schema])),
  );
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return names.flatMap((name) => {
    const [was, is] = [before?.get(name), after?.get(name)];
    if (!was) return [`${at} header ${name}: is new and required`];
    return is ? breakingChanges(was, is, `${at} header ${name}`) : [`${at} header ${name}: was removed`];
  });
}

function contentBreaks(old: MediaTypes = {}, now: MediaTypes = {}, at: string): string[] {
  const added = Object.keys(now).filter((type) => !(type in old));
  return [
    ...added.map((type) => `${at}: ${type} is new`),
    ...Object.entries(old).flatMap(([type, { schema }]) => {
      const next = now[type];
      return next ? breakingChanges(schema, next.schema, at) : [`${at}: ${type} was removed`];
    }),
  ];
}

function operation({ summary, server, headers, takesToken, body, answers }: Endpoint): Operation {
  const responses = Object.entries(answers).map(([status, { description, content }]) => [
    status,
    { description, ...(content ? { content: mediaTypes(content) } : {}) },
  ]);
  return {
    summary,
    ...(server ? { servers: [server] } : {}),
    // Without a token too.
    ...(takesToken ? { security: [{ token: [] }, {}] } : {}),
    ...(headers
      ? {
          parameters: Object.entries(headers).map(([name, { description, schema }]) => ({
            ...{ name, in: 'header' as const, required: true as const, description },
            schema: jsonSchemaOf(schema),
          })),
        }
      : {}),
    ...(body ? { requestBody: { required: true, content: mediaTypes(body) } } : {}),
    responses: Object.fromEntries(responses) as Operation['responses'],
  };
}

function mediaTypes({ mediaType, schema }: Content): MediaTypes {
  return { [mediaType]: { schema: jsonSchemaOf(schema) } };
}

/** OpenAPI 3.1 has the JSON Schema of 2020-12. Readers accept properties that they do not know. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest as JsonSchema;
}
