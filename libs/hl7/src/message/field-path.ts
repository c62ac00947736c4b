/** A place in a segment, each number counted from 1: `5[2].1.3`. */
export interface FieldPath {
  readonly field: number;
  readonly repetition: number;
  readonly component: number | undefined;
  readonly subcomponent: number | undefined;
}

/** A place in a message: `OBX[2]-5[1].1.2`. */
export interface MessagePath extends FieldPath {
  readonly segment: string;
  readonly occurrence: number;
}

const FIELD_PATH = /^(\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?$/;
const MESSAGE_PATH = /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?-(.+)$/;
/** Bounds the caches. Most paths are literals of the program; computed ones beyond this many are not kept. */
const MAX_KEPT = 2_000;

const fieldPaths = new Map<string, FieldPath>();
const messagePaths = new Map<string, MessagePath>();

/** Throws TypeError for an invalid path, which is a fault of the program, not of a message. */
export function parseFieldPath(path: string): FieldPath {
  return fieldPaths.get(path) ?? keep(fieldPaths, path, readFieldPath(path));
}

/** Throws TypeError for an invalid path. */
export function parseMessagePath(path: string): MessagePath {
  return messagePaths.get(path) ?? keep(messagePaths, path, readMessagePath(path));
}

function readFieldPath(path: string): FieldPath {
  const [whole, field = '', repetition = '1', component, subcomponent] = FIELD_PATH.exec(path) ?? [];
  if (whole === undefined) throw new TypeError(`not a path of a field: ${path}`);
  return {
    field: counted(field, path),
    repetition: counted(repetition, path),
    component: component === undefined ? undefined : counted(component, path),
    subcomponent: subcomponent === undefined ? undefined : counted(subcomponent, path),
  };
}

function readMessagePath(path: string): MessagePath {
  const [, segment, occurrence = '1', field = ''] = MESSAGE_PATH.exec(path) ?? [];
  if (segment === undefined) throw new TypeError(`not a path of a message: ${path}`);
  return { segment, occurrence: counted(occurrence, path), ...parseFieldPath(field) };
}

function counted(digits: string, path: string): number {
  const number = Number(digits);
  if (number < 1) throw new TypeError(`paths count from 1: ${path}`);
  return number;
}

function keep<Path>(cache: Map<string, Path>, path: string, parsed: Path): Path {
  if (cache.size < MAX_KEPT) cache.set(path, parsed);
  return parsed;
}
