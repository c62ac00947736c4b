import { pageRequestBody, pageRequestKey } from '@renwatch/events';
import { livenessReport, readinessReport } from '@renwatch/runtime';
import { z } from 'zod';

export interface Content {
  mediaType: string;
  schema: z.ZodType;
}

/** A way to ask over HTTP, as it is served by every service or by the endpoint that takes pages. */
export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** Absent: the services themselves. */
  server?: { url: string; description: string };
  /** Headers of the request, all of them required. */
  headers?: Record<string, { description: string; schema: z.ZodType }>;
  /** True if the request may carry a bearer token. */
  takesToken?: boolean;
  body?: Content;
  /** By status, or `default` for every other. */
  answers: Record<string, { description: string; content?: Content }>;
}

const PAGER = {
  url: 'https://{pager}',
  description: 'The endpoint that takes pages (PAGER_ADDRESS); http unless PAGER_TLS=on.',
};

/** Everything that Renwatch serves or asks over HTTP, apart from its console. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/livez',
    summary: 'Tells that the process turns; a lost broker or database changes nothing.',
    answers: {
      '200': { description: 'Alive.', content: { mediaType: 'application/json', schema: livenessReport } },
    },
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Tells if the service can work, by part.',
    answers: {
      '200': { description: 'Ready.', content: { mediaType: 'application/json', schema: readinessReport } },
      '503': {
        description: 'A part is missing or makes no progress, or the service stops.',
        content: { mediaType: 'application/json', schema: readinessReport },
      },
    },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus, version 0.0.4.',
    answers: { '200': { description: 'Metrics.', content: { mediaType: 'text/plain', schema: z.string() } } },
  },
  {
    method: 'post',
    path: '/page',
    summary:
      'Pages the team on call. Sent by the pager at least once for each alert; a repeat has the same key.',
    server: PAGER,
    headers: { 'Idempotency-Key': { description: 'Id of the alert.', schema: pageRequestKey } },
    takesToken: true,
    body: { mediaType: 'text/plain', schema: pageRequestBody },
    answers: {
      '2XX': { description: 'The page is delivered. The body is not read.' },
      '400': { description: 'Refused for good: the page becomes a dead letter and an alarm.' },
      '413': { description: 'Refused for good.' },
      '422': { description: 'Refused for good.' },
      default: { description: 'The page is sent again until it is delivered or refused.' },
    },
  },
];
