import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

interface WebFile {
  type: string;
  bytes: Buffer;
  gzipped: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const INDEX = '/index.html';
/** Names of bundles carry a hash of their content. */
const HASHED = /-[A-Z0-9]{8}\.(js|css)$/;

/** The built page, read into memory once: a few small files. */
export class WebFiles {
  private readonly files = new Map<string, WebFile>();

  /** @param folder as built by apps/console-web; it may be missing */
  constructor(folder: string) {
    for (const name of namesIn(folder)) {
      const type = TYPES[path.extname(name)];
      if (type === undefined) continue;
      const bytes = readFileSync(path.join(folder, name));
      this.files.set(`/${name}`, { type, bytes, gzipped: gzipSync(bytes) });
    }
  }

  /** Serves a file, or the page itself for every address of a screen. */
  serve({ url = '/', method, headers }: IncomingMessage, response: ServerResponse): void {
    const asked = url.split('?')[0] ?? '/';
    const name = this.files.has(asked) || path.extname(asked) !== '' ? asked : INDEX;
    const file = this.files.get(name);
    if (!file || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('There is no such page. Go to the first page of the console.\n');
      return;
    }
    const isGzipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
    const body = isGzipped ? file.gzipped : file.bytes;
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': body.length,
      'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(isGzipped ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(method === 'HEAD' ? undefined : body);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
