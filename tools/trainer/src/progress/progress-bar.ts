const WIDTH_CHARS = 30;

/** A bar on a terminal, redrawn in place; elsewhere a line each tenth of the way. */
export class ProgressBar {
  private lastTenth = -1;

  constructor(
    private readonly label: string,
    private readonly out: { write(text: string): unknown; isTTY?: boolean },
  ) {}

  /** @param share how much is done, 0 to 1 */
  update(share: number, detail = ''): void {
    const done = Math.max(0, Math.min(1, share));
    const percent = `${String(Math.floor(done * 100)).padStart(3)}%`;
    if (this.out.isTTY) {
      const filled = Math.round(done * WIDTH_CHARS);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH_CHARS - filled)}`;
      this.out.write(`\r${this.label} ${bar} ${percent} ${detail}\u001b[K${done === 1 ? '\n' : ''}`);
      return;
    }
    const tenth = Math.floor(done * 10);
    if (tenth === this.lastTenth) return;
    this.lastTenth = tenth;
    this.out.write(`${this.label} ${percent} ${detail}\n`);
  }
}
