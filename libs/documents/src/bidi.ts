import bidiFactory, { type Bidi } from 'bidi-js';

/**
 * Unicode Bidirectional Algorithm. The package's types describe the import by a bundler; in Node it is the function.
 */
export const bidi = (bidiFactory as unknown as () => Bidi)();
