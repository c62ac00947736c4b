import { AKI_ALERTS, encodeAkiAlert } from '@renwatch/events';
import { akiAlert } from '@renwatch/testing';
import { letterRecord } from '../dead-letters.spec-support';
import { type Letter } from '../letters/letter';
import { ReplayDoors, type ReplayDoorsOptions } from './replay-doors';

describe('the door for alerts', () => {
  it('publishes the bytes as they are, unknown fields and blanks included', async () => {
    const alert = akiAlert();
    const given = JSON.parse(encodeAkiAlert(alert).value.toString()) as object;
    const bytes = Buffer.from(JSON.stringify({ ...given, later: 'field' }, null, 1));
    const sent: unknown[] = [];
    const producer = { send: (message: unknown) => Promise.resolve(void sent.push(message)) };
    const doors = new ReplayDoors({ to: undefined, producer } as unknown as ReplayDoorsOptions);
    const record = letterRecord();
    const letter: Letter = { id: record.id, records: [record], isWhole: true, actions: [], state: 'open' };
    expect(await doors.door('alerts').send(letter, bytes)).toMatchObject({ isTaken: true });
    expect(sent).toEqual([{ topic: AKI_ALERTS, key: alert.patient.key, value: bytes }]);
  });
});
