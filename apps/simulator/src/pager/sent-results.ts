export interface SentResult {
  /** Index of the message in the stream. */
  index: number;
  /** Time of the first send, on the monotonic clock. */
  sentAtMs: number;
}

/** Remembers when results were first sent, the newest `maxResults` of them. */
export class SentResults {
  private readonly byResult = new Map<string, SentResult>();
  private readonly byMrn = new Map<string, SentResult>();

  constructor(private readonly options: { maxResults: number }) {}

  /** A resent result keeps its first time, because its page has been due since then. */
  sent(result: { mrn: string; time: string } & SentResult): void {
    const { mrn, time, index, sentAtMs } = result;
    const key = `${mrn},${time}`;
    const first = this.byResult.get(key) ?? { index, sentAtMs };
    this.put(this.byResult, key, first);
    this.put(this.byMrn, mrn, first);
  }

  /** Finds the patient's latest result if the page has no time. */
  find(mrn: string, time: string | undefined): SentResult | undefined {
    return time === undefined ? this.byMrn.get(mrn) : this.byResult.get(`${mrn},${time}`);
  }

  private put(map: Map<string, SentResult>, key: string, value: SentResult): void {
    map.delete(key);
    map.set(key, value);
    if (map.size <= this.options.maxResults) return;
    for (const oldest of map.keys()) {
      map.delete(oldest);
      return;
    }
  }
}
