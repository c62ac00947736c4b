import { formatLocal14 } from '@renwatch/hl7';
import { type RecordedDecision } from '@renwatch/store';

/** At most one decimal: `95.44999999999999` is 95.4. */
export function formatCreatinine(umolPerL: number): string {
  return `${Number(umolPerL.toFixed(1))} µmol/L`;
}

/** Cut to two decimals, not rounded: 1.499 must not read as 1.5, which is stage 1. */
export function formatRatio(ratio: number): string {
  return (Math.floor((ratio + 1e-9) * 100) / 100).toFixed(2);
}

export function formatPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** `2024-03-31 06:13` as the laboratory wrote it, then the moment in UTC. */
export function formatObserved({
  observedLocal,
  observedAt,
}: Pick<RecordedDecision, 'observedLocal' | 'observedAt'>): string {
  const local = formatLocal14(observedLocal).replace(/^(....)(..)(..)(..)(..).*$/, '$1-$2-$3 $4:$5');
  return `${local} local time (${formatUtc(observedAt)})`;
}

export function formatUtc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Enough of a hash to compare it. */
export function formatHash(sha256: string | null): string {
  return sha256 === null || sha256 === '' ? 'no hash' : `SHA-256 ${sha256.slice(0, 12)}`;
}
