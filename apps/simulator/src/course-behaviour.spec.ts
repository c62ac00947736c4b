import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FeedClient } from './feeds/feed-client.spec-support';
import { DetachedProcess, freePort, waitFor } from './testing.spec-support';

// Each row is what a client of the course's simulator meets, so that one may be swapped for the other.

const WAIT_MS = 60_000;
const MESSAGES = [
  'MSH|^~\\&|SIMULATION|NORTH HILL|||202401201630||ADT^A01|||2.5\rPID|1||310||M\xdcLLER||19840203|F\rNK1|1|A\r',
  'MSH|^~\\&|SIMULATION|NORTH HILL|||202401201800||ORU^R01|||2.5\rPID|1||310\rOBR|1||||||202401202243\rOBX|1|SN|CREATININE||103.4\r',
  'MSH|^~\\&|SIMULATION|NORTH HILL|||202401221000||ADT^A03|||2.5\rPID|1||310\r',
];
const HEADER = 'MSH|^~\\&|||||20240129093837||ACK|||2.5\r';
const framed = (text: string) => `\x0b${text}\x1c\r`;
const answerOf = (code: string) => framed(`${HEADER}MSA|${code}\r`);

let folder: string;
let messages: string;
const processes: DetachedProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  messages = path.join(folder, 'messages.mllp');
  await writeFile(messages, MESSAGES.map(framed).join(''), 'latin1');
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.kill()));
  await rm(folder, { recursive: true });
});

async function run(args: string[]) {
  const logFile = path.join(folder, `${processes.length}.log`);
  const process_ = await DetachedProcess.start({
    command: process.execPath,
    args: [path.resolve(__dirname, '../dist/main.js'), ...args],
    cwd: folder,
    logFile,
    env: { HTTP_HOST: '127.0.0.1', HTTP_PORT: String(await freePort()) },
    dieWithParent: true,
  });
  processes.push(process_);
  return {
    ended: async () => {
      await waitFor(() => process_.end !== undefined, {
        timeoutMs: WAIT_MS,
        what: 'the end of the simulator',
      });
      return process_.end;
    },
    terminate: () => process_.signal('SIGTERM'),
    output: () => readFile(logFile, 'utf8'),
  };
}

/** Starts the program with the course's flags and waits until its pager is healthy. */
async function start(flags: string[] = [], file = messages) {
  const [mllp, pager] = [await freePort(), await freePort()];
  const started = await run([`--messages=${file}`, `--mllp=${mllp}`, `--pager=${pager}`, ...flags]);
  await waitFor(async () => (await call(pager, { path: '/healthy' })).status === 200, {
    timeoutMs: WAIT_MS,
    what: 'a healthy pager',
  });
  return { ...started, mllp, pager };
}

interface Call {
  path?: string;
  method?: string;
  body?: string;
  /** Sends the body in chunks, without a Content-Length. */
  chunked?: boolean;
}

function call(port: number, { path: url = '/page', method = 'GET', body = '', chunked = false }: Call) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const length = chunked || method === 'GET' ? {} : { 'Content-Length': Buffer.byteLength(body, 'latin1') };
    const sent = request({ host: '127.0.0.1', port, method, path: url, headers: length }, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject);
    if (body !== '') sent.write(body, 'latin1');
    sent.end();
  });
}

describe('the pager of the course', () => {
  let port: number;
  beforeAll(async () => {
    port = (await start()).pager;
  });

  it.each([
    [200, 'an MRN', '1234'],
    [200, 'an MRN and a time', '1234,20240122100000'],
    [200, 'a time without seconds', '1234,202401221000'],
    [200, 'an MRN of zeros', '000'],
    [200, 'an MRN with a newline', '1234\n'],
    [200, 'an MRN with blanks', ' 1234 ,20240122100000'],
    [200, 'a signed MRN', '-1234'],
    [400, 'nothing', ''],
    [400, 'blanks', '  \r\n'],
    [400, 'an MRN with letters', 'NHS1234'],
    [400, 'letters and a time', 'NHS1234,202401221000'],
    [400, 'a fraction', '12.34'],
    [400, 'an MRN in other digits', '\xb2\xb3'],
    [400, 'two MRNs', '1234 5678'],
    [400, 'no MRN', ',20240122100000'],
    [400, 'an empty time', '1234,'],
    [400, 'a time with separators', '1234,2024/01/22 10:00'],
    [400, 'a time with a blank', '1234, 20240122100000'],
    [400, 'a time with a newline', '1234,20240122100000\n'],
    [400, 'a time with a zone', '1234,20240122100000Z'],
    [400, 'a day alone', '1234,20240122'],
    [400, 'a day that does not exist', '1234,20230229100000'],
    [400, 'three values', '1234,202401221000,unused'],
  ])('answers %i to %s', async (status, _what, body) => {
    const { text, ...answer } = await call(port, { method: 'POST', body });
    expect(answer).toEqual({ status });
    expect(text === 'ok\n').toBe(status === 200);
  });

  it.each<[number, Call]>([
    [400, { method: 'POST', body: '1234', chunked: true }],
    [400, { method: 'GET', path: '/page' }],
    [200, { method: 'GET', path: '/healthy' }],
    [200, { method: 'POST', path: '/healthy' }],
    [400, { method: 'GET', path: '/' }],
    [400, { method: 'GET', path: '/health' }],
    [400, { method: 'POST', path: '/page/', body: '1234' }],
    [400, { method: 'POST', path: '/page?mrn=1234', body: '1234' }],
    [400, { method: 'POST', path: '/PAGE', body: '1234' }],
    [501, { method: 'PUT', path: '/page', body: '1234' }],
    [501, { method: 'HEAD', path: '/healthy' }],
    [501, { method: 'OPTIONS', path: '/page' }],
  ])('answers %i to %j', async (status, given) => {
    expect((await call(port, given)).status).toBe(status);
  });
});

describe('the feed of the course', () => {
  let port: number;
  const clients: FeedClient[] = [];
  const dial = async (to = port) => {
    const client = await FeedClient.dial(to);
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    port = (await start()).mllp;
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  it('plays the bytes of the file and closes at the end', async () => {
    const client = await dial();
    expect(await client.accept(3)).toEqual(MESSAGES);
    await client.closed;
  });

  it('plays the whole stream to each client, also at one time', async () => {
    const [first, second] = [await dial(), await dial()];
    expect(await first.accept(2)).toEqual(MESSAGES.slice(0, 2));
    expect(await second.accept(3)).toEqual(MESSAGES);
    expect(await first.accept(1)).toEqual(MESSAGES.slice(2));
    expect(await (await dial()).accept(3)).toEqual(MESSAGES);
  });

  it.each<[string, 'next' | 'same' | 'closed', string[]]>([
    ['AA', 'next', [answerOf('AA')]],
    ['AA with MSA-2 and MSA-3', 'next', [answerOf('AA|7|taken')]],
    ['AA without a CR at the end', 'next', [framed(`${HEADER}MSA|AA`)]],
    ['AA with a segment behind', 'next', [framed(`${HEADER}MSA|AA\rZZZ|1\r`)]],
    ['AA in pieces', 'next', ['\x0b', HEADER, 'MSA|AA\r', '\x1c', '\r']],
    ['AE', 'same', [answerOf('AE')]],
    ['AR', 'same', [answerOf('AR|7')]],
    ['another code', 'closed', [answerOf('CA')]],
    ['an empty code', 'closed', [answerOf('')]],
    ['MSA without fields', 'closed', [framed(`${HEADER}MSA\r`)]],
    ['no MSA', 'closed', [framed(HEADER)]],
    ['no MSH', 'closed', [framed('MSA|AA\r')]],
    ['segments that end with LF', 'closed', [framed('MSH|^~\\&|\nMSA|AA\n')]],
    ['other separators', 'closed', [framed('MSH!^~\\&!\rMSA!AA\r')]],
    ['no frame', 'closed', [`${HEADER}MSA|AA\r`]],
    ['FS without CR', 'closed', [`\x0b${HEADER}MSA|AA\r\x1c\n`]],
    ['two answers', 'closed', [answerOf('AA') + answerOf('AA')]],
    ['bytes behind the answer', 'closed', [`${answerOf('AA')}\n`]],
    ['an empty frame', 'closed', [framed('')]],
  ])('after %s: %s', async (_what, then, pieces) => {
    const client = await dial();
    const first = await client.next();
    for (const piece of pieces) client.write(piece);
    const outcome = await client.next().then(
      (text) => (text === first ? 'same' : 'next'),
      () => 'closed',
    );
    expect(outcome).toBe(then);
  });

  it('closes at once if the file is empty', async () => {
    const empty = path.join(folder, 'empty.mllp');
    await writeFile(empty, '');
    await (
      await dial((await start([], empty)).mllp)
    ).closed;
  });
});

describe('the flags of the course', () => {
  it('--no_log writes nothing while it plays and is paged', async () => {
    const { mllp, pager, output, ended } = await start(['--no_log']);
    const client = await FeedClient.dial(mllp);
    await client.accept(3);
    await call(pager, { method: 'POST', body: '310' });
    await call(pager, { method: 'POST', body: 'NHS310' });
    await call(pager, { path: '/shutdown' });
    expect(await ended()).toBe('exit code 0');
    expect(await output()).toBe('');
  });

  it('logs pages without --no_log', async () => {
    const { pager, output } = await start();
    await call(pager, { method: 'POST', body: '310' });
    await waitFor(async () => (await output()).includes('"mrn":"310"'), {
      timeoutMs: WAIT_MS,
      what: 'the page in the log',
    });
  });

  it('--short_messages splits each message in the middle', async () => {
    const client = await FeedClient.dial((await start(['--short_messages'])).mllp);
    expect(await client.accept(2)).toEqual(MESSAGES.slice(0, 2));
    const frames = MESSAGES.slice(0, 2).map(framed);
    const halves = frames.flatMap(({ length }) => [Math.floor(length / 2), Math.ceil(length / 2)]);
    expect(client.chunks.slice(0, 4).map(({ length }) => length)).toEqual(halves);
    client.close();
  });

  it('take their values after a blank too', async () => {
    const [mllp, pager] = [await freePort(), await freePort()];
    await run(['--messages', messages, '--mllp', String(mllp), '--pager', String(pager)]);
    const answered = () => call(pager, { path: '/healthy' }).then(({ status }) => status === 200);
    await waitFor(answered, { timeoutMs: WAIT_MS, what: 'a healthy pager' });
    const client = await FeedClient.dial(mllp);
    expect(await client.accept(1)).toEqual(MESSAGES.slice(0, 1));
    client.close();
  });

  it.each([['--no_logs'], ['--mllp=port'], ['--mllp=99999'], ['--messages=missing.mllp']])(
    'end the program at once if wrong: %s',
    async (flag) => {
      const { ended, output } = await run([flag]);
      expect(await ended()).toBe('exit code 78');
      expect(await output()).toContain(flag.split('=')[0]);
    },
  );
});

describe('the end of the course’s simulator', () => {
  it.each(['GET', 'POST'])('%s /shutdown closes the feed and exits with 0', async (method) => {
    const { mllp, pager, ended } = await start();
    const client = await FeedClient.dial(mllp);
    await client.next();
    expect(await call(pager, { method, path: '/shutdown' })).toEqual({ status: 200, text: 'ok\n' });
    expect(await ended()).toBe('exit code 0');
    await client.closed;
  });

  it('SIGTERM exits with 0', async () => {
    const { terminate, ended } = await start();
    terminate();
    expect(await ended()).toBe('exit code 0');
  });
});
