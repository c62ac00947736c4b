import { createHash, type Hash } from 'node:crypto';

const CR = 0x0d;
/** Bytes of the first part that are kept until the last, so that the answer can name the message. */
const MAX_HEADER_BYTES = 1024;

/** State of one connection's oversize frame while its parts arrive. */
export class OversizeFrame {
  private readonly hash: Hash = createHash('sha256');
  private frameId: string | undefined;
  private start: Buffer = Buffer.alloc(0);

  /** The first segment, at most 1 KiB of it. */
  get header(): Uint8Array {
    return this.start;
  }

  /** Adds a part and returns its ids: see PartOptions. */
  add(part: Buffer): { frameId: string; prefixId: string } {
    const prefixId = this.hash.update(part).copy().digest('hex').slice(0, 32);
    if (this.frameId === undefined) {
      this.frameId = prefixId;
      const start = part.subarray(0, MAX_HEADER_BYTES);
      const end = start.indexOf(CR);
      this.start = Buffer.from(end < 0 ? start : start.subarray(0, end + 1));
    }
    return { frameId: this.frameId, prefixId };
  }
}
