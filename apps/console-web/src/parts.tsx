import { type ReactNode } from 'react';
import { type RefusedError } from './api';
import { go } from './route';

/** A link to a screen, which opens without loading the page again. */
export function Link({
  to,
  children,
  isHere = false,
}: {
  to: string;
  children: ReactNode;
  isHere?: boolean;
}) {
  return (
    <a
      href={to}
      aria-current={isHere ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

/** The first row of a table. */
export function TableHead({ titles }: { titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Stands in for a screen whose data is not there yet, or cannot be read. */
export function Pending({ error }: { error: RefusedError | undefined }) {
  return error ? (
    <p className="notice trouble" role="alert">
      {error.message}
    </p>
  ) : (
    <p className="notice" role="status">
      Loading…
    </p>
  );
}

/** A value, or a word in its place: masked for this role, or not known. */
export function Value({ isMasked, children }: { isMasked: boolean; children: ReactNode }) {
  if (isMasked) return <span className="muted">masked</span>;
  return children === null || children === undefined ? <span className="muted">none</span> : <>{children}</>;
}
