import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type TLSSocket } from 'node:tls';
import { type IssuedCertificate, TestAuthority } from '@renwatch/testing';
import { somePage } from '../pager.spec-support';
import { PagerClient, type PagerClientOptions } from './pager.client';

describe('PagerClient over TLS', () => {
  let authority: TestAuthority;
  let ours: IssuedCertificate;
  let server: Server;
  let client: PagerClient;
  let received: { authorization: string | undefined; subject: unknown; body: string }[];

  const open = (own: Partial<PagerClientOptions>) => {
    const { port } = server.address() as AddressInfo;
    client = new PagerClient({ host: '127.0.0.1', port, requestTimeoutMs: 5_000, maxSockets: 4, ...own });
    return client;
  };

  beforeAll(async () => {
    authority = await TestAuthority.create();
    ours = await authority.issue({ host: 'renwatch' });
  });
  beforeEach(async () => {
    received = [];
    const { cert, key, ca } = await authority.issue({ host: '127.0.0.1' });
    const tls = { cert, key, ca, requestCert: true, rejectUnauthorized: true };
    server = createServer(tls, (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { authorization } = request.headers;
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        received.push({ authorization, subject: subject.CN, body });
        response.end();
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends the same body with its certificate and token', async () => {
    const page = somePage();
    expect(await open({ tls: () => ours, token: 'secret' }).send(page)).toMatchObject({ kind: 'delivered' });
    expect(received).toEqual([{ authorization: 'Bearer secret', subject: 'renwatch', body: page.body }]);
  });

  it('uses renewed files for the next page', async () => {
    let files = ours;
    open({ tls: () => files });
    await client.send(somePage());
    files = await authority.issue({ host: 'renewed' });
    await client.send(somePage());
    expect(received.map(({ subject }) => subject)).toEqual(['renwatch', 'renewed']);
  });

  it.each<[string, () => Promise<IssuedCertificate>]>([
    ['it trusts another authority', async () => (await TestAuthority.create()).issue({ host: 'renwatch' })],
    ['its files cannot be read', () => Promise.reject(new Error('no file'))],
  ])('keeps page and token to itself if %s', async (_case, issue) => {
    const files = await issue().catch((error: unknown) => error);
    const tls = () => {
      if (files instanceof Error) throw files;
      return files as IssuedCertificate;
    };
    expect(await open({ tls, token: 'secret' }).send(somePage())).toMatchObject({
      ...{ kind: 'failed', mayHaveArrived: false },
    });
    expect(received).toEqual([]);
  });

  it('fails without the certificate that the endpoint requires', async () => {
    const { ca } = ours;
    expect(await open({ tls: () => ({ ca }) }).send(somePage())).toMatchObject({ kind: 'failed' });
    expect(received).toEqual([]);
  });

  it('does not send a token in clear text', () => {
    open({ tls: () => ours });
    expect(
      () => new PagerClient({ host: 'h', port: 1, requestTimeoutMs: 1, maxSockets: 1, token: 't' }),
    ).toThrow(TypeError);
  });
});
