import { AKI_ALERTS, decodeAkiAlert, InvalidRecordError, NewerSchemaError } from '@renwatch/events';
import { type BatchingProducer } from '@renwatch/kafka';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';

/** Publishes an alert once more, byte for byte; the pager knows it by its id and pages for it once. */
export class AlertsDoor implements Door {
  constructor(private readonly producer: Pick<BatchingProducer, 'send'>) {}

  async send(_letter: Letter, bytes: Buffer): Promise<DoorAnswer> {
    try {
      const key = decodeAkiAlert(bytes).patient.key;
      await this.producer.send({ topic: AKI_ALERTS, key, value: bytes });
      return { isTaken: true, note: `published to ${AKI_ALERTS}` };
    } catch (error) {
      if (!(error instanceof InvalidRecordError || error instanceof NewerSchemaError)) throw error;
      return { isTaken: false, note: `not published: ${error.message}` };
    }
  }
}
