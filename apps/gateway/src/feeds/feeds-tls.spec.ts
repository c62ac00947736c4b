import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { type AddressInfo } from 'node:net';
import { type DialTls, MllpSender } from '@renwatch/mllp';
import { type CertificateFiles, TestAuthority, waitFor } from '@renwatch/testing';
import { type Feed } from './feed';
import { creatinine, dialled, listened } from '../gateway.spec-support';
import { type FeedOwnership } from './feed-ownership.port';
import { makeFeeds } from './feeds.spec-support';

const WAIT = { timeoutMs: 20_000 };
const closers: (() => Promise<void> | void)[] = [];
/** Gives every feed to this gateway. */
const ours: FeedOwnership = {
  start: async (feeds, listener) => feeds.forEach((feed) => listener.acquired(feed)),
  holds: () => true,
  stop: async () => undefined,
};
let folder: string;
let authority: TestAuthority;
let files: CertificateFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renwatch-tls-'));
  authority = await TestAuthority.create();
  files = await authority.issueFiles(folder, { host: '127.0.0.1' });
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

async function open(feed: Feed) {
  const made = makeFeeds({ feeds: [feed], ownership: ours, maxConnections: 10, maxBytesOfFeed: 1 << 20 });
  closers.push(() => made.all.close({ drainMs: 1_000 }));
  const ports = await made.all.open();
  return { feeds: made.all, port: ports.get(feed.name) ?? 0, metricsText: made.metricsText };
}

async function isTaken(port: number, tls: DialTls): Promise<boolean> {
  const sender = new MllpSender({ host: '127.0.0.1', port, ackTimeoutMs: 10_000, tls });
  closers.push(() => sender.close());
  try {
    await sender.connect();
    await sender.send(creatinine('7', '80'));
    return true;
  } catch {
    return false;
  }
}

/** Starts a hospital that waits for a caller with a certificate of the authority. */
async function hospital(by: TestAuthority) {
  const dialledBy: string[] = [];
  const material = await by.issue({ host: '127.0.0.1' });
  const server: Server = createServer(
    { ...material, requestCert: true, rejectUnauthorized: true },
    (socket) => {
      dialledBy.push(String(socket.getPeerCertificate().subject.CN));
      socket.on('error', () => undefined).destroy();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => void server.close());
  return { port: (server.address() as AddressInfo).port, dialledBy };
}

describe('Feeds with TLS', () => {
  const tls = () => ({ ...files, serverName: undefined });

  it('accepts only certificates of the trusted authority', async () => {
    const { port, metricsText } = await open({ ...listened, tls: tls() });
    expect(await isTaken(port, await authority.issue({ host: 'lab' }))).toBe(true);
    const stranger = await TestAuthority.create();
    const foreign = await stranger.issue({ host: 'lab' });
    expect(await isTaken(port, { ...foreign, ca: (await authority.issue({ host: 'a' })).ca })).toBe(false);
    await waitFor(async () => /untrusted_connections_total\{feed="ward".*\} 1/.test(await metricsText()), {
      ...WAIT,
      what: 'the count of untrusted connections',
    });
  });

  it('accepts only certificates that carry a subject of the feed', async () => {
    const subjects = { clientSubjects: ['lab', 'ris.example'] };
    const { port, metricsText } = await open({ ...listened, ...subjects, tls: tls() });
    const taken = async (host: string) => isTaken(port, await authority.issue({ host }));
    expect([await taken('lab'), await taken('ris.example')]).toEqual([true, true]);
    expect([await taken('ward'), await taken('lab.example'), await taken('*.example')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await metricsText()).toMatch(
      /untrusted_connections_total\{.*reason="certificate-not-allowed".*\} 3/,
    );
  });

  it('reloads its files, keeping old ones if new ones are faulty', async () => {
    const { port, feeds, metricsText } = await open({ ...listened, tls: tls() });
    const ends = async () => Number(/ends_timestamp_seconds\{.*\} (\d+)/.exec(await metricsText())?.[1]);
    const before = await ends();
    await writeFile(files.keyFile, 'half a fi');
    feeds.reload();
    expect(await isTaken(port, await authority.issue({ host: 'lab' }))).toBe(true);
    const next = await TestAuthority.create();
    const notAfter = new Date(Date.now() + 1_000_000_000);
    await next.issueFiles(folder, { host: '127.0.0.1', notAfter });
    feeds.reload();
    expect(await isTaken(port, await next.issue({ host: 'lab' }))).toBe(true);
    expect(await isTaken(port, await authority.issue({ host: 'lab' }))).toBe(false);
    expect(await ends()).toBeGreaterThan(before);
  });

  it('refuses a revoked certificate after a reload, and no other', async () => {
    const crlFile = join(folder, 'revoked.pem');
    const [lab, stolen] = [await authority.issue({ host: 'lab' }), await authority.issue({ host: 'stolen' })];
    await writeFile(crlFile, await authority.revoke([]));
    const { port, feeds } = await open({ ...listened, tls: { ...tls(), crlFile } });
    expect(await isTaken(port, stolen)).toBe(true);
    // The lists of two authorities in one file, as many authorities publish them.
    const others = await (await TestAuthority.create()).revoke([]);
    await writeFile(crlFile, Buffer.concat([others, await authority.revoke([stolen])]));
    feeds.reload();
    expect(await isTaken(port, stolen)).toBe(false);
    expect(await isTaken(port, lab)).toBe(true);
    await writeFile(crlFile, 'half a li');
    feeds.reload();
    expect(await isTaken(port, stolen)).toBe(false);
    expect(await isTaken(port, lab)).toBe(true);
  });

  it('dials with its own certificate, renewed after a reload', async () => {
    const { port, dialledBy } = await hospital(authority);
    await authority.issueFiles(folder, { host: 'renwatch-old' });
    const { feeds } = await open({ ...dialled, port, tls: tls() });
    await waitFor(() => dialledBy.includes('renwatch-old'), { ...WAIT, what: 'the first call' });
    await authority.issueFiles(folder, { host: 'renwatch-new' });
    feeds.reload();
    await waitFor(() => dialledBy.includes('renwatch-new'), {
      ...WAIT,
      what: 'a call with the new certificate',
    });
  });
});
