import bidiFactory, { type Bidi } from 'bidi-js';

/** The Unicode Bidirectional Algorithm. Its types say how it is imported by a bundler; in Node it is the function itself. */
export const bidi = (bidiFactory as unknown as () => Bidi)();
