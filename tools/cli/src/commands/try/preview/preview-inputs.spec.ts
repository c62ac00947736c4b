import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { AKI_RULES } from '@renwatch/aki';
import { DEFAULT_FEED_CHOICES, parseCreatinineCodes } from '@renwatch/intake';
import { summarise } from '../output/summarise';
import { formatFrame } from '../output/format-frame';
import { previewInputs } from './preview-inputs';

const codes = parseCreatinineCodes('CREATININE=umol/L,14682-9=umol/L,2160-0=mg/dL');
if (!codes.ok) throw new Error(codes.remedy);
const options: Parameters<typeof previewInputs>[1] = {
  feed: {
    ...DEFAULT_FEED_CHOICES,
    ...{ name: 'try', timezone: 'UTC', authority: 'local', charset: undefined },
    ...{ processingIds: ['P', 'T', 'D'], rejectWith: 'AR', acknowledgements: 'auto' },
  },
  codes: codes.value,
  maxFrameBytes: 1024 * 1024,
  now: new Date('2026-01-01T00:00:00Z'),
  rule: AKI_RULES['nhs-england'],
};
const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function expectEveryCreatinineCounted(inputs: { name: string; bytes: Buffer }[]): void {
  const frames = previewInputs(inputs, options);
  expect(() => frames.flatMap(formatFrame)).not.toThrow();
  const { creatinines, decided, ...reasons } = summarise(frames);
  const { withdrawn, withdrawnAndRefused, refused, ignored, unmapped } = reasons;
  const others = [withdrawn, withdrawnAndRefused, refused, ignored, unmapped].map(total);
  expect(others.reduce((sum, count) => sum + count, decided)).toBe(creatinines);
}

describe('previewInputs', () => {
  it('counts every creatinine of any message under one outcome', () => {
    const field = fc.oneof(
      fc.constantFrom('', '""', 'CREATININE', '2160-0^Creatinine^LN', 'KREA^Kreatinin', 'umol/L', 'mg/dL'),
      fc.constantFrom('80', '300', '<5', '20250610', '202506100800', 'P', 'T', 'F', 'C', 'X', 'ORU^R01', '1'),
      fc.string({ maxLength: 8 }),
    );
    const segment = fc
      .tuple(
        fc.constantFrom('MSH|^~\\&', 'PID|1|', 'OBR|1', 'OBX|1|NM', 'OBX|2|ST', 'SPM|1', 'MRG', 'PV1|1', ''),
        fc.array(field, { maxLength: 16 }),
      )
      .map(([name, fields]) => [name, ...fields].join('|'));
    const ends = fc.constantFrom('\r', '\n', '\r\n', '\x1c\r\x0b');
    const message = fc.tuple(fc.array(segment, { maxLength: 12 }), ends).map(([rows, end]) => rows.join(end));
    fc.assert(
      fc.property(message, fc.constantFrom('ORU^R01', 'OUL^R22', 'ADT^A40', 'MDM^T02'), (body, type) => {
        const header = `MSH|^~\\&|A|B|||20250611||${type}|1|P|2.5\rPID|1||1\r`;
        expectEveryCreatinineCounted([{ name: 'any', bytes: Buffer.from(header + body, 'latin1') }]);
      }),
    );
  });

  it('counts a creatinine of any value and status under one outcome', () => {
    const observation = fc.tuple(
      fc.constantFrom('80', '', '1,2', '80-90', '80 H', 'haemolysed', '9999', '<5'),
      fc.constantFrom('', 'F', 'C', 'A', 'P', 'I', 'U', 'X', 'D'),
      fc.constantFrom('CREATININE', '2160-0', 'KREA', '^Creatinine'),
    );
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 6 }), (observations) => {
        const rows = observations.map(
          ([value, status, code]) => `OBX|1|NM|${code}||${value}|umol/L|||||${status}|||20250610`,
        );
        const header = ['MSH|^~\\&|A|B|||20250611||ORU^R01|1|P|2.5', 'PID|1||1', 'OBR|1|'];
        expectEveryCreatinineCounted([{ name: 'any', bytes: Buffer.from([...header, ...rows].join('\r')) }]);
      }),
    );
  });

  const corpus = join(__dirname, '../../../../../../../shared/data/hl7');
  (existsSync(corpus) ? it : it.skip)('reads every message that other people have published', () => {
    const files = readdirSync(corpus).filter((name) => name.endsWith('.hl7'));
    expectEveryCreatinineCounted(files.map((name) => ({ name, bytes: readFileSync(join(corpus, name)) })));
  });
});
