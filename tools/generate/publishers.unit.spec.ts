import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publishedMessages, registry, stepOptions } from '@waystation/contracts';
import { publishersOf } from './publishers.ts';

const root = resolve(import.meta.dirname, '../..');
const publishers = publishersOf(root);
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('The publishers of events', () => {
  it('include the service of every step that declares an event', () => {
    const missing: string[] = [];
    for (const service of registry) {
      if (service.kind !== 'service') continue;
      const name = service.typeName.split('.')[1]!;
      for (const event of service.methods.flatMap((method) => stepOptions(method)?.publishes ?? [])) {
        const isShared = publishers.has(`waystation.standard.v1.${event}`);
        if (!isShared && !publishers.get(`waystation.${name}.v1.${event}`)?.has(name))
          missing.push(`${name}: ${event}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('are the only services that publish their own events', () => {
    for (const [event, by] of publishers) {
      const owner = event.split('.')[1]!;
      if (owner !== 'standard') expect([event, ...by]).toEqual([event, owner]);
    }
  });

  it('include the runner for the deviations from the standard', () => {
    expect(publishers.get('waystation.standard.v1.RuleMissed')).toEqual(new Set(['call']));
    expect(publishers.get('waystation.standard.v1.RuleOverridden')).toEqual(new Set(['call']));
  });
});

describe('The document of topics', () => {
  const catalogue = read('docs/reference/topics.md');
  const flows = read('docs/flows/README.md') + read('docs/flows/reception.md') + read('docs/flows/workshop.md');
  const names = (text: string) => new Set(text.match(/\b[A-Z][A-Za-z]+\b/g));

  it('lists every published event', () => {
    const listed = names(catalogue);
    expect([...publishers.keys()].filter((event) => !listed.has(event.split('.').at(-1)!))).toEqual([]);
  });

  it('leaves out events that no service publishes, as the flows do', () => {
    const unpublished = [...publishedMessages().keys()].filter((event) => !publishers.has(event));
    const listed = names(catalogue + flows);
    expect(unpublished.map((event) => event.split('.').at(-1)!).filter((event) => listed.has(event))).toEqual([]);
  });
});
