import { readFileSync, writeFileSync } from 'node:fs';

/** The origin of a home's contents, with files as absolute paths. */
export interface StreamSource {
  /** `synthetic`: the synthetic hospital; `feed`: what MLLP_ADDRESS names; else the message file. */
  stream: string;
  /** Undefined: none, or the synthetic hospital's own. */
  history?: string | undefined;
}

/** Remembers the origin of a home's contents: the first stream that was played into it. */
export class KeptSource {
  constructor(private readonly file: string) {}

  /** Returns undefined if nothing was played yet, or only by a version that kept no record. */
  read(): StreamSource | undefined {
    try {
      const { stream, history } = JSON.parse(readFileSync(this.file, 'utf8')) as Partial<StreamSource>;
      return stream === undefined ? undefined : { stream, history };
    } catch {
      return undefined;
    }
  }

  /** Keeps the source if it is the first. @returns the source that is kept */
  keep(source: StreamSource): StreamSource {
    const kept = this.read();
    if (kept === undefined) writeFileSync(this.file, `${JSON.stringify(source)}\n`);
    return kept ?? source;
  }
}
