import { request } from 'node:http';
import { PagerServer, type ReceivedPage } from './pager.server';

let server: PagerServer;
let url: string;
let pages: ReceivedPage[];
let refused: number[];
let shutdowns: number;

beforeEach(async () => {
  pages = [];
  refused = [];
  shutdowns = 0;
  server = new PagerServer({
    host: '127.0.0.1',
    port: 0,
    onPage: (page) => pages.push(page),
    onRefused: ({ status }) => refused.push(status),
    onShutdown: () => void (shutdowns += 1),
  });
  url = `http://127.0.0.1:${(await server.listen()).port}`;
});

afterEach(() => server.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { method: 'POST', body, headers: { 'Content-Type': 'text/plain', ...headers } });

describe('the pager', () => {
  it('accepts a page with a time and an idempotency key', async () => {
    const response = await post('/page', '1234567,20240331005400', { 'Idempotency-Key': 'alert-1' });
    expect(response.status).toBe(200);
    expect(pages).toEqual([{ mrn: '1234567', time: '20240331005400', idempotencyKey: 'alert-1' }]);
  });

  it('accepts a page without a time', async () => {
    expect((await post('/page', '1234567')).status).toBe(200);
    expect(pages).toEqual([{ mrn: '1234567', time: undefined, idempotencyKey: undefined }]);
  });

  it('refuses a bad body', async () => {
    expect((await post('/page', '1234567,yesterday')).status).toBe(400);
    expect(pages).toEqual([]);
    expect(refused).toEqual([400]);
  });

  it('refuses a body without Content-Length', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const chunked = request(`${url}/page`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      chunked.on('error', reject);
      chunked.write('1234567');
      chunked.end();
    });
    expect(status).toBe(400);
    expect(pages).toEqual([]);
  });

  it('refuses an oversized body and accepts the next page', async () => {
    expect((await post('/page', '1'.repeat(2_000))).status).toBe(413);
    expect((await post('/page', '1234567')).status).toBe(200);
    expect(pages).toHaveLength(1);
  });

  it.each(['GET', 'POST'])('answers %s /healthy', async (method) => {
    const response = await fetch(`${url}/healthy`, { method });
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  });

  it.each(['GET', 'POST'])('shuts down on %s after answering', async (method) => {
    expect((await fetch(`${url}/shutdown`, { method })).status).toBe(200);
    expect(shutdowns).toBe(1);
  });

  it.each([
    [400, 'GET', '/'],
    [400, 'POST', '/pages'],
    [400, 'GET', '/shutdown?now'],
    [400, 'GET', '/page'],
    [501, 'PUT', '/page'],
    [501, 'DELETE', '/shutdown'],
  ])('answers %i to %s %s', async (status, method, path) => {
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
    expect([pages, shutdowns]).toEqual([[], 0]);
  });

  it('names the reason in the status line too', async () => {
    const { statusText } = await post('/page', 'NHS1234');
    expect(statusText).toBe('the MRN is not a number');
  });
});
