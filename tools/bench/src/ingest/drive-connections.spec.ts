import { createServer } from 'node:net';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { driveConnections } from './drive-connections';

describe('driveConnections', () => {
  it('counts answers for time and for CPU, one unanswered frame a connection', async () => {
    let unanswered = 0;
    let most = 0;
    let answers = 0;
    const server = createServer((socket) =>
      socket
        .on('data', (data) => {
          expect(data.toString()).toBe('frame');
          most = Math.max(most, (unanswered += 1));
          setImmediate(() => {
            unanswered -= 1;
            answers += 1;
            if (!socket.destroyed) socket.write('ack\x1c\r');
          });
        })
        .on('error', () => undefined),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    let cpu = 0;
    const frames = [Buffer.from('frame'), Buffer.from('frame')];
    const rates = await driveConnections({
      ...{ port, frames, warmUpAnswers: 10, measureMs: 50 },
      cpuSeconds: () => (cpu += 2),
    });
    server.close();
    expect(most).toBeLessThanOrEqual(2);
    expect(rates.acksPerCpuSecond * 2).toBeGreaterThan(0);
    expect(rates.acksPerCpuSecond * 2).toBeLessThanOrEqual(answers);
    expect(rates.acksPerSecond).toBeGreaterThan(0);
  });

  it('rejects if a connection fails', async () => {
    const driving = driveConnections({
      ...{ port: 1, frames: [Buffer.from('frame')], warmUpAnswers: 1, measureMs: 1 },
      cpuSeconds: () => 0,
    });
    await expect(driving).rejects.toThrow('ECONNREFUSED');
  });
});
