/** Called with one line for the user before work that takes long: a download, or a preparation done once. */
export type Say = (line: string) => void;

/** Shows nothing; for tests. */
export const silently: Say = () => undefined;
