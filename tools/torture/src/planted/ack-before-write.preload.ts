/** Loaded before a gateway: answers each message before the brokers have it. */
import { BatchingProducer } from '@renwatch/kafka';

const { send } = BatchingProducer.prototype;

BatchingProducer.prototype.send = function (...given: Parameters<typeof send>): ReturnType<typeof send> {
  send.apply(this, given).catch(() => undefined);
  return Promise.resolve();
};
