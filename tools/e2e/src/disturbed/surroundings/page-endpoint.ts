import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { freePort } from '@renwatch/testing';

export interface TakenPage {
  /** `mrn,time`. */
  body: string;
  /** The alert's id, as the pager gives it. */
  idempotencyKey: string;
  /** Ms since 1970. */
  atMs: number;
}

/** A page as it came, and how it was answered. */
export interface PagePost extends TakenPage {
  /** Present when the whole answer has been written. */
  answer?: { status: number; atMs: number };
}

/** The receiver of pages; keeps every page that it answered with 2xx. */
export class PageEndpoint {
  /** Every page that came, answered or not. */
  readonly posts: PagePost[] = [];
  readonly taken: TakenPage[] = [];
  /** Answers a page; a scenario may replace it. */
  answer: (response: ServerResponse, page: TakenPage) => void = (response) => void response.end();
  private server: Server | undefined;
  private port = 0;

  /** `host:port`, once it listened. */
  addressAs(host: string): string {
    return `${host}:${this.port}`;
  }

  /** Always on the same port. */
  async listen(): Promise<void> {
    this.port ||= await freePort();
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const idempotencyKey = String(request.headers['idempotency-key']);
        const page: PagePost = { body, idempotencyKey, atMs: Date.now() };
        this.posts.push(page);
        response.on('finish', () => {
          page.answer = { status: response.statusCode, atMs: Date.now() };
          if (response.statusCode < 300) this.taken.push(page);
        });
        this.answer(response, page);
      });
    });
    await once(server.listen(this.port, '127.0.0.1'), 'listening');
    this.server = server;
  }

  /** Refuses connections until `listen`. Idempotent. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** The pages without repeats. */
  get pages(): string[] {
    return [...new Set(this.taken.map(({ body }) => body))].sort();
  }

  /** `mrn,time key`, each once. */
  get pageKeys(): string[] {
    return [...new Set(this.taken.map(({ body, idempotencyKey }) => `${body} ${idempotencyKey}`))].sort();
  }

  /** The number of repeated pages. */
  get repeats(): number {
    return this.taken.length - this.pages.length;
  }
}
