import { createServer } from 'node:net';
import { type Hl7MessageEvent, Hl7Server } from '@medplum/hl7';
import { tcp } from 'simple-hl7';

const FS = 0x1c;
const ANSWER = Buffer.from('\x0bMSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|1\r\x1c\r');

/** Servers that answer each message and store nothing. */
const SERVERS: Readonly<Record<string, (port: number) => void>> = {
  'simple-hl7': (port) => {
    const app = tcp();
    app.use((_request, response) => response.end());
    app.start(port);
  },
  medplum: (port) => {
    const server = new Hl7Server((connection) =>
      connection.addEventListener('message', (event: unknown) =>
        connection.send((event as Hl7MessageEvent).message.buildAck()),
      ),
    );
    server.start(port);
  },
  /** Looks for the end of a frame, and at nothing else. */
  echo: (port) => {
    createServer((socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('data', (data) => data.includes(FS) && socket.write(ANSWER));
    }).listen(port, '127.0.0.1');
  },
};

const [name = '', port = ''] = process.argv.slice(2);
SERVERS[name]?.(Number(port));
