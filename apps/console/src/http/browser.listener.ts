import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import { type ConsoleRequest } from './console-request';
import { type WebFiles } from './web-files';

export interface BrowserListenerOptions {
  host: string;
  port: number;
  /** The address that people enter; another `Host` is refused. */
  url: URL;
  files: WebFiles;
  /** Serves `/api`. */
  api: RequestListener;
}

const MAX_CONNECTIONS = 1_000;
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Until something else is said, nothing may be kept.
  'Cache-Control': 'no-store',
};
const MISDIRECTED = 421;
const ONLY_TLS = { 'Strict-Transport-Security': 'max-age=31536000' };

/** Serves browsers on a port of their own: the page and its API. Health and metrics are not reached through it. */
export class BrowserListener {
  private readonly server: Server;

  constructor(private readonly options: BrowserListenerOptions) {
    this.server = createServer((request, response) => this.serve(request, response));
    this.server.maxConnections = MAX_CONNECTIONS;
  }

  async listen(): Promise<void> {
    this.server.listen(this.options.port, this.options.host);
    await once(this.server, 'listening');
  }

  /** Ends open event streams too; browsers connect again. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { url, files, api } = this.options;
    const isSecure = url.protocol === 'https:';
    for (const [name, value] of Object.entries({ ...HEADERS, ...(isSecure ? ONLY_TLS : {}) }))
      response.setHeader(name, value);
    if (!isHostOf(url, request.headers.host)) {
      response.writeHead(MISDIRECTED, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`The console is at another address. Open ${url.origin}\n`);
      return;
    }
    if (!/^\/api(\/|\?|$)/.test(request.url ?? '')) {
      files.serve(request, response);
      return;
    }
    (request as ConsoleRequest).isFromBrowser = true;
    void api(request, response);
  }
}

/** False for a name that another site gave to our address. A port that goes without saying may be said. */
function isHostOf({ protocol, host }: URL, given: string | undefined): boolean {
  const address = `${protocol}//${given ?? ''}`;
  return URL.canParse(address) && new URL(address).host === host;
}
