import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { rule } from '../rule.ts';

const workspace = resolve(import.meta.dirname, '../../..');

const decorators: Record<string, string> = { 'use-cases': 'UseCase', queries: 'Query', reactions: 'Reaction' };

const camel = (kebab: string) => kebab.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
const pascal = (kebab: string) => camel(`-${kebab}`);

function hasRpc(protos: string, service: string, name: string): boolean {
  const file = join(protos, `waystation/${service}/v1/service.proto`);
  return existsSync(file) && new RegExp(`^\\s*rpc\\s+${name}\\s*\\(`, 'm').test(readFileSync(file, 'utf8'));
}

/** True if the events.proto of a service, or of any if left out, has a top-level message of this name. */
function hasEvent(protos: string, name: string, service = '*'): boolean {
  return globSync(join(protos, `waystation/${service}/v1/events.proto`)).some((file) =>
    new RegExp(`^message\\s+${name}\\b`, 'm').test(readFileSync(file, 'utf8')),
  );
}

/** Matches service and event in a key such as `'waystation.workshop.v1.JobStarted'`. */
const eventKey = /^waystation\.(\w+)\.v1\.(\w+)$/;

/** Names of the decorators of a class, such as `UseCase`. */
function decoratedBy(node: TSESTree.ClassDeclaration): string[] {
  return node.decorators.map(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : undefined;
    return callee?.type === 'Identifier' ? callee.name : '';
  });
}

function exportedValues(program: TSESTree.Program): string[] {
  return program.body.flatMap((node): string[] => {
    if (node.type === 'ExportDefaultDeclaration') return ['default'];
    if (node.type === 'ExportAllDeclaration') return node.exportKind === 'type' ? [] : ['*'];
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') return [];
    const { declaration } = node;
    if (!declaration) {
      return node.specifiers
        .filter((each) => each.exportKind !== 'type')
        .map((each) => (each.exported as TSESTree.Identifier).name);
    }
    if (declaration.type === 'VariableDeclaration') {
      return declaration.declarations.map((each) => (each.id.type === 'Identifier' ? each.id.name : 'a pattern'));
    }
    if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSTypeAliasDeclaration') return [];
    return ['id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : 'something'];
  });
}

export default rule(
  {
    one: '{{file}} must export one value, {{expected}}, besides types; it exports {{found}}. File, class and rpc share one name.',
    decorator: 'Add @{{decorator}}(...) to {{expected}}: the runner needs it to find the step.',
    rpc: 'proto/waystation/{{service}}/v1/service.proto has no rpc {{expected}}: declare it there first, or rename the file after its rpc.',
    when: 'Name a reaction <do>-when-<event>.ts, such as open-jobs-when-repair-order-countersigned.ts; reactions to the events of a table, <do>.ts.',
    event: 'No events.proto has a message {{event}}: declare the event in proto/ first, or correct the name.',
  },
  (context) => {
    const [, service = '', , room = '', ...rest] = relative(workspace, context.filename).split(sep);
    const file = rest.join('/');
    const name = file.replace(/\.ts$/, '');
    // A table of events defines a reaction for each of its keys.
    const isTable = room === 'reactions' && !name.includes('-when-');
    const expected = isTable ? camel(name) : pascal(name);
    const decorator = decorators[room] ?? '';
    const settings = context.settings['waystation'] as { protos?: string } | undefined;
    const protos = settings?.protos ?? join(workspace, 'proto');
    let hasEventKey = false;

    return {
      Program(program) {
        const found = exportedValues(program);
        if (found.length !== 1 || found[0] !== expected) {
          const data = { file, expected, found: found.length > 0 ? found.join(', ') : 'nothing' };
          context.report({ node: program, messageId: 'one', data });
        } else if (!isTable) {
          const declared = program.body.find(
            (node) => node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'ClassDeclaration',
          ) as (TSESTree.ExportNamedDeclaration & { declaration: TSESTree.ClassDeclaration }) | undefined;
          if (!declared || !decoratedBy(declared.declaration).includes(decorator)) {
            context.report({ node: declared ?? program, messageId: 'decorator', data: { expected, decorator } });
          }
        }

        if (room !== 'reactions') {
          if (!hasRpc(protos, service, expected))
            context.report({ node: program, messageId: 'rpc', data: { service, expected } });
        } else if (!isTable) {
          const event = pascal(/-when-(.*)$/.exec(name)![1]!);
          if (!hasEvent(protos, event)) context.report({ node: program, messageId: 'event', data: { event } });
        }
      },
      Property({ key }) {
        const [, publisher, event] = (key.type === 'Literal' && eventKey.exec(String(key.value))) || [];
        if (!isTable || !event) return;
        hasEventKey = true;
        if (!hasEvent(protos, event, publisher)) context.report({ node: key, messageId: 'event', data: { event } });
      },
      'Program:exit'(program) {
        if (isTable && !hasEventKey) context.report({ node: program, messageId: 'when' });
      },
    };
  },
);
