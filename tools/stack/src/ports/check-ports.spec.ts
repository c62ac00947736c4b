import { createServer, type AddressInfo } from 'node:net';
import { isPortFree } from '@renwatch/testing';
import { checkPorts } from './check-ports';

const KAFKA = { use: 'Kafka', variable: 'KAFKA_PORT' };
const FEED = { use: "the simulator's feed", variable: 'SIMULATOR_MLLP_PORT' };

describe('the check of ports', () => {
  it('names a taken port, its use and its variable', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await expect(checkPorts({ ports: [{ port, ...KAFKA }], isFree: isPortFree })).rejects.toThrow(
        `Port in use: ${port} (Kafka; change it with KAFKA_PORT=…): stop use listens there, or choose other ports`,
      );
    } finally {
      server.close();
    }
  });

  it('names all taken ports at once', async () => {
    const ports = [
      { port: 1, ...KAFKA },
      { port: 2, ...FEED },
    ];
    await expect(checkPorts({ ports, isFree: async () => false })).rejects.toThrow(/^Ports in use: 1 .*, 2 /);
  });

  it('refuses one port for two parts', async () => {
    const ports = [
      { port: 1, ...KAFKA },
      { port: 1, ...FEED },
    ];
    await expect(checkPorts({ ports, isFree: async () => true })).rejects.toThrow(
      "1 is wanted for the simulator's feed (SIMULATOR_MLLP_PORT) and for Kafka (KAFKA_PORT)",
    );
  });

  it('passes free ports', async () => {
    await expect(
      checkPorts({ ports: [{ port: 1, ...KAFKA }], isFree: async () => true }),
    ).resolves.toBeUndefined();
  });
});
