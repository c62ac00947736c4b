import { type Document, isMap, isScalar, type LineCounter } from 'yaml';
import { type OptionFault } from '../options/read-options';

/** A fault of the feeds file, to be shown as `place: value: remedy`. */
export interface FeedsFileFault {
  /** Path within the file and line, such as `feeds[1].timezone, line 12`. */
  place: string;
  /** The text that was given, cut short; undefined where nothing was. */
  value: string | undefined;
  /** Instruction that fixes the fault. */
  remedy: string;
}

const SHOWN_CHARACTERS = 60;

/** Gives a fault the place where a person finds it in the file. */
export function locateFault(
  { path, value, remedy }: OptionFault,
  document: Document,
  lines: LineCounter,
): FeedsFileFault {
  const name = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
  const offset = offsetOf(document, path);
  const line = offset === undefined ? undefined : `line ${lines.linePos(offset).line}`;
  return { place: [name, line].filter((part) => part).join(', '), value: shown(value), remedy };
}

/** Finds the place of a path, or of the nearest part of it that is in the file. */
function offsetOf(document: Document, path: OptionFault['path']): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    if (pair && isScalar(pair.key)) return pair.key.range?.[0];
    const node = document.getIn(path.slice(0, length), true) as
      { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
