/** Kind of a request, for its latency goal. */
export type StepKind = 'step' | 'document' | 'list' | 'read';

/** Steps that render a document before they answer. */
const documentSteps = ['order:present', 'order:countersign', 'inspection:pass', 'statement:close', ':issueInvoice'];
/** Queries that are sent as POST, because what they search for must not be part of an address. */
const searches = [':find'];
const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Request in a form that is the same for all visits: `POST visit/order:present`. */
export function stepName(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .replace(id, '*')
    .replace(/^\/v1\/(?:stations\/\*\/)?/, '')
    .replace(/^visits\/\*(?=[:/])/, 'visit');
  return `${method} ${path}${searchParams.has('validateOnly') ? ' (dry run)' : ''}`;
}

/** @param name by `stepName` */
export function kindOf(name: string): StepKind {
  const [method, path = ''] = name.replace(' (dry run)', '').split(' ');
  if (method === 'GET')
    return /(?:\*|order|delivery|inspection|parts|work)$/.test(path) && !isList(path) ? 'read' : 'list';
  if (searches.some((search) => path.endsWith(search))) return 'list';
  return documentSteps.some((step) => path.endsWith(step)) ? 'document' : 'step';
}

const isList = (path: string) => /^(?:workshop|appointments|parts|quality|reception|billing|crm)\/work$/.test(path);

/** True for a request that changes something. */
export function isCommand(name: string): boolean {
  return name.startsWith('POST ') && !name.endsWith(' (dry run)') && kindOf(name) !== 'list';
}
