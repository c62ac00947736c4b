import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEAD_LETTERS,
  decodeDeadLetter,
  decodeHl7Message,
  HL7_MESSAGES,
  type Hl7MessageRecord,
} from '@renwatch/events';
import { parseMessage } from '@renwatch/hl7';
import { MllpSender } from '@renwatch/mllp';
import { sharedDataFolder } from '@renwatch/testing';
import { runningGateway, type RunningGateway } from './running-gateway.spec-support';

const folder = join(sharedDataFolder() ?? '/nowhere', 'hl7');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.hl7')) : [];
const ENVELOPE = /^(FHS|BHS|BTS|FTS)/;
const PIPELINED = 50;

/** An independent reading of a message, by its separators only. */
interface Facts {
  bytes: Buffer;
  lines: string[];
  /** Field separator of the first MSH; empty without MSH. */
  field: string;
  messages: number;
  patients: number;
  /** True for a single message about at most one patient. */
  isSingle: boolean;
}

function factsOf(name: string): Facts {
  const bytes = readFileSync(join(folder, name));
  const lines = linesOf(bytes);
  const count = (segment: string) =>
    lines.filter((line) => new RegExp(`^${segment}[^A-Za-z0-9]`).test(line)).length;
  const field = lines.find((line) => line.startsWith('MSH'))?.[3] ?? '';
  const [messages, patients] = [count('MSH'), count('PID')];
  const isSingle = messages === 1 && patients <= 1 && !lines.some((line) => ENVELOPE.test(line));
  return { bytes, lines, field, messages, patients, isSingle };
}

const linesOf = (bytes: Buffer): string[] =>
  bytes
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/[\r\n]+/)
    .map((line) => line.trimStart())
    .filter((line) => line.trim() !== '');

const isAcknowledgement = (lines: readonly string[]): boolean =>
  lines.some((line) => line.startsWith('MSA')) && !lines.some((line) => line.startsWith('OBX'));

const rawOf = ({ raw }: Hl7MessageRecord): Buffer => Buffer.from(raw, 'base64');

const escaped = (text: string): string => text.replace(/[^A-Z0-9]/g, '\\$&');

/** Returns true if the text needs no parser: no escape, repetition, outer blank or order to delete. */
const isPlain = (text: string): boolean => text !== '' && !/[\\~"]|^\s|\s$|[^ -~]/.test(text);

if (names.length === 0) {
  it.skip('needs the public messages in ../shared/data/hl7', () => undefined);
} else {
  describe('each public message on one connection', () => {
    const all = names.map((name) => [name, factsOf(name)] as const);
    // Acknowledgements are not answered (see `frame-answers.spec`), so a sender would wait here until its time-out.
    const files = new Map(all.filter(([, { lines }]) => !isAcknowledgement(lines)));
    const codes = new Map<string, string>();
    let gateway: RunningGateway | undefined;
    let records: Hl7MessageRecord[] = [];
    let letters: { reason: string; payload: Buffer }[] = [];

    beforeAll(async () => {
      // Most public messages are samples: many say so in MSH-11, and some ask for no answer in MSH-15.
      gateway = await runningGateway({}, '&processingIds=P%2CT%2CD&acknowledgements=original');
      const sender = new MllpSender({ host: '127.0.0.1', port: gateway.port, ackTimeoutMs: 60_000 });
      await sender.connect();
      for (let at = 0; at < files.size; at += PIPELINED) {
        await Promise.all(
          [...files.keys()].slice(at, at + PIPELINED).map(async (name) => {
            const answer = await sender.send(files.get(name)?.bytes ?? Buffer.alloc(0));
            codes.set(name, parseMessage(answer).get('MSA-1'));
          }),
        );
      }
      sender.close();
      records = (await gateway.values(HL7_MESSAGES)).map(decodeHl7Message);
      letters = (await gateway.values(DEAD_LETTERS))
        .map(decodeDeadLetter)
        .map(({ reason, payload }) => ({ reason, payload: Buffer.from(payload, 'base64') }));
    }, 180_000);

    afterAll(() => gateway?.close(), 60_000);

    const single = (): [string, Facts, Hl7MessageRecord][] =>
      [...files].flatMap(([name, facts]) => {
        const record = records.find((candidate) => rawOf(candidate).equals(facts.bytes));
        return record ? [[name, facts, record] as [string, Facts, Hl7MessageRecord]] : [];
      });

    it('is answered AA, or AR with a whole dead letter', () => {
      expect(files.size).toBeGreaterThan(500);
      expect(codes.size).toBe(files.size);
      for (const [name, { bytes, lines, field }] of files) {
        if (codes.get(name) === 'AA') continue;
        const ofFile = letters.filter(({ payload }) => bytes.includes(payload));
        const kept = new Set(ofFile.flatMap(({ payload }) => linesOf(payload)));
        expect([name, codes.get(name), ofFile[0]?.reason]).toEqual([
          ...[name, 'AR', lines[0]?.split(field)[10] === '2.5.1' ? 'processing-id' : 'not-hl7'],
        ]);
        expect([name, lines.filter((line) => !kept.has(line) && !ENVELOPE.test(line))]).toEqual([name, []]);
      }
      expect([...codes.values()].filter((code) => code === 'AR').length).toBeLessThan(20);
    });

    it('is on the topic byte for byte, if about one patient', () => {
      const found = new Set(single().map(([name]) => name));
      const missing = [...files].filter(
        ([name, { isSingle }]) => codes.get(name) === 'AA' && isSingle && !found.has(name),
      );
      expect(missing.map(([name]) => name)).toEqual([]);
    });

    it('is on the topic with every line, if about several patients', () => {
      const raws = records.map((record) => rawOf(record).toString('latin1'));
      for (const [name, { lines, bytes, messages, patients, isSingle }] of files) {
        if (codes.get(name) !== 'AA' || isSingle) continue;
        const text = bytes.toString('latin1');
        const ofFile = raws.filter((raw) =>
          linesOf(Buffer.from(raw, 'latin1')).every((line) => text.includes(line)),
        );
        const kept = new Set(ofFile.flatMap((raw) => linesOf(Buffer.from(raw, 'latin1'))));
        expect([name, lines.filter((line) => !kept.has(line) && !ENVELOPE.test(line))]).toEqual([name, []]);
        expect([name, ofFile.length >= Math.max(messages, patients)]).toEqual([name, true]);
      }
    });

    it('has type, control id, patient and observations as its separators say', () => {
      let values = 0;
      let births = 0;
      for (const [name, { lines, field }, record] of single()) {
        const msh = (lines[0] ?? '').split(field);
        const [component = '^'] = msh[1] ?? '';
        const type = (msh[8] ?? '')
          .split(component)
          .slice(0, 2)
          .map((part) => part.trim())
          .filter(Boolean);
        // The event may stand in MSH-9.3 or EVN-1 instead.
        expect([name, record.type]).toEqual([
          name,
          expect.stringMatching(new RegExp(`^${escaped(type.join('^').toUpperCase())}(\\^[A-Z]\\d\\d)?$`)),
        ]);
        if (isPlain(msh[9] ?? '')) expect([name, record.controlId]).toEqual([name, msh[9]]);
        const pid = lines.find((line) => line.startsWith(`PID${field}`))?.split(field) ?? [];
        const born = /^(\d{4})(\d\d)(\d\d)/
          .exec(pid[7] ?? '')
          ?.slice(1)
          .join('-');
        if (born !== undefined && record.patient) {
          births += 1;
          // One sample has a birth date on the 52nd of a month.
          const isDay = !Number.isNaN(Date.parse(born));
          expect([name, record.patient.birthDate]).toEqual([name, isDay ? born : null]);
        }
        if (/^[FM]$/.test(pid[8] ?? '') && record.patient)
          expect([name, record.patient.sex]).toEqual([name, pid[8]]);
        const obx = lines.filter((line) => line.startsWith(`OBX${field}`)).map((line) => line.split(field));
        expect([name, record.observations.length]).toEqual([name, obx.length]);
        obx.forEach((fields, i) => {
          const observation = record.observations[i];
          const [code = ''] = (fields[3] ?? '').split(component);
          if (isPlain(code)) expect([name, observation?.code]).toEqual([name, code]);
          const [unit = ''] = (fields[6] ?? '').split(component);
          if (unit !== '' && isPlain(unit)) expect([name, observation?.unit]).toEqual([name, unit]);
          const status = fields[11] ?? '';
          if (isPlain(status)) expect([name, observation?.status]).toEqual([name, status.toUpperCase()]);
          const value = fields[5] ?? '';
          if (!isPlain(value) || value.includes('&') || value.includes(component)) return;
          values += 1;
          expect([name, observation?.value]).toEqual([name, value]);
        });
      }
      expect(values).toBeGreaterThan(400);
      expect(births).toBeGreaterThan(100);
    });
  });
}
