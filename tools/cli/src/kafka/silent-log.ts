import { createLogger } from '@renwatch/runtime';

/** What goes wrong with a broker is thrown; what its library says beside that is nobody's concern here. */
export const log = createLogger({ service: 'renwatch', level: 'silent' });
