export interface SentResult {
  /** The message's place in the stream. */
  index: number;
  /** When it was first sent, by the monotonic clock. */
  sentAtMs: number;
}

/** Which results were sent and when, for the time a page took; the newest, up to a bound. */
export class SentResults {
  private readonly byResult = new Map<string, SentResult>();
  private readonly byMrn = new Map<string, SentResult>();

  constructor(private readonly options: { maxResults: number }) {}

  /** A result sent again keeps its first time: that is how long its page has been owed. */
  sent(result: { mrn: string; time: string } & SentResult): void {
    const { mrn, time, index, sentAtMs } = result;
    const key = `${mrn},${time}`;
    const first = this.byResult.get(key) ?? { index, sentAtMs };
    this.put(this.byResult, key, first);
    this.put(this.byMrn, mrn, first);
  }

  /** The patient's latest where the page gives no time. */
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
