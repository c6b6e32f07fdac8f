import type { TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

// Sentences that only start with such a verb ("Select a truck", "Update the list") do not match.
const sql = new RegExp(
  '^\\s*(' +
    [
      'select\\s[\\s\\S]+\\sfrom\\s',
      'select\\s+(\\d|exists\\b|set_config\\b|current_setting\\b|pg_\\w+|now\\()',
      'insert\\s+into\\s',
      'update\\s+(only\\s+)?\\S+(\\s+(as\\s+)?\\w+)?\\s+set\\s',
      'delete\\s+from\\s',
      'with\\s+(recursive\\s+)?\\w+\\s*(\\([^)]*\\)\\s*)?as\\s+(not\\s+materialized\\s*|materialized\\s*)?\\(',
      '(create|alter|drop)\\s+(or\\s+replace\\s+)?(unique\\s+)?(table|index|policy|role|function|schema|type|trigger|view|extension|database)\\s',
      'truncate\\s+\\w+',
      'set\\s+(local|session)\\s',
    ].join('|') +
    ')',
  'i',
);

export default rule(
  {
    sql: 'SQL belongs in store/ and queries/ only: make it a method of the store, or a file in queries/.',
  },
  (context) => {
    const see = (node: TSESTree.Node, text: string | null | undefined) => {
      if (text && sql.test(text)) context.report({ node, messageId: 'sql' });
    };
    return {
      Literal: (node) => see(node, typeof node.value === 'string' ? node.value : undefined),
      TemplateLiteral: (node) => see(node, node.quasis.map((part) => part.value.cooked).join('x')),
    };
  },
);
