import { useEffect, useRef, useState } from 'react';
import { api, RefusedError } from './api';

export interface Answer<T> {
  /** The last answer for this path; undefined while the first is read. */
  data: T | undefined;
  error: RefusedError | undefined;
}

/** Reads a path, and again with each version; an answer that comes too late is dropped. */
export function useAnswer<T>(path: string, version: number, onNoSession: () => void): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { path: string }>({
    path,
    data: undefined,
    error: undefined,
  });
  const shownPath = useRef('');
  useEffect(() => {
    let isCurrent = true;
    const isByPage = shownPath.current === path;
    shownPath.current = path;
    api.read<T>(path, isByPage).then(
      (data) => isCurrent && setAnswer({ path, data, error: undefined }),
      (error: unknown) => {
        if (!isCurrent || !(error instanceof RefusedError)) return;
        if (error.problem === 'no-session') onNoSession();
        else setAnswer((before) => ({ path, data: before.path === path ? before.data : undefined, error }));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [path, version, onNoSession]);
  return answer.path === path ? answer : { data: undefined, error: undefined };
}
