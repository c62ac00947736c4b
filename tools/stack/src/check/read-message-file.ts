import { type KnownStream } from './known-result';

const START = '\x0b';
const END = '\x1c';
const UMOL_PER_L_IN_ONE_MG_PER_DL = 88.42;
const IN_MG_PER_DL = '2160-0';
const CODES = ['CREATININE', '14682-9', IN_MG_PER_DL];

/**
 * Reads an MLLP file without any code of the services, whose decisions are checked against it. Knows only what its files
 * contain: `|^` as separators, no escapes, a patient per message.
 */
export function readMessageFile(text: string): KnownStream {
  const stream: KnownStream = { messages: 0, results: [], patients: new Map() };
  for (const frame of text.split(END)) {
    const at = frame.indexOf(START);
    if (at < 0) continue;
    stream.messages += 1;
    readMessage(frame.slice(at + 1), stream);
  }
  return stream;
}

function readMessage(message: string, stream: KnownStream): void {
  let mrn = '';
  let orderedAt = '';
  for (const line of message.split(/[\r\n]+/)) {
    const field = line.split('|');
    const component = (n: number) => (field[n] ?? '').split('^')[0]?.trim() ?? '';
    if (field[0] === 'PID') {
      mrn = component(3);
      if (field[7]) stream.patients.set(mrn, { birthDate: field[7].slice(0, 8), sex: component(8) });
    } else if (field[0] === 'OBR') {
      orderedAt = component(7);
    } else if (field[0] === 'OBX' && CODES.includes(component(3))) {
      const value = (field[5] ?? '').split('^').find((text) => Number.isFinite(Number.parseFloat(text)));
      const unit = component(6).toLowerCase() || (component(3) === IN_MG_PER_DL ? 'mg/dl' : 'umol/l');
      const factor = unit === 'mg/dl' ? UMOL_PER_L_IN_ONE_MG_PER_DL : 1;
      const local = (component(14) || orderedAt).replace(/[.+-].*/, '').padEnd(14, '0');
      stream.results.push({ mrn, local, umolPerL: Number(value) * factor });
    }
  }
}
