import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parsePage } from './parse-page';

const MAX_BODY_BYTES = 1024;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 1_024;

export interface ReceivedPage {
  mrn: string;
  time: string | undefined;
  idempotencyKey: string | undefined;
}

export interface PagerServerOptions {
  host: string;
  /** 0 picks a free port. */
  port: number;
  onPage: (page: ReceivedPage) => void;
  onRefused: (refused: { status: number; reason: string }) => void;
  /** Called after a request for `/shutdown` was answered. */
  onShutdown: () => void;
}

interface Answer {
  status: number;
  /** The reason of a refusal. */
  reason?: string;
}

/**
 * The hospital's pager: `/page`, `/healthy` and `/shutdown`. Like the course's simulator it treats GET as POST, answers
 * 400 to any other path, a query included, and 501 to other methods.
 */
export class PagerServer {
  private readonly server: Server;

  constructor(private readonly options: PagerServerOptions) {
    this.server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      this.handle(request, response).catch(() => response.destroy());
    });
    this.server.maxConnections = MAX_CONNECTIONS;
  }

  /** @throws any error of the network, such as EADDRINUSE */
  async listen(): Promise<{ port: number }> {
    const { host, port } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        this.server.on('error', () => undefined);
        resolve();
      });
    });
    return { port: (this.server.address() as AddressInfo).port };
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url } = request;
    if (method !== 'GET' && method !== 'POST')
      return answer(request, response, { status: 501, reason: 'the method is neither GET nor POST' });
    switch (url) {
      case '/page':
        return this.page(request, response);
      case '/healthy':
        return answer(request, response, { status: 200 });
      case '/shutdown':
        response.on('finish', this.options.onShutdown);
        return answer(request, response, { status: 200 });
      default:
        return answer(request, response, {
          status: 400,
          reason: 'the path is none of /page, /healthy and /shutdown',
        });
    }
  }

  private async page(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, reason: string) => {
      this.options.onRefused({ status, reason });
      answer(request, response, { status, reason });
    };
    if (request.headers['content-length'] === undefined) return refuse(400, 'Content-Length is missing');
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined) return refuse(413, `the body is longer than ${MAX_BODY_BYTES} bytes`);
    const page = parsePage(body.toString('latin1'));
    if (!page.ok) return refuse(400, page.reason);
    const key = request.headers['idempotency-key'];
    const idempotencyKey = typeof key === 'string' ? key : undefined;
    this.options.onPage({ mrn: page.mrn, time: page.time, idempotencyKey });
    answer(request, response, { status: 200 });
  }
}

/** Reads the whole body; undefined if it is longer than `maxBytes`. @throws if the client disconnects */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(request: IncomingMessage, response: ServerResponse, { status, reason }: Answer): void {
  const body = `${reason ?? 'ok'}\n`;
  // The rest of an unread body would be parsed as the next request.
  if (!request.complete) response.setHeader('Connection', 'close');
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) };
  // Clients such as Python's urllib show the status line and not the body.
  response.writeHead(status, reason ?? 'OK', headers);
  response.end(body);
}
