import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { errors, type Provider } from 'oidc-provider';
import type { IssuerConfig } from './config.ts';
import { KeptRecords } from './kept-records.ts';
import { issuerKeys } from './keys.ts';
import { errorPage } from './pages/error-page.ts';
import { pageLanguage, words } from './pages/language.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { readPeople } from './people.ts';
import { issuerProvider } from './provider.ts';
import { allowPage, sendPage } from './respond.ts';

const bodyBytesMax = 4_096;

export { readConfig } from './config.ts';

/** A running development issuer. */
export interface Issuer {
  close(): Promise<void>;
}

/** Starts the issuer; resolves when it listens at its configured origin. @param log called with each error */
export async function startIssuer(config: IssuerConfig, log: (line: string) => void): Promise<Issuer> {
  const keys = await issuerKeys(join(config.home, 'issuer-keys.json'));
  const records = new KeptRecords(join(config.home, 'issuer-records.json'));
  const provider = issuerProvider(config, keys, records);
  provider.on('server_error', (_context, error) => log(`issuer: server error: ${error.stack ?? error.message}`));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', config.issuer);
    if (url.pathname === '/health') return sendPage(response, 200, 'ok');
    if (!url.pathname.startsWith('/interaction/')) return void answer(request, response);
    interact(provider, config, url, request, response).then(undefined, (error: unknown) => {
      const isOver = error instanceof errors.SessionNotFound;
      if (!isOver) log(`issuer: sign-in failed, the browser is asked to start again: ${String(error)}`);
      const language = pageLanguage(url.searchParams.get('lang'), request.headers['accept-language']);
      allowPage(response, []);
      sendPage(response, 400, errorPage(words[language].expired, config.gateway, language));
    });
  });
  await listen(server, config.issuer);
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      records.close();
    },
  };
}

/** Shows the sign-in page of an interaction, or signs in the person chosen on it. */
async function interact(
  provider: Provider,
  config: IssuerConfig,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response); // throws for another browser's interaction
  const people = readPeople(config.peopleFile);
  if (request.method === 'POST') {
    if (Number(request.headers['content-length'] ?? Infinity) > bodyBytesMax) throw new Error('the form is too long');
    const subject = new URLSearchParams(await text(request)).get('subject');
    if (!people.some((person) => person.subject === subject)) throw new Error('no demo person has this subject');
    return provider.interactionFinished(
      request,
      response,
      { login: { accountId: subject! } },
      { mergeWithLastSubmission: false },
    );
  }
  const language = pageLanguage(url.searchParams.get('lang'), request.headers['accept-language']);
  const nonce = allowPage(response, [config.gateway.origin]);
  sendPage(response, 200, signInPage(people, language, nonce));
}

function listen(server: Server, at: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(at.port || 80), at.hostname, () => resolve());
  });
}
