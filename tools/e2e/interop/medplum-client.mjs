/** Sends the messages of a folder with @medplum/hl7 and reads the answers: PORT FOLDER PACKAGES. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [port, folder, packages] = process.argv.slice(2);
// The packages are in a cache, not beside this file.
const require = createRequire(path.join(packages, 'package.json'));
const { Hl7Client, ReturnAckCategory } = require('@medplum/hl7');
const { Hl7Message } = require('@medplum/core');

// Its default waits for an application acknowledgement, which enhanced mode with MSH-16 NE does not have.
const options = { returnAck: ReturnAckCategory.FIRST, timeoutMs: 30_000 };
const client = new Hl7Client({ host: '127.0.0.1', port: Number(port), keepAlive: true });
for (const file of readdirSync(folder).sort()) {
  const name = path.basename(file, '.hl7');
  try {
    const message = Hl7Message.parse(readFileSync(path.join(folder, file), 'latin1'));
    const answer = await client.sendAndWait(message, options);
    console.log(`${name}\t${answer.getSegment('MSA').getField(1).toString()}`);
  } catch (error) {
    console.log(`${name}\t${error}`);
  }
}
await client.close();
