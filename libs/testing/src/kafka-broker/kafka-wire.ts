import net from 'node:net';

const PRODUCE = 0;
const METADATA = 3;
const METADATA_VERSION = 4;
const CORRELATION_ID = 1;

/** Returns true if bytes begin with a Kafka produce request, as its first chunk on the wire does (for `FaultProxy`). */
export function isProduceRequest(bytes: Buffer): boolean {
  return bytes.length >= 6 && bytes.readInt16BE(4) === PRODUCE;
}

export interface BrokerCountOptions {
  host: string;
  port: number;
  timeoutMs: number;
}

/**
 * Asks a broker how many brokers serve its cluster: a starting one answers nothing, or none, until it takes part.
 * Spoken by hand, because only `libs/kafka` imports a Kafka client.
 */
export function countBrokers({ host, port, timeoutMs }: BrokerCountOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`No metadata within ${timeoutMs} ms`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('Closed without an answer')));
    socket.on('connect', () => socket.write(metadataRequest()));
    let answer = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      // length int32, correlation id int32, throttle time int32, number of brokers int32
      if (answer.length < 16) return;
      resolve(answer.readInt32BE(12));
      socket.destroy();
    });
  });
}

/** Metadata v4 of no topics: header (key, version, correlation id, client id), empty topic array, no auto-creation. */
function metadataRequest(): Buffer {
  const body = Buffer.alloc(19);
  body.writeInt32BE(15, 0);
  body.writeInt16BE(METADATA, 4);
  body.writeInt16BE(METADATA_VERSION, 6);
  body.writeInt32BE(CORRELATION_ID, 8);
  body.writeInt16BE(-1, 12);
  body.writeInt32BE(0, 14);
  body.writeInt8(0, 18);
  return body;
}
