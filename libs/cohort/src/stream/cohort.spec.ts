import { createHash } from 'node:crypto';

import { nhsEnglandRule } from '@renwatch/aki';
import { parseMessage } from '@renwatch/hl7';

import { Cohort } from './cohort';
import { type CohortMessage } from './cohort-message';

const text = (message: CohortMessage) => new TextDecoder().decode(message.bytes);

function digest(seed: string, messages: number): string {
  const hash = createHash('sha256');
  let left = messages;
  for (const message of new Cohort({ seed }).messages()) {
    hash.update(message.bytes);
    left -= 1;
    if (left === 0) break;
  }
  return hash.digest('hex');
}

describe('the stream of a cohort', () => {
  it('is the same bytes for the same seed, in every time zone', () => {
    // A change here changes every replayed stream, so it must be intended.
    expect(digest('renwatch', 2000)).toBe('15f39d3b861a8d7797f4668f6c9bcb57bc91e780bd6ddcbbb66dbba94d23f8ec');
  });

  it('differs for another seed', () => {
    expect(digest('renwatch', 100)).not.toBe(digest('other', 100));
  });

  it('is ordered by time, with unique control ids', () => {
    const messages = [...new Cohort({ seed: 'order', beds: 200 }).messages({ days: 10 })];
    const ids = messages.map((message) => text(message).split('|')[9]);
    expect(new Set(ids).size).toBe(messages.length);
    messages.forEach((message, index) =>
      expect(message.atMs).toBeGreaterThanOrEqual(messages[index - 1]?.atMs ?? 0),
    );
  });

  it('has the form of messages of the course', () => {
    for (const message of new Cohort({ seed: 'form', beds: 50 }).messages({ days: 5 })) {
      const segments = text(message).split('\r');
      expect(segments.pop()).toBe('');
      expect(segments[0]).toMatch(
        /^MSH\|\^~\\&\|SIMULATION\|RENWATCH COHORT\|\|\|\d{14}\|\|\w{3}\^\w{3}\|C\d{8}\|P\|2\.5$/,
      );
      if (message.result) {
        expect(segments[1]).toBe(`PID|1||${message.mrn}`);
        expect(segments[2]).toBe(`OBR|1||||||${message.result.local}`);
        expect(segments[3]).toBe(`OBX|1|SN|CREATININE||${message.result.umolPerL}`);
      } else {
        expect(segments[1]).toMatch(
          new RegExp(`^PID\\|1\\|\\|${message.mrn}\\|\\|[A-Z ]+\\|\\|\\d{8}\\|[FM]$`),
        );
      }
    }
  });

  it('is understood by the HL7 parser', () => {
    const cohort = new Cohort({ seed: 'parse', beds: 50 });
    const patients = new Map(
      Array.from({ length: cohort.patientCount }, (_, index) => cohort.patient(index)).map((patient) => [
        patient.mrn,
        patient,
      ]),
    );
    for (const { bytes, type, mrn, result } of cohort.messages({ days: 5 })) {
      const message = parseMessage(bytes);
      const patient = patients.get(mrn);
      expect([message.get('MSH-9'), message.get('PID-3')]).toEqual([type, mrn]);
      if (result) {
        expect([message.get('OBR-7'), message.get('OBX-5')]).toEqual([result.local, result.umolPerL]);
      } else {
        expect([message.get('PID-5'), message.get('PID-8')]).toEqual([patient?.name, patient?.sex]);
        expect(message.get('PID-7')).toBe(patient?.birthDate.replaceAll('-', ''));
      }
    }
  });

  it('announces a patient before the results of a stay', () => {
    const known = new Set<string>();
    let unannounced = 0;
    let results = 0;
    for (const message of new Cohort({ seed: 'adt', beds: 200 }).messages({ days: 30 })) {
      if (!message.result) known.add(message.mrn);
      else {
        results += 1;
        unannounced += known.has(message.mrn) ? 0 : 1;
      }
    }
    expect(results).toBeGreaterThan(500);
    // Only outpatients who were seen minutes before the stream started.
    expect(unannounced).toBeLessThanOrEqual(2);
  });

  it('starts when its history ends', () => {
    const cohort = new Cohort({ seed: 'history', beds: 50 });
    const rows = [...cohort.history()];
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.flatMap((row) => row.results).every((result) => result.observedAtMs < cohort.startMs)).toBe(
      true,
    );
    expect(new Set(rows.map((row) => row.mrn)).size).toBe(rows.length);
  });
});

describe('a quarter of an 800-bed hospital', () => {
  const messages = [...new Cohort({ seed: 'figures' }).messages({ days: 90 })];

  it('shows the rule AKI of every stage and noise that is none', () => {
    const histories = new Map<string, { id: string; observedAtMs: number; umolPerL: number }[]>();
    const seen = new Set<string>();
    for (const { mrn, atMs, result } of messages) {
      if (!result) continue;
      const history = histories.get(mrn) ?? [];
      histories.set(mrn, history);
      const current = { id: String(history.length), observedAtMs: atMs, umolPerL: Number(result.umolPerL) };
      const { stage } = nhsEnglandRule.decide(current, history, { birthDate: null, sex: 'U' });
      seen.add(`stage ${stage}${result.aki ? ' with AKI' : ' without'}`);
      history.push(current);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'stage 0 without',
        'stage 1 without',
        'stage 1 with AKI',
        'stage 2 with AKI',
        'stage 3 with AKI',
      ]),
    );
  });
});
