import { existsSync } from 'node:fs';
import { BatchingProducer } from '@renwatch/kafka';
import { alertsRepository, pagesRepository } from '@renwatch/store';
import { faultNamed } from '../faults/all-faults';
import { compiledModule } from './compiled-module';
import { NO_BUG, PLANTED_BUGS } from './planted-bugs';

/** Loads a bug into this process, as Node loads it into a service. */
const plant = (name: string): Promise<unknown> => import(`./${name}.preload`);

describe('the planted bugs', () => {
  it('are five, each with a file, faults that exist, and a rule', () => {
    const files = PLANTED_BUGS.flatMap(({ preload }) => Object.values(preload));
    expect(files.map((file) => existsSync(file.replace(/\.js$/, '.ts')))).toEqual(Array(5).fill(true));
    expect(PLANTED_BUGS.every(({ breaks }) => breaks.length > 0)).toBe(true);
    expect(NO_BUG.faults.map((name) => faultNamed(name).name)).toEqual(NO_BUG.faults);
  });

  it('answer before the write', async () => {
    BatchingProducer.prototype.send = () => new Promise(() => undefined);
    await plant('ack-before-write');
    const send = BatchingProducer.prototype.send.bind({} as BatchingProducer);
    await expect(send({ topic: 't', key: 'k', value: Buffer.alloc(0) })).resolves.toBeUndefined();
  });

  it('record no alert', async () => {
    await plant('skipped-outbox');
    const none = { query: () => Promise.reject(new Error('a statement')) };
    const alert = { id: 'a', patientId: 'p', decisionId: 'd', record: {} };
    expect(await alertsRepository.insert(none, [alert])).toEqual([]);
  });

  it('end the lease of a page at its claim', async () => {
    const statements: string[] = [];
    const query = (sql: string) => {
      statements.push(sql.trim().slice(0, 45));
      return Promise.resolve([{ alertId: 'a', level: 1, decidedAt: '' }] as never);
    };
    await plant('page-without-lease');
    await pagesRepository.claimDue({ query }, { owner: 'o', leaseMs: 1, limit: 1 });
    expect(statements.at(-1)).toBe('UPDATE pages SET claimed_by = NULL, claimed_u');
  });

  it('pass over one partition, and decide the others', async () => {
    const { BatchProcessor } = compiledModule<{
      BatchProcessor: { prototype: { process: (batch: { partition: number }) => Promise<object> } };
    }>('inference', 'batch/batch.processor');
    const decided: number[] = [];
    BatchProcessor.prototype.process = ({ partition }) => {
      decided.push(partition);
      return Promise.resolve({ kind: 'done' });
    };
    await plant('lost-partition');
    for (const partition of [0, 1, 2, 3]) await BatchProcessor.prototype.process({ partition });
    expect(decided).toEqual([0, 1, 3]);
  });

  it('accept a batch that does not begin at the progress', async () => {
    const fence = compiledModule<{ lockFence: (tx: object, batch: object) => Promise<void> }>(
      'inference',
      'batch/fence',
    );
    const tx = { lockProgress: () => Promise.resolve(7n) };
    const batch = { partition: 1, batchStart: 5n };
    await expect(fence.lockFence(tx, batch)).rejects.toThrow('begins at 5');
    await plant('fence-off');
    await fence.lockFence(tx, batch);
  });
});
