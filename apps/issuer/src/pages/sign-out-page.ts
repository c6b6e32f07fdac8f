import { words, type Language } from './language.ts';
import { escapeHtml, page } from './page.ts';

/** Page that asks to sign out here too; a script confirms automatically. @param form sign-out form of the provider */
export function signOutPage(form: string, language: Language, nonce: string): string {
  const says = words[language];
  const body = `<main class="narrow"><section>
<h2>${says.signOutTitle}</h2>
<p class="lead">${says.signOutLead}</p>
${form}
<button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes" id="yes" autofocus>${says.signOut}</button>
<button class="secondary" type="submit" form="op.logoutForm">${says.stay}</button>
</section></main>
<script nonce="${nonce}">document.getElementById('yes').click();</script>`;
  return page({ title: says.signOutTitle, language, body });
}

/** Page for a sign-out that did not start at the platform. @param backTo where to continue */
export function signedOutPage(backTo: URL, language: Language): string {
  const says = words[language];
  const body = `<main class="narrow"><section>
<h2>${says.signedOut}</h2>
<p class="lead">${says.signedOutLead}</p>
<a class="button primary" href="${escapeHtml(backTo.href)}">${says.back}</a>
</section></main>`;
  return page({ title: says.signedOut, language, body });
}
