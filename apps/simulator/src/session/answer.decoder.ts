const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;

export type DecodedAnswer =
  | { kind: 'incomplete' }
  | { kind: 'message'; payload: Buffer }
  /** Not exactly one message in a correct frame. */
  | { kind: 'malformed'; reason: string };

/**
 * Reads the answer to one message as strictly as the course's simulator: VT first, FS and CR last, nothing before,
 * between or after.
 */
export class AnswerDecoder {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;
  private state: 'before' | 'within' | 'after-fs' = 'before';

  constructor(private readonly options: { maxBytes: number }) {}

  push(chunk: Buffer): DecodedAnswer {
    let at = 0;
    if (this.state === 'before' && chunk.length > 0) {
      if (chunk[0] !== VT) return malformed('it does not begin with VT');
      this.state = 'within';
      at = 1;
    }
    if (this.state === 'within') {
      const end = chunk.indexOf(FS, at);
      this.hold(chunk.subarray(at, end < 0 ? chunk.length : end));
      if (this.bytes > this.options.maxBytes) return malformed('it is too long');
      if (end < 0) return { kind: 'incomplete' };
      this.state = 'after-fs';
      at = end + 1;
    }
    if (at >= chunk.length) return { kind: 'incomplete' };
    if (chunk[at] !== CR) return malformed('FS is not followed by CR');
    if (at + 1 < chunk.length) return malformed('more than one message');
    return { kind: 'message', payload: Buffer.concat(this.pieces) };
  }

  private hold(piece: Buffer): void {
    this.pieces.push(piece);
    this.bytes += piece.length;
  }
}

function malformed(reason: string): DecodedAnswer {
  return { kind: 'malformed', reason };
}
