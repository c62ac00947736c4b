import { readFileSync, writeFileSync } from 'node:fs';
import { type StreamSource } from './stream-source';

/** What a home remembers of where it all came from: the first stream that was played into it. */
export class KeptSource {
  constructor(private readonly file: string) {}

  /** Undefined where nothing was played yet, or by a version that did not write it down. */
  read(): StreamSource | undefined {
    try {
      const { stream, history } = JSON.parse(readFileSync(this.file, 'utf8')) as Partial<StreamSource>;
      return stream === undefined ? undefined : { stream, history };
    } catch {
      return undefined;
    }
  }

  /** Only the first: what joins later knows what it joins. @returns what is kept from now on */
  keep(source: StreamSource): StreamSource {
    const kept = this.read();
    if (kept === undefined) writeFileSync(this.file, `${JSON.stringify(source)}\n`);
    return kept ?? source;
  }
}
