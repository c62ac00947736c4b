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

/** The hospital's pager: `POST /page`, `GET /healthy`, and `/shutdown` by either method. */
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
    const path = (request.url ?? '').split('?', 1)[0];
    switch (`${request.method} ${path}`) {
      case 'POST /page':
        return this.page(request, response);
      case 'GET /healthy':
        return answer(request, response, { status: 200 });
      case 'GET /shutdown':
      case 'POST /shutdown':
        response.on('finish', this.options.onShutdown);
        return answer(request, response, { status: 200 });
      default:
        return answer(request, response, {
          status: 404,
          reason: 'not found; use /page, /healthy or /shutdown',
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
  const body = reason === undefined ? '' : `${reason}\n`;
  // The rest of an unread body would be parsed as the next request.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
