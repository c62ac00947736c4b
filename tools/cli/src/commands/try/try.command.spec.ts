import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renwatch } from '../../cli.spec-support';
import { type Summary } from './output/summarise';
import { type FramePreview } from './preview/preview';

const folder = mkdtempSync(join(tmpdir(), 'renwatch-try-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const fileOf = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const message = (
  hour: string,
  ...observations: string[]
) => `MSH|^~\\&|LAB|RRK|RW|RRK|20250610${hour}00||ORU^R01|C${hour}|P|2.5
PID|1||4857773456^^^NHS^NH~T1^^^RRK^MR||SECRET^NAME||19600102|M
OBR|1||A${hour}|UE|||20250610${hour}
${observations.join('\n')}
`;
const creatinine = (value: string, code = 'CREATININE') =>
  `OBX|1|NM|${code}^Creatinine^L||${value}|umol/L|||||F`;
const two = fileOf('two.hl7', message('0800', creatinine('80')) + message('2000', creatinine('300')));
const text = async (...args: string[]) => (await renwatch(['try', ...args])).out.join('\n');
const frames = async (...args: string[]) =>
  (await renwatch(['try', '--json', ...args])).out.map((line) => JSON.parse(line) as FramePreview);
const observationsOf = (previews: readonly FramePreview[]) =>
  previews.flatMap(({ messages }) =>
    messages.flatMap((preview) => (preview.kind === 'message' ? preview.observations : [])),
  );

describe('renwatch try', () => {
  it('shows answer, patient, observations and decisions of each message', async () => {
    const out = await text(two);
    expect(out).toMatch(/two\.hl7, frame 1: answered AA\n {2}ORU\^R01 C0800 \(sent 2025-06-10 08:00:00\)/);
    expect(out).toMatch(
      /patient {3}T1 of RRK, born 1960, sex known\n {2}PID-3 {5}NH of NHS, MR of RRK \(used\)/,
    );
    expect(out).toMatch(
      /OBX 1 {5}CREATININE@L "Creatinine", umol\/L, of 2025-06-10 20:00, status F: counts as 300/,
    );
    expect(out).toMatch(/decision {2}T1, result of 2025-06-10 20:00: .*AKI stage 3: ! pages/);
  });

  it.each([[[]], [['--json']]])(
    'prints no more of a patient than number and birth year %j',
    async (options) => {
      const out = await text(...options, two);
      expect(out).toContain('1960');
      expect(out).not.toMatch(/SECRET|NAME|4857773456|01-02|0102/);
    },
  );

  it.each([
    ['01/01/1960', true],
    ['1960-01-02', false],
    ['1960-01', false],
    ['', false],
  ])('marks a birth date that cannot be read: %j', async (birthDate, isMarked) => {
    const values = [creatinine('80'), creatinine('').replace('F', 'I')];
    const file = fileOf('born.hl7', message('0800', ...values).replace('19600102', birthDate));
    const out = await text(file);
    expect(out.includes('! PID-7 is not a date (birth-date-unreadable); write YYYYMMDD')).toBe(isMarked);
    expect(out).not.toContain('01/01');
    expect(observationsOf(await frames(file))).toMatchObject([{ outcome: 'counts' }, { reason: 'pending' }]);
  });

  it('names what looks like creatinine and is not configured', async () => {
    const file = fileOf(
      'krea.hl7',
      message('0800', creatinine('80', 'KREA'), 'OBX|2|NM|NA^Sodium||140|mmol/L'),
    );
    expect(await text(file)).toMatch(/! ignored: the code is not configured.*add KREA to CREATININE_CODES/);
    expect(observationsOf(await frames(file))).toMatchObject([
      { outcome: 'unmapped', reason: 'name' },
      { outcome: 'other' },
    ]);
    const configured = observationsOf(await frames('--codes', 'KREA = umol/L', file));
    expect(configured).toMatchObject([{ outcome: 'counts', umolPerL: '80' }, { outcome: 'other' }]);
  });

  it('asks for no code of a message whose type brings no results', async () => {
    const order = message('0800', creatinine('80')).replace('ORU^R01', 'ORM^O01');
    const summary = JSON.parse(await text('--summary', '--json', fileOf('order.hl7', order))) as Summary;
    expect(summary).toMatchObject({ unmapped: { 'message-type': 1 }, unmappedCodes: [] });
  });

  it('gives the reason of each observation that does not count', async () => {
    const values = [creatinine('haemolysed'), creatinine('').replace('F', 'I'), creatinine('80')];
    const [first, second, third] = observationsOf(
      await frames(fileOf('reasons.hl7', message('0800', ...values))),
    );
    expect(first).toMatchObject({ reason: expect.any(String) });
    expect(second).toMatchObject({ outcome: 'ignored', reason: 'pending' });
    expect(third).toMatchObject({ outcome: 'counts' });
  });

  it.each([
    ['1,2', 'F', 'not-a-number', true],
    ['80-90', 'F', 'not-a-number', true],
    ['80 H', 'C', 'not-a-number', true],
    ['350 umol/L', '', 'not-a-number', true],
    ['3001', 'C', 'out-of-range', true],
    ['0.9', 'A', 'out-of-range', true],
    ['haemolysed', 'F', 'without-number', false],
    ['', 'C', 'without-number', false],
    ['', 'X', 'status', false],
    ['80', 'D', 'status', false],
  ])('shows that %j with status %j withdraws by %s', async (value, status, reason, isRefused) => {
    const file = fileOf('withdraws.hl7', message('0800', creatinine(value).replace(/F$/, status)));
    const [observation] = observationsOf(await frames(file));
    expect(observation).toMatchObject({ outcome: 'withdraws', reason });
    const words = isRefused ? ', and is refused' : '';
    expect(await text(file)).toContain(
      `: ${isRefused ? '! ' : ''}withdraws the number sent before${words} (${reason})`,
    );
    const summary = JSON.parse(await text('--summary', '--json', file)) as Summary;
    expect(summary).toMatchObject({
      ...{ creatinines: 1, decided: 0, refused: {}, ignored: {} },
      withdrawn: isRefused ? {} : { [reason]: 1 },
      withdrawnAndRefused: isRefused ? { [reason]: 1 } : {},
    });
    expect(await text('--summary', file)).toMatch(new RegExp(`withdraw .*: ${reason} +1\\b`));
  });

  it('shows that a number replaces another of its message', async () => {
    const file = fileOf('second.hl7', message('0800', creatinine('80'), creatinine('300')));
    const changes = (await frames(file)).flatMap(({ messages }) =>
      messages.flatMap((read) => (read.kind === 'message' ? read.changes : [])),
    );
    expect(changes.slice(-2)).toEqual([
      'OBX 1 is a new result',
      expect.stringMatching(
        /^OBX 2 replaces the result of .*, revision 2: a second number of it in one message/,
      ),
    ]);
  });

  it('shows that a number is confirmed that no message brought', async () => {
    const confirmation = creatinine('').replace(/F$/, 'U');
    const [read] = (await frames(fileOf('confirmed.hl7', message('0800', confirmation)))).flatMap(
      ({ messages }) => messages,
    );
    expect(read).toMatchObject({
      observations: [{ outcome: 'ignored', reason: 'unchanged' }],
      changes: expect.arrayContaining(['OBX 1 confirms a number that no message brought']) as never,
    });
  });

  it('answers as the gateway does', async () => {
    const training = two.replace('two', 'training');
    writeFileSync(training, message('0800', creatinine('80')).replace('|P|', '|T|'));
    const enhanced = fileOf('enhanced.hl7', message('0800').replace('|P|2.5', '|P|2.5|||AL|NE'));
    const ack = fileOf('ack.hl7', 'MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|1\r');
    const acks = async (...args: string[]) => (await frames(...args)).map((frame) => frame.ack);
    expect(await acks(training)).toEqual(['AR']);
    expect(await acks('--options', 'processingIds=P;T', training)).toEqual(['AA']);
    expect(await acks(enhanced)).toEqual(['CA']);
    expect(await acks(ack)).toEqual([null]);
  });

  it('reads a spelling of a unit that the feed was taught', async () => {
    const russian = fileOf('russian.hl7', message('0800', creatinine('80').replace('umol/L', 'MKMOL/L')));
    const outcomes = async (...args: string[]) =>
      observationsOf(await frames(...args, russian)).map(({ outcome, reason }) => [outcome, reason]);
    expect(await outcomes()).toEqual([['refused', 'unit-unknown']]);
    expect(await outcomes('--options=unitAliases=MKMOL/L=umol/L')).toEqual([['counts', undefined]]);
  });

  it('says that a withheld alert is no page', async () => {
    const dead = message('2000', creatinine('300'))
      .replace('ORU^R01', 'ADT^A08')
      .replace('|M\n', `|M${'|'.repeat(22)}Y\n`);
    const late = fileOf(
      'dead.hl7',
      message('0800', creatinine('80')) + dead + message('2100', creatinine('300')),
    );
    const out = await text(late);
    expect(out).toMatch(/AKI stage 3.*: no page$/m);
    expect(out).not.toContain('page again');
  });

  it('says that a corrected result does not page again', async () => {
    const corrected = message('2000', creatinine('310').replace(/F$/, 'C'));
    const file = fileOf(
      'again.hl7',
      message('0800', creatinine('80')) + message('2000', creatinine('300')) + corrected,
    );
    expect(await text(file)).toMatch(/decided again \(2\): .*: does not page again/);
  });

  it('names the time of the result that is replaced', async () => {
    const moved = message('2000', creatinine('310').replace(/F$/, 'C')).replace(
      /20250610\d+\nOBX/,
      '202506101930\nOBX',
    );
    const out = await text(fileOf('moved.hl7', message('2000', creatinine('300')) + moved));
    expect(out).toContain(
      'OBX 1 replaces the result of 2025-06-10 20:00, now of 2025-06-10 19:30, revision 2',
    );
    const same = message('2000', creatinine('310').replace(/F$/, 'C'));
    expect(await text(fileOf('same.hl7', message('2000', creatinine('300')) + same))).toContain(
      'OBX 1 replaces the result of 2025-06-10 20:00, revision 2',
    );
  });

  it.each([
    ['^Creatinine^L', /has no code in OBX-3, so it cannot be configured/],
    ['^Creatinine^^KREA^^L', /add KREA to CREATININE_CODES/],
  ])('advises on the code %s', async (obx3, advice) => {
    const file = fileOf('uncoded.hl7', message('0800', `OBX|1|NM|${obx3}||80|umol/L|||||F`));
    expect(await text(file)).toMatch(advice);
  });

  it('marks a merge event that is not read', async () => {
    const moved = message('0800').replace('ORU^R01', 'ADT^A43') + 'MRG|T2^^^RRK^MR\n';
    expect(await text(fileOf('moved-number.hl7', moved))).toContain(
      '! only the patient is read (merge-event-not-read)',
    );
  });

  it('reads a decimal comma if the feed has one', async () => {
    const comma = fileOf('comma.hl7', message('0800', creatinine('85,5')));
    expect(observationsOf(await frames(comma))).toMatchObject([{ outcome: 'withdraws' }]);
    expect(observationsOf(await frames('--options=decimalComma=true', comma))).toMatchObject([
      { outcome: 'counts', umolPerL: '85.5' },
    ]);
  });

  it("uses a feed of the site's file", async () => {
    const feeds = fileOf(
      'feeds.yaml',
      'feeds:\n  - { name: lab, listen: 1, codes: [KREA=mg/dL] }\n  - { name: ward, listen: 2 }\n',
    );
    const file = fileOf('feed.hl7', message('0800', 'OBX|1|NM|KREA||1.0||||||F'));
    expect(observationsOf(await frames('--feeds', feeds, '--feed', 'lab', file))).toMatchObject([
      { umolPerL: '88.42' },
    ]);
    const { code, complaints } = await renwatch(['try', '--feeds', feeds, file]);
    expect({ code, complaints }).toEqual({
      code: 64,
      complaints: ['renwatch: the file describes several feeds; choose one with --feed (lab, ward)'],
    });
  });

  it('summarises files of folders, and skips those without HL7', async () => {
    const site = join(folder, 'site');
    mkdirSync(join(site, 'deeper'), { recursive: true });
    writeFileSync(join(site, 'a.hl7'), message('0800', creatinine('80'), creatinine('haemolysed')));
    writeFileSync(join(site, 'deeper', 'b.txt'), message('2000', creatinine('300', 'KREA')));
    writeFileSync(join(site, 'notes.txt'), 'MSHA is no message');
    const { out, complaints } = await renwatch(['try', '--summary', '--json', site]);
    const summary = JSON.parse(out.join('')) as Summary;
    expect(summary).toMatchObject({
      ...{ files: 2, messages: 2, observations: 3, creatinines: 3, unmapped: { name: 1 } },
      unmappedCodes: [{ code: 'KREA', system: 'L', count: 1 }],
    });
    expect(complaints[0]).toMatch(/notes\.txt: skipped/);
  });

  it.each([
    ['a missing file', join(folder, 'absent'), 66, /absent does not exist; give a file, a folder, or -/],
    ['an empty file', fileOf('empty', ''), 66, /empty is empty/],
    ['a file without HL7', fileOf('notes', 'hello'), 66, /notes holds no HL7 message/],
    ['UTF-16', fileOf('utf16', Buffer.from('\ufeffMSH|', 'utf16le')), 66, /UTF-16; save it as UTF-8/],
    ['a code list that matches nothing', '--codes=CREA^X', 78, /CREATININE_CODES=CREA\^X: .*code alone/],
    ['an unknown rule', '--rule=rifle', 78, /AKI_RULE=rifle/],
    ['a feeds file that is absent', '--feeds=absent', 78, /FEEDS_FILE=absent: cannot be read/],
    ['a feed without its file', '--feed=lab', 64, /give --feeds/],
    ['an unknown option of a feed', '--options=zone=UTC', 78, /--options=zone=UTC: zone: is not an option/],
    ['options of two feeds', '--options=name=a,2576', 78, /--options=name=a,2576: describe one feed/],
  ])('refuses %s with one line', async (_case, argument, exitCode, complaint) => {
    const args = argument.startsWith('--') ? [argument, two] : [argument];
    const { code, out, complaints } = await renwatch(['try', ...args]);
    expect({ code, out }).toEqual({ code: exitCode, out: [] });
    expect(complaints.join('\n')).toMatch(complaint);
  });

  it('reports the faults of all its settings at once', async () => {
    const { code, complaints } = await renwatch([
      ...[
        'try',
        two,
        '--options=timezone=Nowhere&zone=UTC',
        '--codes=CREA^X',
        '--rule=rifle',
        '--feeds=absent',
      ],
    ]);
    expect({ code, out: complaints.join('\n') }).toEqual({ code: 78, out: expect.any(String) });
    for (const fault of [
      'CREATININE_CODES=CREA^X:',
      '--options=',
      'zone: is not',
      'AKI_RULE=rifle:',
      'FEEDS_FILE=absent:',
    ])
      expect(complaints.join('\n')).toContain(fault);
  });

  it('reads standard input, and loads neither Kafka nor TensorFlow', () => {
    const main = resolve(__dirname, '../../../dist/main.js');
    const listed = `process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')))`;
    const script = `${listed}; process.argv.splice(1, 0, 'renwatch'); require(${JSON.stringify(main)});`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script, 'try', '-'], {
      input: message('0800', creatinine('80')),
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('counts as 80 umol/L') });
    expect(stderr).toContain('commander');
    expect(stderr).not.toMatch(/kafkajs|tfjs/);
  });
});
