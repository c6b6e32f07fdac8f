import { basename } from 'node:path';
import { rule } from '../rule.ts';

export default rule({ barrel: 'No index files in apps: import from the file that defines the name.' }, (context) => ({
  Program(node) {
    if (/^index\.[cm]?[jt]sx?$/.test(basename(context.filename))) context.report({ node, messageId: 'barrel' });
  },
}));
