import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeHl7Message, encodeHl7Message } from '@renwatch/events';
import { Hl7ParseError, splitBatch } from '@renwatch/hl7';
import { sharedDataFolder } from '@renwatch/testing';
import * as fc from 'fast-check';
import { extract, hl7 } from '../intake.spec-support';

describe('every record', () => {
  it('can be read by a consumer, whatever the fields hold', () => {
    const field = fc.stringMatching(/^[0-9A-Za-z ^~&"\\+.-]{0,24}$/);
    const segment = fc
      .tuple(
        fc.constantFrom('PID', 'OBX', 'OBR', 'ORC', 'SPM', 'MRG', 'PV1'),
        fc.array(field, { maxLength: 20 }),
      )
      .map(([name, fields]) => [name, ...fields].join('|'));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), field, (segments, sentAt) => {
        const record = extract(hl7(`MSH|^~\\&|A|B|||${sentAt}||ORU^R01|||2.5`, ...segments));
        expect(decodeHl7Message(encodeHl7Message(record).value)).toEqual(record);
      }),
    );
  });

  const folder = sharedDataFolder();
  const fromOutside = folder === undefined ? it.skip : it;
  fromOutside('of the public samples can be read by a consumer (skipped without them)', () => {
    const samples = join(folder ?? '', 'hl7');
    let records = 0;
    for (const file of readdirSync(samples).filter((name) => name.endsWith('.hl7'))) {
      for (const bytes of splitBatch(readFileSync(join(samples, file)))) {
        try {
          const record = extract(bytes);
          expect(decodeHl7Message(encodeHl7Message(record).value)).toEqual(record);
          records += 1;
        } catch (error) {
          if (!(error instanceof Hl7ParseError)) throw new Error(`${file} cannot be read`, { cause: error });
        }
      }
    }
    expect(records).toBeGreaterThan(500);
  });
});
