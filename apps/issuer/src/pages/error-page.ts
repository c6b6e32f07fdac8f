import { words, type Language } from './language.ts';
import { escapeHtml, page } from './page.ts';

/** @param what description for the reader; @param backTo address to start again from */
export function errorPage(what: string, backTo: URL, language: Language): string {
  const says = words[language];
  const body = `<main class="narrow"><section>
<h2>${says.errorTitle}</h2>
<p class="lead">${escapeHtml(what)}</p>
<a class="button primary" href="${escapeHtml(backTo.href)}">${says.back}</a>
</section></main>`;
  return page({ title: says.errorTitle, language, body });
}
