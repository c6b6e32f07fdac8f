import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotSignedIn } from '@waystation/model';
import type { Logger } from 'pino';
import { HttpRefusal } from '../http/http-refusal.ts';
import { sendProblem } from '../problems/send-problem.ts';
import { referenceChapter, referenceIndex } from '../reference/reference-page.ts';
import { chapters as allChapters, type Chapter } from '../reference/reference.ts';
import type { Cookies } from '../sign-in/cookies.ts';
import type { People, Person } from '../sign-in/people.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import type { Callers, SessionUser } from '../sign-in/session-user.ts';
import type { StaffRows } from '../store/staff.ts';
import { prefersPage } from './accepts.ts';
import { homePage, type Visitor } from './home-page.ts';
import type { Shown } from './page.ts';
import { shownTo } from './shown-to.ts';
import { css, favicon } from './style.ts';

export interface PagesOptions {
  callers: Pick<Callers, 'identify' | 'checkOrigin'>;
  people: Pick<People, 'personOf'>;
  stations: Pick<StaffRows, 'stationsOf'>;
  sessions: Pick<Sessions, 'end'>;
  cookies: Pick<Cookies, 'session' | 'setSession'>;
  log: Logger;
}

/** Answer of the start page to a program. */
const index = {
  name: 'Waystation',
  links: { api: '/v1', reference: '/reference', signIn: '/auth/sign-in', me: '/auth/me', health: '/health/ready' },
};

const stationsMax = 60;
const html = 'text/html; charset=utf-8';
/** The reference changes only with a new version. */
const cacheBriefly = 'private, max-age=300';

/** Pages for people: start page and API reference. At `/`, programs get JSON. */
export async function pagesPlugin(app: FastifyInstance, options: PagesOptions): Promise<void> {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, options.log));

  app.get('/', async (request, reply) => {
    reply.header('vary', 'accept, accept-language');
    if (!prefersPage(request.headers)) return reply.send(index);
    const visitor = await visitorOf(request, options);
    return reply.type(html).send(homePage(visitor, shownTo(request)));
  });

  app.get('/pages.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', cacheBriefly).send(css),
  );
  for (const path of ['/favicon.svg', '/favicon.ico'])
    app.get(path, async (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(favicon),
    );

  let chapters: readonly Chapter[] | undefined;
  const pages = new Map<string, string>();
  const cached = (reply: FastifyReply, key: string, make: (all: readonly Chapter[]) => string) => {
    chapters ??= allChapters();
    if (!pages.has(key)) pages.set(key, make(chapters));
    return reply.type(html).headers({ vary: 'accept-language', 'cache-control': cacheBriefly }).send(pages.get(key));
  };
  app.get('/reference', async (request, reply) => {
    const shown = shownTo(request);
    return cached(reply, keyOf(shown), (all) => referenceIndex(all, shown));
  });
  app.get('/reference/:chapter', async (request: FastifyRequest<{ Params: { chapter: string } }>, reply) => {
    const shown = shownTo(request);
    chapters ??= allChapters();
    const chapter = chapters.find(({ name }) => name === request.params.chapter);
    if (!chapter) throw new HttpRefusal(404, 'NO_SUCH_ROUTE');
    return cached(reply, keyOf(shown), () => referenceChapter(chapter, shown));
  });

  await app.register(signOutPlugin, options);
}

const keyOf = ({ path, language, isChosen }: Shown) => `${path} ${language} ${isChosen}`;

/** Sign-out by a form, the only route that accepts one. */
async function signOutPlugin(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const { callers, cookies, sessions } = options;
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: 1_024 }, async () => undefined);
  app.post('/sign-out', async (request, reply) => {
    callers.checkOrigin(request);
    const id = cookies.session(request);
    const signOutUrl = id && (await sessions.end(id));
    cookies.setSession(reply, undefined);
    return reply.redirect(signOutUrl || '/', 303);
  });
}

async function visitorOf(request: FastifyRequest, options: PagesOptions): Promise<Visitor | undefined> {
  const who = await signedInBy(request, options);
  if (!who) return undefined;
  const person = await options.people.personOf(who.issuer, who.subject);
  const stations = await options.stations.stationsOf(placesOf(person), stationsMax + 1);
  return {
    person,
    subject: who.subject,
    stations: stations.slice(0, stationsMax),
    hasMoreStations: stations.length > stationsMax,
  };
}

/** Undefined for a request without a session or with one that has ended. */
async function signedInBy(request: FastifyRequest, { callers }: PagesOptions): Promise<SessionUser | undefined> {
  const [who] = await Promise.allSettled([callers.identify(request)]);
  if (who.status === 'fulfilled') return who.value;
  if (who.reason instanceof NotSignedIn) return undefined;
  throw who.reason;
}

function placesOf({ networkRoles, regions, stations }: Person) {
  const isAboveAll = networkRoles.some((role) => role !== 'APPLICANT');
  return {
    isAll: isAboveAll,
    regionIds: regions.map(({ regionId }) => regionId),
    stationIds: stations.map(({ stationId }) => stationId),
  };
}
