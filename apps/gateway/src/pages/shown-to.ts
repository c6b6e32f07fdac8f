import type { FastifyRequest } from 'fastify';
import { languageOf } from '@waystation/call';
import { queryOf } from '../http/query-of.ts';
import { returnPath } from '../sign-in/return-to.ts';
import type { Shown } from './page.ts';

/** Presentation of a page for a request: `?lang=` takes precedence over the browser's language. */
export function shownTo(request: FastifyRequest): Shown {
  const chosen = queryOf(request.url).get('lang');
  const isChosen = chosen === 'en' || chosen === 'zh';
  const language = isChosen ? chosen : languageOf(request.headers['accept-language']);
  return { language, isChosen, path: returnPath(request.url.split('?', 1)[0]) };
}
