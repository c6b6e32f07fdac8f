/** What Nest injects interfaces by, since they are gone at run time. */
export const clockToken = Symbol('Clock');
export const peopleToken = Symbol('People');
export const logToken = Symbol('Log');
