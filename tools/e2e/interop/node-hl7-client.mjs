/** Sends the messages of a folder with node-hl7-client and reads the answers: PORT FOLDER PACKAGES. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [port, folder, packages] = process.argv.slice(2);
// The packages are in a cache, not beside this file.
const require = createRequire(path.join(packages, 'package.json'));
const { default: Client, Message } = require('node-hl7-client');

let take;
const client = new Client({ host: '127.0.0.1', version: '2.5' });
const connection = client.createConnection({ port: Number(port) }, async (response) => take(response));
for (const file of readdirSync(folder).sort()) {
  const name = path.basename(file, '.hl7');
  try {
    const message = new Message({ text: readFileSync(path.join(folder, file), 'latin1') });
    const answered = new Promise((resolve) => (take = resolve));
    await connection.sendMessage(message);
    const answer = (await answered).getMessage();
    if (answer.get('MSA.2').toString() !== message.get('MSH.10').toString())
      throw new Error('MSA-2 is not MSH-10');
    console.log(`${name}\t${answer.get('MSA.1').toString()}`);
  } catch (error) {
    console.log(`${name}\t${error}`);
  }
}
// Its connection keeps a timer: without this the process would not end.
process.exit(0);
