import { registry } from '@waystation/contracts';
import { referenceTexts } from '../reference/texts.ts';
import { prefersPage } from './accepts.ts';
import { homePage } from './home-page.ts';
import { html } from './html.ts';
import { problemPage } from './problem-page.ts';
import { roleName, rolesInWords, says } from './texts.ts';

const shown = { language: 'en', isChosen: false, path: '/' } as const;

it('values put into a page are escaped, except html parts', () => {
  const evil = `<script>"&'`;
  expect(html`<p title="${evil}">${[evil, html`<b>${1}</b>`]}${undefined}${false}</p>`.text).toBe(
    '<p title="&lt;script&gt;&quot;&amp;&#39;">&lt;script&gt;&quot;&amp;&#39;<b>1</b></p>',
  );
});

it('names and texts from outside cannot inject html into a page', () => {
  const person = { staffId: 's', displayName: '<i>Mia</i>', networkRoles: [], regions: [], stations: [] };
  const home = homePage({ person, subject: '<s>', stations: [], hasMoreStations: false }, shown);
  const problem = problemPage(
    {
      type: 't',
      title: '<i>',
      status: 409,
      detail: '<i>',
      reason: 'R',
      metadata: { incident: '<i>' },
      missing: [{ requirement: 'W', rule: '<i>', description: '<i>' }],
      errors: [{ field: '<i>', description: '<i>', reason: 'R' }],
    },
    { ...shown, path: '/"><i>' },
  );
  for (const page of [home, problem]) expect(page).not.toMatch(/<[is]>/);
});

it.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['text/html', true],
  ['text/html;q=0.5, application/json;q=0.4', true],
  ['application/json, text/html', true],
  ['application/json, text/html;q=0.9', false],
  ['text/html;q=0', false],
  ['*/*', false],
  ['application/json', false],
  [undefined, false],
])('for Accept %s a page is preferred: %s', (accept, isPreferred) => {
  expect(prefersPage({ accept })).toBe(isPreferred);
});

it('both languages have the same texts and name every role', () => {
  expect(Object.keys(says.zh)).toEqual(Object.keys(says.en));
  expect(Object.keys(referenceTexts.zh)).toEqual(Object.keys(referenceTexts.en));
  const roles = registry.getEnum('waystation.Role')!.values.filter(({ number }) => number > 0);
  for (const language of ['en', 'zh'] as const)
    expect(roles.map(({ name }) => roleName(name, language)).filter((name) => /_/.test(name))).toEqual([]);
});

it('roles are listed as in a sentence', () => {
  expect(rolesInWords(['TECHNICIAN', 'QUALITY_INSPECTOR'], 'en')).toBe('Technician, quality inspector');
  expect(rolesInWords(['TECHNICIAN', 'QUALITY_INSPECTOR'], 'zh')).toBe('维修技师、质检员');
});
