/** Injection tokens for interfaces, which do not exist at run time. */
export const clockToken = Symbol('Clock');
export const peopleToken = Symbol('People');
export const logToken = Symbol('Log');
