// Building blocks of the rules in this folder.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

export type Rule = TSESLint.RuleModule<string, readonly unknown[]>;
export type Context = TSESLint.RuleContext<string, readonly unknown[]>;
export type Listener = TSESLint.RuleListener;

/** Creates a rule. @param messages texts that say what to do instead, by id */
export function rule(messages: Record<string, string>, create: (context: Context) => Listener): Rule {
  return { defaultOptions: [], meta: { type: 'problem', schema: [], messages }, create };
}

export interface Imported {
  from: string;
  node: TSESTree.Node;
  /** True for `import type`, which does not exist at run time. */
  typeOnly: boolean;
}

/** Visits every reference to another module: import, re-export, `import()`, `require()` and `import('x').Type`. */
export function eachImport(visit: (imported: Imported) => void): Listener {
  const text = (node: TSESTree.Node | null | undefined) =>
    node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
  const see = (node: TSESTree.Node | null | undefined, typeOnly: boolean) => {
    const from = text(node);
    if (node && from !== undefined) visit({ from, node, typeOnly });
  };
  return {
    ImportDeclaration: (node) => see(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => see(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => see(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => see(node.source, false),
    TSImportType: (node) => see(node.source, true),
    TSExternalModuleReference: (node) => see(node.expression, false),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') see(node.arguments[0], false);
    },
  };
}

/** Creates a rule against importing certain packages; eslint.config.js defines where it applies. */
export function noImport(packages: RegExp, instead: string): Rule {
  return rule({ elsewhere: `Do not import '{{from}}' here. ${instead}` }, (context) =>
    eachImport(({ from, node }) => {
      if (packages.test(from)) context.report({ node, messageId: 'elsewhere', data: { from } });
    }),
  );
}
