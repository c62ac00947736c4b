import { useEffect, useRef, useState } from 'react';
import { type Changed, STALE_AFTER_MS } from '@renwatch/contract';

/** Refreshes what is shown even if no change is told, such as the age of a page that waits. */
const REFRESH_MS = 60_000;

export interface Live {
  /** Grows with each change: what depends on it is read again. */
  version: number;
  /** True if nothing was heard for so long that what is shown may be old. */
  isStale: boolean;
}

/**
 * Follows the events of the console. After a gap everything is read again, because events are not repeated.
 * @param patientId of the only patient that is shown: changes of others renew nothing
 */
export function useLive(isOn: boolean, patientId: string | undefined): Live {
  const [version, setVersion] = useState(0);
  const [isStale, setStale] = useState(false);
  const shown = useRef(patientId);
  useEffect(() => {
    shown.current = patientId;
  }, [patientId]);
  useEffect(() => {
    if (!isOn) return undefined;
    const renew = () => setVersion((before) => before + 1);
    const source = new EventSource('/api/v1/events');
    let isLost = false;
    const lose = () => {
      isLost = true;
      setStale(true);
    };
    let silence = setTimeout(lose, STALE_AFTER_MS);
    const hear = () => {
      clearTimeout(silence);
      silence = setTimeout(lose, STALE_AFTER_MS);
      setStale(false);
      if (isLost) renew();
      isLost = false;
    };
    source.addEventListener('open', renew);
    source.addEventListener('alive', hear);
    source.addEventListener('changed', (event: MessageEvent<string>) => {
      hear();
      const { patientIds, isWhole } = JSON.parse(event.data) as Changed;
      const isShown =
        shown.current === undefined ? patientIds.length > 0 : patientIds.includes(shown.current);
      if (isWhole || isShown) renew();
    });
    const refresh = setInterval(renew, REFRESH_MS);
    return () => {
      source.close();
      clearTimeout(silence);
      clearInterval(refresh);
    };
  }, [isOn]);
  return { version, isStale };
}
