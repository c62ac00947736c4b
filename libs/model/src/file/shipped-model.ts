import { join } from 'node:path';

/** The model that comes with Renwatch; the same path from `src` and from `dist`, both two folders below the package. */
export const SHIPPED_MODEL_PATH = join(__dirname, '..', '..', 'shipped', 'renwatch-aki.model.json');
