/** Is told, in a line for people, of what takes long: a download, or something that is made once. */
export type Say = (line: string) => void;

/** For callers that show nothing to anybody, such as tests. */
export const silently: Say = () => undefined;
