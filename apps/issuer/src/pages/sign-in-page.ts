import type { DemoPerson } from '../people.ts';
import { words, type Language } from './language.ts';
import { escapeHtml, page } from './page.ts';

/** Number of people from which the page has a search field. */
const filterFrom = 12;

/** Sign-in page: a button for each demo person, by station. @param nonce for the filter script */
export function signInPage(people: readonly DemoPerson[], language: Language, nonce: string): string {
  const says = words[language];
  const filter =
    people.length < filterFrom
      ? ''
      : `<input class="filter" type="search" id="filter" placeholder="${says.filter}" aria-label="${says.filter}" autocomplete="off">`;
  const other = language === 'zh' ? 'en' : 'zh';
  const body = `<main>
<header><span class="brand">Waystation</span><a class="switch" href="?lang=${other}" lang="${other}">${says.switch}</a></header>
<h1>${says.title}</h1>
<p class="lead">${says.lead}</p>
<p class="notice">${people.length === 0 ? says.noPeople : says.notice}</p>
${filter}
<form method="post" class="stations">
${byStation(people, language)
  .map(([station, staff]) => sectionOf(station, staff, language))
  .join('\n')}
</form>
</main>
${filter && `<script nonce="${nonce}">${filterScript}</script>`}`;
  return page({ title: says.title, language, body });
}

/** Groups people by station in the order of the file. */
function byStation(people: readonly DemoPerson[], language: Language): [string, DemoPerson[]][] {
  return [...Map.groupBy(people, ({ station }) => station[language])];
}

function sectionOf(station: string, staff: readonly DemoPerson[], language: Language): string {
  const buttons = staff.map(
    ({ subject, name, roles }) => `<button name="subject" value="${escapeHtml(subject)}">
<span class="initial" aria-hidden="true">${escapeHtml([...name][0]!)}</span>
<span class="who"><span class="name">${escapeHtml(name)}</span><span class="roles">${escapeHtml(roles[language])}</span></span>
</button>`,
  );
  return `<section><h2>${escapeHtml(station)}</h2>
${buttons.join('\n')}
</section>`;
}

const filterScript = `
const field = document.getElementById('filter');
field.addEventListener('input', () => {
  const wanted = field.value.trim().toLowerCase();
  for (const section of document.querySelectorAll('section')) {
    const isOfStation = section.querySelector('h2').textContent.toLowerCase().includes(wanted);
    let shown = 0;
    for (const button of section.querySelectorAll('button')) {
      button.hidden = !isOfStation && !button.textContent.toLowerCase().includes(wanted);
      if (!button.hidden) shown += 1;
    }
    section.hidden = shown === 0;
  }
});
field.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
`;
