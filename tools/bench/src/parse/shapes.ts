const HEAD = 'MSH|^~\\&|LAB|RRK|EHR|TRUST|20240331003000||ORU^R01^ORU_R01|ID-7|P|2.5.1\r';

/** Fillings for a message of any size; each is the worst case of some parser. */
export const SHAPES: readonly { name: string; field: boolean; piece: string }[] = [
  { name: 'one long text', field: true, piece: 'x' },
  { name: 'escapes', field: true, piece: '\\F\\ab' },
  { name: 'broken escapes', field: true, piece: '\\' },
  { name: 'repetitions of 39 letters', field: true, piece: `${'y'.repeat(39)}~` },
  { name: 'comments of 600 letters', field: false, piece: `NTE|1||${'z'.repeat(600)}\r` },
  { name: 'continuations of 170 letters', field: false, piece: `ADD|${'z'.repeat(170)}\r` },
];

/** A message of that shape with `bytes` bytes, or up to a piece fewer. */
export function messageOf(shape: (typeof SHAPES)[number], bytes: number): Buffer {
  const before = `${HEAD}OBX|1|TX|NOTE||${shape.field ? '' : 'begin\r'}`;
  const after = shape.field ? '\r' : '';
  const count = Math.floor((bytes - before.length - after.length) / shape.piece.length);
  return Buffer.from(before + shape.piece.repeat(count) + after, 'latin1');
}
